//! The shape of files: how they open, how long they are, and what must not be left in them.

use super::scan::{Source, line};
use super::{Finding, Tree, is_test};

/// The longest a file of the card may be.
const LINES: usize = 300;

/// Folders whose Rust files open with what they are for.
const DOCUMENTED: [&str; 3] = ["src/", "crates/", "tests/"];

/// Finds files of `src/` that have grown too long.
pub fn length(tree: &Tree) -> Vec<Finding> {
    let long = tree.under("src/", "rs").filter(|(_, text)| text.lines().count() > LINES);
    long.map(|(path, text)| {
        let why = format!(
            "{} lines; past {LINES} a file holds more than one thing",
            text.lines().count()
        );
        Finding::new(path, LINES, why)
    })
    .collect()
}

/// Finds Rust files that do not say what they are for.
pub fn opening(tree: &Tree) -> Vec<Finding> {
    let files = DOCUMENTED.iter().flat_map(|folder| tree.under(folder, "rs"));
    // The tests of a module, put into files beside it, are about that module.
    let own = |path: &str| !path.starts_with("src/") || !is_test(path);
    let silent = files.filter(|(path, text)| own(path) && !text.starts_with("//!"));
    silent
        .map(|(path, _)| Finding::new(path, 1, "does not open with `//!` and what it is for"))
        .collect()
}

/// Finds calls that end the program, outside tests.
pub fn panics(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for folder in ["src/", "crates/contract/src/"] {
        for (path, text) in tree.code(folder) {
            let source = Source::read(text);
            for call in [".unwrap(", ".expect("] {
                for (offset, _) in source.code.match_indices(call) {
                    found.push(Finding::new(
                        path,
                        line(text, offset),
                        format!("`{call})` outside tests"),
                    ));
                }
            }
        }
    }
    found
}

/// Finds notes about work that was not done.
pub fn leftovers(tree: &Tree) -> Vec<Finding> {
    // In two halves, so that this file does not find itself.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let mut found = Vec::new();
    for (path, text) in tree.all() {
        for (number, content) in text.lines().enumerate() {
            if let Some(mark) = marks.iter().find(|mark| content.contains(**mark)) {
                found.push(Finding::new(
                    path,
                    number + 1,
                    format!("a {mark} is left; do it or drop it"),
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_be_long_but_not_too_long() {
        let tree = |lines: usize| Tree::of(&[("src/a.rs", "\n".repeat(lines).as_str())]);
        assert_eq!(length(&tree(LINES)).len(), 0);
        assert_eq!(length(&tree(LINES + 1)).len(), 1);
    }

    #[test]
    fn every_rust_file_says_what_it_is_for() {
        let tree = Tree::of(&[
            ("src/a.rs", "//! A.\n"),
            ("crates/x/src/b.rs", "fn b() {}"),
            ("src/a/tests/t.rs", "use super::*;"),
        ]);
        assert_eq!(
            opening(&tree).iter().map(|f| f.path.as_str()).collect::<Vec<_>>(),
            ["crates/x/src/b.rs"]
        );
    }

    #[test]
    fn panics_are_for_tests() {
        let text = "fn a() { b.unwrap(); c.unwrap_or(1); d.expect(\"e\"); }\n#[cfg(test)]\nmod t { fn f() { g.unwrap(); } }";
        assert_eq!(panics(&Tree::of(&[("src/a.rs", text)])).len(), 2);
        assert_eq!(panics(&Tree::of(&[("crates/sandbox/src/a.rs", text)])).len(), 0);
    }

    #[test]
    fn leftovers_are_found_in_any_kind_of_file() {
        let note = concat!("/* TO", "DO: later */");
        assert_eq!(leftovers(&Tree::of(&[("style/a.css", note), ("public/b.js", "")])).len(), 1);
    }
}
