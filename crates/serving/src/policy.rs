//! The content security policy of a page: nothing from elsewhere, and of inline scripts and
//! styles exactly those that the page was built with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::WECHAT_SDK;

/// Where WeChat's script reports to, by a picture; refused, each use of it would be a violation.
const WECHAT_REPORTS: &str = "https://open.weixin.qq.com";

/// The one policy for Trusted Types that a page may make: `public/late.js` makes it.
pub const TRUSTED: &str = "member-card";

/// What a policy depends on beside the page.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// Who may hold the page in a frame (`frame-ancestors`).
    pub ancestors: &'a str,
    /// Where pictures may come from beside the card's own origin: empty, or sources that each begin
    /// with a space.
    pub pictures: &'a str,
    /// Where a browser tells what it refused.
    pub report: Option<&'a str>,
    /// Whether the page comes over TLS, so that everything in it must.
    pub tls: bool,
}

impl Setting<'_> {
    /// A page that stands for itself.
    pub const ALONE: Self = Self { ancestors: "'none'", pictures: "", report: None, tls: false };
}

/// The policy of a page (CSP level 3, and Trusted Types).
///
/// `'self'` and hashes, and not `'strict-dynamic'`: Safari knows that only from 15.4 on, and would
/// have to be given the same list beside it. The page loads no script of its own origin but the
/// glue, whose bytes it names by their hash.
#[must_use]
pub fn policy(html: &str, setting: &Setting<'_>) -> String {
    let scripts = hashes(html, "script");
    let styles = hashes(html, "style");
    let [sdk, spare] = WECHAT_SDK;
    let Setting { ancestors, pictures, report, tls } = setting;
    let mut policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts} {sdk} {spare}; \
         style-src 'self'{styles}; img-src 'self' data: {WECHAT_REPORTS}{pictures}; \
         connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
         frame-ancestors {ancestors}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types {TRUSTED}"
    );
    if *tls {
        policy.push_str("; upgrade-insecure-requests");
    }
    if let Some(report) = report {
        policy.push_str("; report-uri ");
        policy.push_str(report);
    }
    policy
}

/// The policy with one inline script more.
#[must_use]
pub fn with_script(policy: &str, script: &str) -> String {
    policy.replacen("script-src", &format!("script-src {}", source(script)), 1)
}

/// The hashes of the elements of one name that stand in the page itself and are run.
fn hashes(html: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut rest = html;
    let mut out = String::new();
    while let Some((_, after)) = rest.split_once(&open) {
        let Some((attributes, content)) = after.split_once('>') else { break };
        let Some((content, after)) = content.split_once(&close) else { break };
        rest = after;
        let whole_name = attributes.is_empty() || attributes.starts_with(char::is_whitespace);
        let elsewhere = attributes
            .split_whitespace()
            .any(|attribute| attribute == "src" || attribute.starts_with("src="));
        if whole_name && !elsewhere && !is_data(attributes) {
            out.push(' ');
            out.push_str(&source(content));
        }
    }
    out
}

/// One script or style as a policy names it. A browser hashes what its parser read, in which
/// every line ends with a line feed.
#[must_use]
pub fn source(content: &str) -> String {
    let content = content.replace("\r\n", "\n");
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
}

/// Whether a script is a data block (HTML, 4.12.1): its type is neither none nor one that a
/// browser runs. A policy does not ask about those.
fn is_data(attributes: &str) -> bool {
    let kind = attributes.split_whitespace().find_map(|attribute| attribute.strip_prefix("type="));
    kind.is_some_and(|kind| {
        let kind = kind.trim_matches(['"', '\'']).to_ascii_lowercase();
        let is_run = matches!(kind.as_str(), "" | "module" | "importmap" | "speculationrules");
        !is_run
            && !kind.ends_with("javascript")
            && !kind.ends_with("ecmascript")
            && kind != "text/css"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> String {
        policy(html, &Setting::ALONE)
    }

    #[test]
    fn an_inline_script_is_allowed_by_its_hash_and_no_other() {
        let page = "<style>a{}</style><script type=module>alert(1)</script>\
                    <script src=\"/boot.js\"></script>";
        let policy = of(page);
        let hash = STANDARD.encode(Sha256::digest("alert(1)"));
        let scripts =
            format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}' https://res.wx");
        assert!(policy.contains(&scripts), "{policy}");
        assert_eq!(policy.matches("'sha256-").count(), 2);
    }

    #[test]
    fn data_needs_no_hash_and_whatever_is_run_does() {
        let data = of("<script type=\"application/json\" id=texts>{\"a\":1}</script>\
                       <script type='application/ld+json'>{}</script>");
        assert!(!data.contains("sha256-"), "{data}");
        for kind in ["", " type=module", " type=\"text/javascript\"", " type='importmap'"] {
            let run = of(&format!("<script{kind}>x()</script>"));
            assert_eq!(run.matches(&source("x()")).count(), 1, "{kind}");
        }
        let after_data = of("<script type=application/json>{}</script><script>x()</script>");
        assert_eq!(after_data.matches("'sha256-").count(), 1);
        assert!(of("<style type=\"text/css\">a{}</style>").contains(&source("a{}")));
    }

    #[test]
    fn a_line_end_of_two_characters_is_hashed_as_one() {
        assert!(of("<script>a()\r\nb()</script>").contains(&source("a()\nb()")));
    }

    #[test]
    fn nothing_is_allowed_that_is_not_named() {
        let policy = of("<script src=/a.js></script><p>");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(policy.contains("; manifest-src 'self'; worker-src 'self';"));
        assert!(policy.contains("; style-src 'self';"));
        for never in ["unsafe-inline", "'unsafe-eval'", "*", " https:;", " http:"] {
            assert!(!policy.contains(never), "{never} in {policy}");
        }
    }

    #[test]
    fn text_becomes_a_script_only_through_the_one_policy_for_it() {
        let policy = of("<p>");
        assert!(policy.ends_with("require-trusted-types-for 'script'; trusted-types member-card"));
    }

    #[test]
    fn frames_pictures_reports_and_tls_are_the_servers_to_set() {
        let policy = policy(
            "<p>",
            &Setting {
                ancestors: "https://shop.example",
                pictures: " https://cdn.example",
                report: Some("/reports"),
                tls: true,
            },
        );
        assert!(policy.contains("; frame-ancestors https://shop.example; "));
        assert!(policy.contains("open.weixin.qq.com https://cdn.example; "));
        assert!(policy.ends_with("; upgrade-insecure-requests; report-uri /reports"));
        assert!(of("<p>").contains("; frame-ancestors 'none'; "));
    }

    #[test]
    fn one_script_more_is_allowed_beside_the_others() {
        let policy = with_script(&of("<script>x()</script>"), "y()");
        let with =
            format!("script-src {} 'self' 'wasm-unsafe-eval' {} ", source("y()"), source("x()"));
        assert!(policy.contains(&with), "{policy}");
    }
}
