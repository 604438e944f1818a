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
         frame-ancestors 'self'; base-uri 'none'; form-action 'none'; object-src 'none'"
    )
}

/// The hashes of the elements of one name that stand in the page itself.
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
        if whole_name && !elsewhere {
            out.push_str(" 'sha256-");
            out.push_str(&STANDARD.encode(Sha256::digest(content)));
            out.push('\'');
        }
    }
    out
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
    fn a_page_without_inline_parts_allows_none() {
        assert!(!of("<script src=/a.js></script><p>").contains("unsafe-inline"));
        assert!(of("<p>").contains("style-src 'self';"));
    }
}
