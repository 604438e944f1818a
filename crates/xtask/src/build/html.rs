//! As much of HTML as the build has to read: the tags of a page that trunk wrote.
#![allow(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "every cut is at an offset that a search in the same text returned"
)]

use std::ops::Range;

/// A start tag and where it stands in the page.
#[derive(Debug)]
pub struct Tag<'a> {
    /// The name, as written.
    pub name: &'a str,
    /// From `<` to `>`, in bytes of the page.
    pub range: Range<usize>,
    text: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute, without its quotes.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        attributes(self.text)
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Whether `rel` holds the word.
    pub fn is_rel(&self, word: &str) -> bool {
        let rel = self.attribute("rel").unwrap_or_default();
        rel.split_whitespace().any(|found| found.eq_ignore_ascii_case(word))
    }

    /// What it loads from our own folder: a path without the leading slash, or `None` for others.
    pub fn local(&self) -> Option<&'a str> {
        local(self.attribute("href").or_else(|| self.attribute("src"))?)
    }
}

/// The path inside the folder that a reference names, if it stays on our origin.
pub fn local(reference: &str) -> Option<&str> {
    let outside =
        reference.contains(':') || reference.starts_with("//") || reference.starts_with('#');
    if outside {
        return None;
    }
    let path = reference.split(['?', '#']).next().unwrap_or_default();
    Some(path.trim_start_matches("./").trim_start_matches('/'))
}

/// All start tags, in order; comments and the insides of scripts and styles are passed over.
pub fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = page[at..].find('<').map(|offset| at + offset) {
        let rest = &page[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(page.len(), |end| start + end + 3);
            continue;
        }
        let inside = &rest[1..];
        let length =
            inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inside.len());
        if length == 0 {
            at = start + 1;
            continue;
        }
        let end = start + tag_length(rest);
        let name = &inside[..length];
        found.push(Tag { name, range: start..end, text: &page[start..end] });
        at = end;
        if ["script", "style"].iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            let close = format!("</{}", name.to_ascii_lowercase());
            at = page[end..]
                .to_ascii_lowercase()
                .find(&close)
                .map_or(page.len(), |offset| end + offset);
        }
    }
    found
}

/// From `<` to past `>`; a `>` in a quoted value does not end it.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The page without comments and indentation, scripts and styles as they are. A run of white space
/// is one space to a browser, so each that holds a line break becomes the line break alone.
pub fn slim(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let (text, at) = rest.split_at(start);
        push_text(&mut out, text);
        let end = if at.starts_with("<!--") {
            rest = &at[at.find("-->").map_or(at.len(), |end| end + 3)..];
            continue;
        } else if let Some(tag) = tags(at).first().filter(|tag| tag.range.start == 0) {
            let raw = ["script", "style"].iter().find(|raw| tag.name.eq_ignore_ascii_case(raw));
            let end = tag.range.end;
            raw.and_then(|raw| at[end..].find(&format!("</{raw}"))).map_or(end, |inner| end + inner)
        } else {
            1
        };
        out.push_str(&at[..end]);
        rest = &at[end..];
    }
    push_text(&mut out, rest);
    out
}

fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(start) = rest.find(char::is_whitespace) {
        let after = rest[start..].trim_start();
        let space = &rest[start..rest.len() - after.len()];
        out.push_str(&rest[..start]);
        if !space.contains('\n') {
            out.push_str(space);
        } else if !out.ends_with('\n') {
            out.push('\n');
        }
        rest = after;
    }
    out.push_str(rest);
}

fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest =
        tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest).trim_end_matches('>');
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let Some(value) = rest.strip_prefix('=') else { return Some((name, "")) };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_their_attributes_are_read_in_any_quoting() {
        let page = "<!doctype html><link rel=\"modulepreload\" href='/a.js' crossorigin><link rel=icon href=b.svg>";
        let tags = tags(page);
        assert_eq!(tags.iter().map(|tag| tag.name).collect::<Vec<_>>(), ["link", "link"]);
        assert_eq!(tags[0].local(), Some("a.js"));
        assert_eq!(tags[0].attribute("crossorigin"), Some(""));
        assert!(tags[1].is_rel("icon") && !tags[0].is_rel("preload"));
        assert_eq!(tags[1].local(), Some("b.svg"));
    }

    #[test]
    fn comments_scripts_and_styles_hide_what_looks_like_a_tag() {
        let page =
            "<!-- <link> --><script>if (a<b) '<img>'</script><style>/*<p>*/</style><p title='a>b'>";
        let names: Vec<_> = tags(page).iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["script", "style", "p"]);
    }

    #[test]
    fn comments_and_indentation_go_and_what_is_seen_stays() {
        let page = "<body>\n    <!-- why -->\n    <p  class=\"a\n  b\">one  two,\n      three</p>\n  \
            <style>\n  <!-- a -->\n</style><script>\n  if (a<b) \"<p>\"\n</script>\n  a < b\n</body>\n";
        let slimmed = "<body>\n<p  class=\"a\n  b\">one  two,\nthree</p>\n\
            <style>\n  <!-- a -->\n</style><script>\n  if (a<b) \"<p>\"\n</script>\na < b\n</body>\n";
        assert_eq!(slim(page), slimmed);
    }

    #[test]
    fn only_our_own_files_are_local() {
        assert_eq!(local("/a/b.js?x=1"), Some("a/b.js"));
        assert_eq!(local("./b.css#top"), Some("b.css"));
        assert_eq!(local("https://example.org/a.js"), None);
        assert_eq!(local("//example.org/a.js"), None);
        assert_eq!(local("data:,x"), None);
    }
}
