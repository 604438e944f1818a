//! The content security policy of a page: nothing from elsewhere, and of inline scripts and
//! styles exactly those that the page was built with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The policy of a page (CSP level 3).
#[must_use]
pub fn of(html: &str) -> String {
    let scripts = hashes(html, "script");
    let styles = hashes(html, "style");
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; \
         style-src 'self'{styles}; img-src 'self' data:; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; \
         frame-ancestors 'self'; base-uri 'none'; form-action 'none'; object-src 'none'"
    )
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

    #[test]
    fn an_inline_script_is_allowed_by_its_hash_and_no_other() {
        let page = "<style>a{}</style><script type=module>alert(1)</script>\
                    <script src=\"/boot.js\"></script>";
        let policy = of(page);
        let hash = STANDARD.encode(Sha256::digest("alert(1)"));
        assert!(
            policy.contains(&format!(
                "script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}'; style-src"
            ))
        );
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
    fn the_manifest_and_the_worker_come_from_here() {
        assert!(of("<p>").contains("; manifest-src 'self'; worker-src 'self';"));
    }

    #[test]
    fn a_page_without_inline_parts_allows_none() {
        assert!(!of("<script src=/a.js></script><p>").contains("unsafe-inline"));
        assert!(of("<p>").contains("style-src 'self';"));
    }
}
