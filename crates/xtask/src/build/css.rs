//! One small style sheet out of many, in the page; and one for each part that brings its own.
//!
//! trunk does not inline `@import`, so `index.html` links each file of `style/` in the order of the
//! cascade: what `dev` serves. For people those links become one `<style>`, which saves a round trip
//! before anything is painted. A sheet that only a later part needs says which with `data-part`, and
//! goes into a file that comes with that part (`glue.rs`), behind all others in the cascade. A sheet
//! may name several parts: the first of them that is fetched brings it, and before its own.
#![allow(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "every cut is at an offset that a search in the same text returned"
)]

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use super::dist::Dist;
use super::html;
use super::names::PLACEHOLDER;

/// The attribute of a link to a sheet that comes with a part, or with each of several.
const PART: &str = "data-part";

/// What stands between the names of parts in that attribute.
const SEPARATOR: char = ',';

/// The parts of the download that bring styles, by the links of `index.html`, and the files that
/// each needs, in the order of the cascade.
///
/// # Errors
/// When there is no `index.html`.
pub fn parts(dist: &Dist) -> Result<BTreeMap<String, Vec<String>>> {
    let page = dist.text("index.html")?;
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for tag in html::tags(&page).into_iter().filter(|tag| tag.is_rel("stylesheet")) {
        let Some(names) = named(&tag) else { continue };
        for part in names.split(SEPARATOR) {
            let files = parts.entry(part.to_owned()).or_default();
            let file = file_of(&names);
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }
    Ok(parts)
}

/// The parts that a link names. trunk writes all but letters and digits as references.
fn named(link: &html::Tag) -> Option<String> {
    link.attribute(PART).map(|names| names.replace("&#x2C;", ","))
}

/// The file with the styles of a part, or of several, until it is named by its content.
fn file_of(parts: &str) -> String {
    format!("{}-{PLACEHOLDER}.css", parts.replace(SEPARATOR, "-"))
}

/// Puts all linked style sheets of `index.html` into the page, minified, and those of later parts
/// into a file each. The page itself loses its comments and indentation.
///
/// # Errors
/// When a style sheet is missing, or holds an `@import`, which would be ignored in the middle, or a
/// sheet of a part stands before one of the page, or of more parts, which would come after it.
pub fn bundle(dist: &mut Dist) -> Result<()> {
    let mut page = dist.text("index.html")?;
    let mut sheets = Vec::new();
    let mut bundles: BTreeMap<Option<String>, String> = BTreeMap::new();
    for tag in html::tags(&page) {
        // A sheet for some media only keeps its own condition, and so its own file.
        if !tag.is_rel("stylesheet") || tag.attribute("media").is_some() {
            continue;
        }
        let Some(path) = tag.local() else { continue };
        let text = dist.text(path)?;
        if text.contains("@import") {
            bail!("{path} has an @import; link the file in index.html instead");
        }
        let part = named(&tag);
        if part.is_none() && bundles.keys().any(Option::is_some) {
            bail!("{path} stands after the style sheets of a part, but would come before them");
        }
        if let Some(part) = &part
            && part.contains(SEPARATOR)
            && bundles.keys().flatten().any(|other| part.contains(other) && part != other)
        {
            bail!("{path} stands after the style sheets of one part, but would come before them");
        }
        bundles.entry(part).or_default().push_str(&minify(&text));
        sheets.push((tag.range.clone(), path.to_owned()));
    }
    let own = bundles.remove(&None).map(|text| format!("<style>{text}</style>"));
    let first = sheets.first().map(|(range, _)| range.clone());
    for (range, path) in sheets.iter().rev() {
        match &own {
            Some(own) if first.as_ref() == Some(range) => page.replace_range(range.clone(), own),
            _ => {
                let line = page[..range.start].trim_end().len();
                page.replace_range(line..range.end, "");
            }
        }
        dist.files.remove(path);
    }
    for (part, text) in bundles.into_iter().filter_map(|(part, text)| Some((part?, text))) {
        dist.files.insert(file_of(&part), text.into_bytes());
    }
    minify_inline(dist, &page)
}

fn minify_inline(dist: &mut Dist, page: &str) -> Result<()> {
    let mut out = page.to_owned();
    for tag in html::tags(page).iter().rev().filter(|tag| tag.name == "style") {
        let start = tag.range.end;
        let Some(length) = page[start..].find("</style") else { continue };
        out.replace_range(start..start + length, &minify(&page[start..start + length]));
    }
    dist.files.insert("index.html".to_owned(), html::slim(&out).into_bytes());
    Ok(())
}

/// Takes out comments and the white space that has no meaning; changes nothing else.
pub fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            // `a/**/b` are two tokens.
            space(&mut out);
            rest = &rest[end..];
            continue;
        } else if c == '"' || c == '\'' {
            if out.ends_with(": ") {
                out.pop();
            }
            string_length(rest, c)
        } else if out.ends_with("url(") {
            rest.find(')').unwrap_or(rest.len())
        } else if c.is_whitespace() {
            space(&mut out);
            rest = &rest[c.len_utf8()..];
            continue;
        } else {
            if "{};,>".contains(c) && out.ends_with(' ') && !ends_empty_value(&out) {
                out.pop();
            }
            if c == '}' && out.ends_with(';') {
                out.pop();
            }
            // What follows a colon and a space is the value; no selector has that.
            if !"};".contains(c) && out.ends_with(": ") {
                out.pop();
            }
            c.len_utf8()
        };
        // An unquoted url() that is empty has nothing to copy.
        let length = if length == 0 { c.len_utf8() } else { length };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.truncate(out.trim_end().len());
    out
}

