//! The card's styles where the card is an element of somebody else's page, in a shadow root
//! (`inline.rs`).
#![allow(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "every cut is at an offset that a search in the same text returned"
)]

use anyhow::{Result, bail};

use super::css::string_length;

/// What a sheet of the page is inside an element's shadow root, minified as it comes: `html` and
/// `body` are two boxes in it, a width is that of the element, which may be any part of a window, the
/// height of a window is nothing to go by, and the size of the root's text is the member's own.
///
/// # Errors
/// When a block has no end, or asks for a width and for something else.
pub fn sheet(css: &str) -> Result<String> {
    let mut out = String::with_capacity(css.len() * 2);
    let mut rest = css;
    while let Some(open) = find(rest, b'{') {
        let (prelude, after) = (rest[..open].trim(), &rest[open + 1..]);
        let Some(end) = end_of_block(after) else { bail!("`{prelude}` has no end") };
        let block = &after[..end];
        rest = &after[end + 1..];
        let query = prelude.strip_prefix("@media");
        if query.is_some_and(|query| query.contains("height") || query.contains("orientation")) {
            continue;
        }
        if let Some(query) = query.filter(|query| query.contains("width")) {
            if query.contains(" and ") || query.contains(',') {
                bail!("`{prelude}` asks for more than a width");
            }
            out.push_str(&format!("@container mc {}{{{}}}", query.trim(), sheet(block)?));
        } else if prelude.starts_with("@media") || prelude.starts_with("@supports") {
            out.push_str(&format!("{prelude}{{{}}}", sheet(block)?));
        } else if prelude.starts_with('@') {
            out.push_str(&format!("{prelude}{{{block}}}"));
        } else {
            out.push_str(&format!("{}{{{}}}", selector(prelude), without_rem(block)));
        }
    }
    Ok(out)
}

/// Where a character stands outside of strings.
fn find(css: &str, wanted: u8) -> Option<usize> {
    let mut at = 0;
    while let Some(c) = css.as_bytes().get(at) {
        match c {
            b'"' | b'\'' => at += string_length(&css[at..], char::from(*c)),
            _ if *c == wanted => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// Where a block ends that begins before the text.
fn end_of_block(css: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let end = from + find(&css[from..], b'}')?;
        match find(&css[from..end], b'{') {
            Some(open) => {
                let inner = from + open + 1;
                from = inner + end_of_block(&css[inner..])? + 1;
            }
            None => return Some(end),
        }
    }
}

/// A selector in which `:root`, `html` and `body` are the boxes that stand for them.
fn selector(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
        let length = match word.unwrap_or(rest.len()) {
            0 if c == '[' => rest.find(']').map_or(rest.len(), |end| end + 1),
            0 => c.len_utf8(),
            word => word,
        };
        let part = &rest[..length];
        let first = out.chars().next_back().is_none_or(|c| " >+~,(".contains(c));
        match part {
            "root" if out.ends_with(':') => {
                out.pop();
                out.push_str(".mc-html");
            }
            "html" if first => out.push_str(".mc-html"),
            "body" if first => out.push_str(".mc-body"),
            _ => out.push_str(part),
        }
        rest = &rest[length..];
    }
    out
}

/// Declarations whose lengths do not go by the root's text, which is the page's around the element.
fn without_rem(block: &str) -> String {
    let mut parts = block.split("rem");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let start = out
            .rfind(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
            .map_or(0, |at| at + 1);
        let ends = !part.starts_with(|c: char| c.is_alphanumeric() || c == '-');
        let number = out[start..].to_owned();
        if number.is_empty() || !ends {
            out.push_str("rem");
        } else {
            out.truncate(start);
            out.push_str(&format!("calc({number}*var(--mc-rem))"));
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_an_element_html_and_body_are_boxes_and_nothing_that_only_looks_like_them() {
        for (page, element) in [
            (":root,html>body{a:b}", ".mc-html,.mc-html>.mc-body{a:b}"),
            (
                "html:lang(zh) #shell [lang=\"html\"]{a:b}",
                ".mc-html:lang(zh) #shell [lang=\"html\"]{a:b}",
            ),
            (
                ":root:not([data-x~=\"body\"]) .body{a:b}",
                ".mc-html:not([data-x~=\"body\"]) .body{a:b}",
            ),
            (".code-body,#html,.html,body-x{a:b}", ".code-body,#html,.html,body-x{a:b}"),
            ("[data-view] body{a:b}", "[data-view] .mc-body{a:b}"),
            ("@supports (a:b){body{a:b}}", "@supports (a:b){.mc-body{a:b}}"),
            ("@keyframes html{to{a:b}}", "@keyframes html{to{a:b}}"),
            ("a{content:\"}\"}b{c:d}", "a{content:\"}\"}b{c:d}"),
        ] {
            assert_eq!(sheet(page).unwrap(), element);
        }
    }

    #[test]
    fn in_an_element_a_width_is_the_elements_and_a_height_is_nothing() {
        for (page, element) in [
            (
                "@media (min-width:900px){:root{a:b}}",
                "@container mc (min-width:900px){.mc-html{a:b}}",
            ),
            ("@media (orientation:landscape) and (max-height:599px){a{b:c}}d{e:f}", "d{e:f}"),
            (
                "@media (pointer:coarse){a{b:1rem}}",
                "@media (pointer:coarse){a{b:calc(1*var(--mc-rem))}}",
            ),
            (
                "a{--b:max(1.5rem,2px) -.5rem;--remain:3remx}",
                "a{--b:max(calc(1.5*var(--mc-rem)),2px) calc(-.5*var(--mc-rem));--remain:3remx}",
            ),
        ] {
            assert_eq!(sheet(page).unwrap(), element);
        }
        for bad in ["@media (min-width:1px) and (hover:hover){a{b:c}}", "a{b:c", "@media x{a{b:c}"]
        {
            assert!(sheet(bad).is_err(), "{bad}");
        }
    }
}
