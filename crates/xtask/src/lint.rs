//! The repository's own checks: what the compiler cannot know about the house.

mod frame;
mod layers;
mod scan;
mod shape;
mod style;
mod text;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use crate::build::inputs::files_under;

/// Folders and files that the checks read.
const READ: [&str; 6] = ["src", "style", "public", "tests", "crates", "index.html"];
/// Endings that the checks understand.
const ENDINGS: [&str; 5] = ["rs", "css", "js", "html", "ts"];

/// A rule over the whole tree.
type Rule = fn(&Tree) -> Vec<Finding>;

/// All rules with what they hold.
const RULES: [(&str, Rule); 10] = [
    ("each room of src/ knows only the rooms below it", layers::check),
    ("no raw colour outside the tokens and the theme", style::colours),
    ("every style sheet is linked by index.html", style::linked),
    ("what the window measures has another measure in a frame", frame::measured),
    ("no visible text outside i18n", text::check),
    ("no unwrap and no expect outside tests", shape::panics),
    ("no file of src/ is over 300 lines", shape::length),
    ("every Rust file says what it is for", shape::opening),
    ("nothing is left to do in a comment", shape::leftovers),
    ("the licences are there", licences),
];

/// The files of the repository by their path with `/`.
#[derive(Debug, Default)]
pub struct Tree(BTreeMap<String, String>);

impl Tree {
    /// Reads the repository.
    ///
    /// # Errors
    /// When a file cannot be read.
    fn read(root: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        let licences = ["LICENSE-MIT", "LICENSE-APACHE"];
        for path in READ.iter().chain(&licences).map(|part| root.join(part)) {
            for file in files_under(&path)? {
                let ending = file.extension().and_then(|ending| ending.to_str());
                if ending.is_some_and(|ending| !ENDINGS.contains(&ending)) {
                    continue;
                }
                let parts = file.strip_prefix(root)?.components();
                let name = parts
                    .map(|part| part.as_os_str().to_string_lossy())
                    .collect::<Vec<_>>()
                    .join("/");
                files.insert(name, String::from_utf8_lossy(&std::fs::read(&file)?).into_owned());
            }
        }
        Ok(Self(files))
    }

    /// The files with an ending under a folder.
    fn under(&self, folder: &str, ending: &str) -> impl Iterator<Item = (&str, &str)> {
        self.all().filter(move |(path, _)| {
            path.starts_with(folder)
                && path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
        })
    }

    /// The Rust files under a folder that are not tests as a whole.
    fn code(&self, folder: &str) -> impl Iterator<Item = (&str, &str)> {
        self.under(folder, "rs").filter(|(path, _)| !is_test(path))
    }

    fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// A tree for tests.
    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }
}

/// Whether a whole file is tests.
fn is_test(path: &str) -> bool {
    path.split('/').any(|part| part == "tests" || part == "tests.rs" || part.ends_with("_tests.rs"))
}

/// A place that breaks a rule.
#[derive(Debug)]
pub struct Finding {
    path: String,
    line: usize,
    why: String,
}

impl Finding {
    fn new(path: &str, line: usize, why: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, why: why.into() }
    }
}

/// Runs all rules and prints each with what breaks it; returns how many held and how many did not.
///
/// # Errors
/// When a file cannot be read.
pub fn check(root: &Path) -> Result<(usize, usize)> {
    let tree = Tree::read(root)?;
    let mut failed = 0;
    for (name, rule) in RULES {
        let findings = rule(&tree);
        println!("  {name} ... {}", if findings.is_empty() { "ok" } else { "FAILED" });
        for Finding { path, line, why } in &findings {
            println!("    {path}:{line}: {why}");
        }
        failed += usize::from(!findings.is_empty());
    }
    Ok((RULES.len() - failed, failed))
}

fn licences(tree: &Tree) -> Vec<Finding> {
    let missing =
        ["LICENSE-MIT", "LICENSE-APACHE"].into_iter().filter(|name| tree.text(name).is_none());
    missing.map(|name| Finding::new(name, 1, "is missing")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_tests_are_no_code() {
        let names =
            ["src/a.rs", "src/a/tests.rs", "src/a/tests/b.rs", "src/contests.rs", "src/a_tests.rs"];
        let tree = Tree::of(&names.map(|name| (name, "")));
        let code: Vec<_> = tree.code("src/").map(|(path, _)| path).collect();
        assert_eq!(code, ["src/a.rs", "src/contests.rs"]);
    }

    #[test]
    fn a_clean_tree_holds_every_rule_and_a_bad_one_breaks_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("LICENSE-MIT", "MIT");
        write("LICENSE-APACHE", "Apache");
        write("src/domain/coupon.rs", "//! Coupons.\n");
        assert_eq!(check(folder.path()).unwrap(), (RULES.len(), 0));
        write("src/domain/coupon.rs", "//! Coupons.\nuse crate::api::Client;\n");
        write("style/a.css", "a { color: #fff }");
        assert_eq!(check(folder.path()).unwrap(), (RULES.len() - 3, 3));
    }
}
