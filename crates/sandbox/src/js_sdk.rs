//! Signing for WeChat's JS-SDK, by the official algorithm, and only for addresses of the card: a
//! backend that signs whatever it is given lets anybody's page speak in the brand's name.

use sha1::{Digest as _, Sha1};

use crate::secret::hex;

/// The longest address that is signed.
const LONGEST: usize = 2048;

/// The signature of an address (JS-SDK, "附录1-JS-SDK使用权限签名算法"): the four values sorted by
/// their lower-case names, as they are and not escaped, and SHA-1 over the whole.
#[must_use]
pub fn signature(ticket: &str, nonce: &str, timestamp: i64, url: &str) -> String {
    let text = format!("jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={url}");
    hex(&Sha1::digest(text))
}

/// What of an address is signed: all of it but the fragment. Nothing where it is no plain address
/// of one of `hosts`, or of this machine.
///
/// A host is compared as a whole; an address that a browser would repair (a tab, a backslash, a
/// letter that it maps to another) is none.
#[must_use]
pub fn signable<'u>(url: &'u str, hosts: &[String]) -> Option<&'u str> {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\\\"<>^`{|}".contains(&byte);
    if url.len() > LONGEST || !url.bytes().all(plain) {
        return None;
    }
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    let named = port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    let own = ["localhost", "127.0.0.1"].contains(&host);
    let known = own || hosts.iter().any(|known| known.eq_ignore_ascii_case(host));
    (named && known && !host.is_empty()).then(|| url.split('#').next().unwrap_or(url))
}

/// The file of the JS-SDK as a page takes it. The repackage of npm hands what it makes to its
/// caller alone, where WeChat's own file makes it global.
#[must_use]
pub fn global(file: &str) -> String {
    if !file.contains("module.exports") {
        return file.to_owned();
    }
    [
        "(function(){var module={exports:{}};\n",
        file,
        "\nwindow.wx=window.jWeixin=module.exports})();",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hosts() -> Vec<String> {
        vec!["card.brand.example".to_owned()]
    }

    #[test]
    fn the_official_example_has_the_official_signature() {
        let ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg";
        let made = signature(ticket, "Wm3WZYTPz0wzccnW", 1_414_587_457, "http://mp.weixin.qq.com");
        assert_eq!(made, "f4d90daf4b3bca3078ab155816175ba34c443a7b");
    }

    #[test]
    fn an_address_of_the_card_is_signed_without_its_fragment() {
        for (url, signed) in [
            ("https://card.brand.example/#/me", "https://card.brand.example/"),
            ("https://CARD.brand.example/?lang=en", "https://CARD.brand.example/?lang=en"),
            ("http://127.0.0.1:8787/?a=1#t=2#3", "http://127.0.0.1:8787/?a=1"),
            ("http://localhost/", "http://localhost/"),
            ("https://card.brand.example", "https://card.brand.example"),
        ] {
            assert_eq!(signable(url, &hosts()), Some(signed), "{url}");
        }
    }

    #[test]
    fn whatever_only_looks_like_one_is_not() {
        for url in [
            "",
            "/",
            "//card.brand.example/",
            "ftp://card.brand.example/",
            "javascript://card.brand.example/%0aalert(1)",
            "HTTPS://card.brand.example/",
            "https:card.brand.example",
            "https:///card.brand.example/",
            "https://evil.example/",
            "https://evil.example/https://card.brand.example/",
            "https://evil.example?card.brand.example",
            "https://evil.example#card.brand.example",
            "https://card.brand.example.evil.example/",
            "https://evilcard.brand.example/",
            "https://sub.card.brand.example/",
            "https://brand.example/",
            "https://card.brand.example@evil.example/",
            "https://card.brand.example:443@evil.example/",
            "https://user:pass@card.brand.example/",
            "https://evil.example\\@card.brand.example/",
            "https://card.brand.example\\.evil.example/",
            "https://card.brand.example:port/",
            "https://card.brand.example:/",
            "https://card.brand.example:+443/",
            "https://card.brand.example:99999/",
            "https://card%2ebrand.example/",
            "https://card。brand.example/",
            "https://ｃard.brand.example/",
            "https://card.brand.example\u{2044}.evil.example/",
            "https://card.brand.example\t/",
            " https://card.brand.example/",
            "https://card.brand.example/\n",
            "https://:443/",
            "https://127.0.0.1.evil.example/",
            "https://localhost.evil.example/",
        ] {
            assert_eq!(signable(url, &hosts()), None, "{url:?}");
        }
        let long = format!("https://card.brand.example/{}", "a".repeat(LONGEST));
        assert_eq!(signable(&long, &hosts()), None);
    }

    #[test]
    fn the_repackage_is_made_global_and_the_original_is_left_alone() {
        assert!(
            global("!(function(e,n){module.exports=n(e)})()").contains("window.wx=window.jWeixin=")
        );
        assert_eq!(global("window.wx={}"), "window.wx={}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn nothing_is_signed_whose_host_is_not_exactly_one_of_the_list(
            scheme in "(https?|HTTPS|ftp|javascript)?:?/{0,3}",
            before in "([a-z.@:\\\\%\\t-]|card\\.brand\\.example|127\\.0\\.0\\.1){0,3}",
            host in "(card\\.brand\\.example|localhost|evil\\.example)?",
            after in "([.@:\\\\/?# %\\t\u{ff0f}]|80|\\.evil\\.example|@evil\\.example){0,3}",
        ) {
            let url = [scheme, before, host, after].concat();
            if let Some(signed) = signable(&url, &hosts()) {
                // Read by another rule: what stands between `//` and the first `/`, `?` or `#`.
                let (_, rest) = signed.split_once("://").unwrap();
                let authority = rest.split(['/', '?', '#']).next().unwrap();
                let host = authority.split(':').next().unwrap();
                prop_assert!(
                    ["card.brand.example", "localhost", "127.0.0.1"].contains(&host),
                    "{}", url
                );
                prop_assert!(!authority.contains('@') && !signed.contains('#'));
            }
        }
    }
}
