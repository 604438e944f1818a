//! The one way by which a URL from a backend reaches the page.

/// The longest URL taken; old web-views cut longer ones.
const MAX_LENGTH: usize = 2048;

/// A URL that cannot run a script or disguise its host: `https` with a plain host, or a path on
/// this origin.
///
/// Only the characters of RFC 3986 are let through. Browsers repair everything else on the way:
/// they drop tabs and newlines, turn `\` into `/`, and map full-width letters and dots to ASCII,
/// so that what was checked would not be what is opened. Other characters come
/// percent-encoded, other hosts in punycode.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// Takes `url` if it is safe.
    #[must_use]
    pub fn parse(url: &str) -> Option<Self> {
        let plain = url.len() <= MAX_LENGTH && url.bytes().all(is_url_character);
        let safe = plain && (is_local_path(url) || is_https(url));
        safe.then(|| Self(url.to_owned()))
    }

    /// The URL as the backend wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it may lead to another origin.
    #[must_use]
    pub fn is_external(&self) -> bool {
        !self.0.starts_with('/')
    }

    /// The URL as a CSS value. No character of it can end the quotes.
    #[must_use]
    pub fn to_css(&self) -> String {
        let mut css = String::with_capacity(self.0.len() + 7);
        css.push_str("url(\"");
        css.push_str(&self.0);
        css.push_str("\")");
        css
    }
}

/// RFC 3986, section 2: unreserved, reserved, and the percent sign.
fn is_url_character(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

/// One slash: two would name another host.
fn is_local_path(url: &str) -> bool {
    url.strip_prefix('/').is_some_and(|rest| !rest.starts_with('/'))
}

fn is_https(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else { return false };
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    scheme.eq_ignore_ascii_case("https")
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
        && host.starts_with(|first: char| first.is_ascii_alphanumeric())
        && port.parse::<u16>().is_ok()
        && !port.starts_with('+')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn https_and_paths_on_this_origin_pass_unchanged() {
        for url in [
            "https://brand.example",
            "https://brand.example/a/b.svg?v=2#x",
            "HTTPS://cdn.brand.example:8443/art.png",
            "https://xn--fiq228c.example/%E5%9B%BE.svg",
            "/",
            "/art/gold.svg?v=2",
            "/?next=https://brand.example",
            "/a//b",
            "/@me:here",
        ] {
            assert_eq!(SafeUrl::parse(url).as_ref().map(SafeUrl::as_str), Some(url));
        }
    }

    #[test]
    fn hostile_urls_are_refused() {
        for url in [
            "",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "javascript://brand.example/%0aalert(1)",
            "javascript&colon;alert(1)",
            "data:image/svg+xml,<svg onload=alert(1)>",
            "data:text/html;base64,PHNjcmlwdD4=",
            "vbscript:x",
            "blob:https://brand.example/1",
            "file:///etc/passwd",
            "http://brand.example/",
            "ws://brand.example/",
            "view-source:https://brand.example",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            " /path",
            "/path ",
            "https:evil.example",
            "https:/evil.example",
            "https:\\\\evil.example",
            "https:///evil.example",
            "https://",
            "https://?x",
            "https://#x",
            "https://brand.example@evil.example/",
            "https://brand.example:443@evil.example/",
            "https://user:pass@evil.example/",
            "https://brand.example\\@evil.example/",
            "https://brand.example:port/",
            "https://brand.example:/",
            "https://brand.example:99999/",
            "https://brand.example:+443/",
            "https://[::1]/",
            "https://.evil.example/",
            "https://-evil.example/",
            "https://evil%2eexample/",
            "https://brand。example/",
            "https://ｂrand.example/",
            "https://brand.example\u{2044}evil.example/",
            "https://brand.example\u{ff0f}evil.example/",
            "https://brand.example/\u{202e}gvs.exe",
            "https://brand.example/\u{200b}",
            "https://brand.example/\u{2028}",
            "/\u{ff0f}evil.example",
            "\u{feff}/path",
            "/a\0b",
            "/a\u{7f}b",
            "/a\"onerror=alert(1)",
            "/a\");background:url(//evil.example",
            "/<script>",
            "relative/path",
            "./path",
            "../path",
            "?query",
            "#hash",
        ] {
            assert_eq!(SafeUrl::parse(url), None, "{url:?}");
        }
        let long = format!("/{}", "a".repeat(MAX_LENGTH));
        assert_eq!(SafeUrl::parse(&long), None);
    }

    #[test]
    fn only_https_may_lead_elsewhere() {
        assert!(SafeUrl::parse("https://brand.example/").unwrap().is_external());
        assert!(!SafeUrl::parse("/art.svg").unwrap().is_external());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_passes_starts_in_one_of_two_ways_and_cannot_leave_its_quotes(
            url in "(https://|/|//|\\\\|javascript:|data:)?[ -~\\t\\n\u{ff0f}]{0,12}"
        ) {
            if let Some(safe) = SafeUrl::parse(&url) {
                let text = safe.as_str();
                prop_assert!(text.starts_with("https://") || text.starts_with('/'));
                prop_assert!(!text.starts_with("//"));
                prop_assert!(text.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\'));
                prop_assert_eq!(safe.to_css().matches('"').count(), 2);
            }
        }
    }
}
