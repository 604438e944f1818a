//! Colours live in `style/tokens.css`, and every style sheet is linked.

use super::scan::{Source, line};
use super::{Finding, Tree};

/// Functions that make a colour. `color-mix()` of tokens is no raw colour.
const FUNCTIONS: [&str; 9] =
    ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];

/// Names that people reach for; `transparent` and `currentcolor` are no colours of their own.
const NAMES: [&str; 14] = [
    "white", "black", "red", "green", "blue", "gray", "grey", "yellow", "orange", "gold", "silver",
    "purple", "pink", "brown",
];

/// The only style sheet with raw colours; brand themes come from the backend.
const TOKENS: &str = "style/tokens.css";

/// Finds raw colours outside the tokens and the theme.
pub fn colours(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in tree.under("style/", "css").filter(|(path, _)| *path != TOKENS) {
        let text = without_comments(text);
        for (offset, value) in values(&text) {
            if let Some(colour) = raw_colour(value) {
                let why = format!("`{colour}` is a raw colour; use a token of {TOKENS}");
                found.push(Finding::new(path, line(&text, offset), why));
            }
        }
    }
    let own = |path: &&str| !["src/theme", "src/symbol"].iter().any(|room| path.starts_with(room));
    for (path, text) in tree.code("src/").filter(|(path, _)| own(path)) {
        for (range, literal) in Source::read(text).texts {
            if let Some(colour) = hex_colour(&literal) {
                let why = format!("`{colour}` is a raw colour; use a token of {TOKENS}");
                found.push(Finding::new(path, line(text, range.start), why));
            }
        }
    }
    found
}

/// Finds style sheets that `index.html` does not link: they would never be seen.
pub fn linked(tree: &Tree) -> Vec<Finding> {
    let page = tree.text("index.html").unwrap_or_default();
    let sheets = tree.under("style/", "css").filter(|(path, _)| !page.contains(*path));
    sheets.map(|(path, _)| Finding::new(path, 1, "index.html does not link it")).collect()
}

fn without_comments(css: &str) -> String {
    let mut out = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        let (inside, after) = comment.split_once("*/").unwrap_or((comment, ""));
        // Lines must keep their numbers.
        out.extend(inside.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    out + rest
}

/// The values of declarations: from a `:` to `;` or `}`, unless a block opens before that.
fn values(css: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (end, c) in css.char_indices() {
        if !matches!(c, ';' | '{' | '}') {
            continue;
        }
        let part = css.get(start..end).unwrap_or_default();
        if c != '{'
            && let Some((name, value)) = part.split_once(':')
        {
            found.push((start + name.len() + 1, value));
        }
        start = end + 1;
    }
    found
}

fn raw_colour(value: &str) -> Option<String> {
    let lower = value.to_ascii_lowercase();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let function = FUNCTIONS.iter().find(|name| {
        lower.match_indices(**name).any(|(at, _)| {
            let before = lower.get(..at).and_then(|text| text.chars().next_back());
            // A relative colour starts from a token: rgb(from var(--ink) …).
            let after = lower.get(at + name.len()..).unwrap_or_default().trim_start();
            !before.is_some_and(is_word) && !after.starts_with("from ")
        })
    });
    let quoted = lower.contains('"') || lower.contains('\'') || lower.contains("url(");
    let word = |text: &&str| !quoted && NAMES.contains(text);
    hex_colour(&lower)
        .or_else(|| function.map(|name| format!("{name}…)")))
        .or_else(|| lower.split(|c: char| !is_word(c)).find(word).map(str::to_owned))
}

/// `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`.
fn hex_colour(text: &str) -> Option<String> {
    text.match_indices('#').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        let word = rest.get(..end.unwrap_or(rest.len()))?;
        let hex = word.bytes().all(|byte| byte.is_ascii_hexdigit());
        (hex && [3, 4, 6, 8].contains(&word.len())).then(|| format!("#{word}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_css(css: &str) -> usize {
        colours(&Tree::of(&[("style/ui/ticket.css", css)])).len()
    }

    #[test]
    fn raw_colours_are_found_in_every_notation() {
        for value in
            ["#fff", "#12345678", "rgb(0 0 0)", "oklch(0.5 0.1 20)", "white", "1px solid Red"]
        {
            assert_eq!(in_css(&format!("a {{ border: {value}; }}")), 1, "{value}");
        }
    }

    #[test]
    fn tokens_and_words_that_hold_a_colour_name_are_fine() {
        for declaration in [
            "color: var(--ink)",
            "white-space: nowrap",
            "color: color-mix(in oklab, var(--a), transparent)",
            "background: var(--gold-1)",
            "color: rgb(from var(--ink) r g b / 0.5)",
            "mask: url(\"data:image/svg+xml,%3Csvg fill='black'/%3E\")",
        ] {
            assert_eq!(in_css(&format!("a {{ {declaration}; }}")), 0, "{declaration}");
        }
        assert_eq!(in_css("#add:hover .x { a: b } /* #fff */"), 0);
    }

    #[test]
    fn tokens_and_themes_may_hold_colours() {
        let tree =
            Tree::of(&[("style/tokens.css", "a{b:#fff}"), ("src/theme/a.rs", "\"#ffffff\"")]);
        assert_eq!(colours(&tree).len(), 0);
        assert_eq!(colours(&Tree::of(&[("src/ui/a.rs", "f(\"#ffffff\", \"#/code\")")])).len(), 1);
    }

    #[test]
    fn the_line_of_a_finding_is_right_past_comments() {
        let found = colours(&Tree::of(&[("style/a.css", "/* x\ny */\na {\n b: #fff;\n}")]));
        assert_eq!(found[0].line, 4);
    }

    #[test]
    fn a_sheet_that_no_page_links_is_found() {
        let page = "<link data-trunk rel=\"css\" href=\"style/a.css\">";
        let tree = Tree::of(&[("index.html", page), ("style/a.css", ""), ("style/b.css", "")]);
        let found = linked(&tree);
        assert_eq!(found.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["style/b.css"]);
    }
}