/// One space, unless what stands before makes it meaningless.
fn space(out: &mut String) {
    let meaningless = out.is_empty() || out.ends_with(['{', '}', ';', ',', ' ', '>']);
    if !meaningless {
        out.push(' ');
    }
}

/// `--x: ;` sets an empty value, which older engines accept only with its space.
fn ends_empty_value(out: &str) -> bool {
    out.trim_end().ends_with(':')
}

/// How long a string is that begins the text.
pub fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_idle_spaces_go() {
        let css = "/* face */\n.face ,\n.back {\n  color : var(--ink) ;\n  margin: 0 auto;\n}\n";
        assert_eq!(minify(css), ".face,.back{color :var(--ink);margin:0 auto}");
    }

    #[test]
    fn spaces_that_mean_something_stay() {
        for css in [
            ".a :hover{b:c}",
            ".a .b>.c{d:e}",
            "@media (min-width:900px) and (hover:hover){a{b:c}}",
            "a{width:calc(100% - 2px)}",
            "a{--x: ;b:c}",
            "a{--x: }",
        ] {
            assert_eq!(minify(css), css);
        }
    }

    #[test]
    fn strings_and_urls_are_left_alone() {
        for css in [
            "a{content:\"  /* no */ ;  : > }\"}",
            "a{content:'it\\'s  ; '}",
            "a{b:url(data:image/svg+xml;utf8,/*x*/,  y)}",
        ] {
            assert_eq!(minify(css), css);
        }
    }

    #[test]
    fn a_comment_still_parts_two_words() {
        assert_eq!(minify("a{margin: 1px/**/2px}"), "a{margin:1px 2px}");
        assert_eq!(minify("a > b{margin: 1px}"), "a>b{margin:1px}");
    }

    #[test]
    fn linked_sheets_become_one_in_the_page_in_their_order() {
        let mut dist = Dist::of(&[
            (
                "index.html",
                "<head><link rel=\"stylesheet\" href=\"/b-1.css\"/>\n<link rel=\"stylesheet\" href=\"/a-2.css\"/></head>",
            ),
            ("a-2.css", "a { b: c }"),
            ("b-1.css", "@layer x, y;\n"),
        ]);
        bundle(&mut dist).unwrap();
        let page = dist.text("index.html").unwrap();
        assert_eq!(page, "<head><style>@layer x,y;a{b:c}</style></head>");
        assert_eq!(dist.files.len(), 1);
        assert!(parts(&dist).unwrap().is_empty());
    }

    const WITH_PARTS: &str = "<link rel=stylesheet href=a.css>\n\
        <link rel=stylesheet href=b.css data-part=\"further\">\n\
        <link rel=stylesheet href=c.css data-part=\"further\">";

    #[test]
    fn the_sheets_of_a_part_become_a_file_of_their_own() {
        let sheets = [("a.css", "a { b: c }"), ("b.css", "b { b: c }"), ("c.css", "c { b: c }")];
        let mut dist = Dist::of(&[&[("index.html", WITH_PARTS)], sheets.as_slice()].concat());
        let files = BTreeMap::from([("further".to_owned(), vec![file_of("further")])]);
        assert_eq!(parts(&dist).unwrap(), files);
        bundle(&mut dist).unwrap();
        assert_eq!(dist.text("index.html").unwrap(), "<style>a{b:c}</style>");
        assert_eq!(dist.text(&file_of("further")).unwrap(), "b{b:c}c{b:c}");
        assert_eq!(dist.files.len(), 2);
    }

    #[test]
    fn a_sheet_of_the_page_after_those_of_a_part_is_refused_because_they_would_change_places() {
        let page = format!("{WITH_PARTS}<link rel=stylesheet href=a.css>");
        let sheets = [("a.css", ""), ("b.css", ""), ("c.css", "")];
        let mut dist = Dist::of(&[&[("index.html", page.as_str())], sheets.as_slice()].concat());
        assert!(bundle(&mut dist).unwrap_err().to_string().contains("a.css stands after"));
    }

    const WITH_SHARED: &str = "<link rel=stylesheet href=a.css data-part=\"code&#x2C;further\">\n\
        <link rel=stylesheet href=b.css data-part=\"further\">";

    #[test]
    fn a_sheet_of_two_parts_is_one_file_that_each_brings_before_its_own() {
        let mut dist = Dist::of(&[("index.html", WITH_SHARED), ("a.css", "a{}"), ("b.css", "b{}")]);
        let (both, own) = (file_of("code,further"), file_of("further"));
        let parts = parts(&dist).unwrap();
        assert_eq!(parts["code"], std::slice::from_ref(&both));
        assert_eq!(parts["further"], [both.clone(), own.clone()]);
        bundle(&mut dist).unwrap();
        assert_eq!(dist.text(&both).unwrap(), "a{}");
        assert_eq!(dist.text(&own).unwrap(), "b{}");
    }

    #[test]
    fn a_sheet_of_two_parts_after_that_of_one_is_refused_because_they_would_change_places() {
        let page =
            format!("{WITH_SHARED}<link rel=stylesheet href=a.css data-part=\"code,further\">");
        let mut dist = Dist::of(&[("index.html", page.as_str()), ("a.css", ""), ("b.css", "")]);
        assert!(bundle(&mut dist).unwrap_err().to_string().contains("of one part"));
    }

    #[test]
    fn an_import_is_refused_because_it_would_be_lost() {
        let mut dist = Dist::of(&[
            ("index.html", "<link rel=stylesheet href=a.css>"),
            ("a.css", "@import 'b.css';"),
        ]);
        assert!(bundle(&mut dist).unwrap_err().to_string().contains("@import"));
    }

    #[test]
    fn inline_styles_are_minified_too() {
        let mut dist = Dist::of(&[("index.html", "<style>\n a { b: c }\n</style><p>x  y</p>")]);
        bundle(&mut dist).unwrap();
        assert_eq!(dist.text("index.html").unwrap(), "<style>a{b:c}</style><p>x  y</p>");
    }
}
