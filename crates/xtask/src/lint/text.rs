//! Words that people read stand in `i18n`, and nowhere else in the card.

use super::scan::{Source, line};
use super::{Finding, Tree};

/// Attributes whose value is read out or shown.
const SPOKEN: [&str; 7] = [
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "aria-roledescription",
    "title",
    "alt",
    "placeholder",
];

/// Rooms that may hold Chinese words: the texts themselves, and the rules, which recognise words in
/// what a brand wrote and show none.
const WORDS: [&str; 2] = ["src/i18n", "src/domain"];

/// Finds Chinese text outside [`WORDS`], and literal words in the markup of screens and parts.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, text) in
        tree.code("src/").filter(|(path, _)| !WORDS.iter().any(|room| path.starts_with(room)))
    {
        let source = Source::read(text);
        let markup =
            path.starts_with("src/screens") || path.starts_with("src/ui") || path == "src/app.rs";
        for (range, literal) in &source.texts {
            let why = if literal.chars().any(is_han) {
                "Chinese text outside i18n"
            } else if markup
                && literal.chars().any(char::is_alphabetic)
                && is_visible(&source, range.start, range.end)
            {
                "a visible text outside i18n"
            } else {
                continue;
            };
            found.push(Finding::new(path, line(text, range.start), format!("{why}: {literal:?}")));
        }
    }
    found
}

/// Whether a literal is a child of an element, or the value of an attribute that is read out.
///
/// `start` and `end` enclose the inside of the literal, without its quotes.
fn is_visible(source: &Source, start: usize, end: usize) -> bool {
    let opening = start.saturating_sub(1);
    let code = source.code.get(..opening).unwrap_or_default().trim_end();
    let spoken =
        |name: &str| code.strip_suffix('=').is_some_and(|code| code.trim_end().ends_with(name));
    if SPOKEN.iter().copied().any(spoken) {
        return true;
    }
    let arrow = code.ends_with("=>") || code.ends_with("->");
    let after_tag = matches!(source.before(opening), Some('>' | '}')) && !arrow;
    after_tag && matches!(source.after(end + 1), Some('<' | '{'))
}

/// The blocks of Chinese characters and of their punctuation.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn chinese_belongs_to_i18n() {
        assert_eq!(found("src/state/a.rs", "const A: &str = \"还差\";"), 1);
        assert_eq!(found("src/i18n/zh.rs", "const A: &str = \"还差\";"), 0);
        assert_eq!(found("src/state/a.rs", "/// 还差 10 点\nfn a() {}"), 0);
    }

    #[test]
    fn words_in_markup_are_found() {
        assert_eq!(found("src/screens/a.rs", "view! { <p>\"Points\"</p> }"), 1);
        assert_eq!(found("src/ui/a.rs", "view! { <p>{n} \" points\" {m}</p> }"), 1);
        assert_eq!(found("src/ui/a.rs", "view! { <button aria-label=\"Close\"/> }"), 1);
    }

    #[test]
    fn what_nobody_reads_is_fine() {
        for markup in [
            "view! { <p class=\"face\" data-testid=\"points\">{text}</p> }",
            "view! { <p>{a}\" · \"{b}</p> }",
            "match a { A => \"gold\", B => \"silver\" }",
            "format!(\"{a} {b}\")",
        ] {
            assert_eq!(found("src/screens/a.rs", markup), 0, "{markup}");
        }
    }
}
