//! What the first load costs, and the line that it may not pass.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::dist::Dist;
use super::html;
use crate::report::{grouped, table};

/// Bytes after brotli that everything needed for the first load may have together today. It is
/// not where the card should be, see [`FIRST_LOAD_GOAL`]: it goes down with each saving and never
/// up (`docs/decisions/0009-first-load.md`).
pub const FIRST_LOAD_LIMIT: u64 = 256_000;
/// The line to reach.
pub const FIRST_LOAD_GOAL: u64 = 140_000;

/// What the first load of a build weighs.
#[derive(Debug, Clone, Copy)]
#[must_use = "a build that is meant for members holds its limit"]
pub struct Weight {
    total: u64,
    optimised: bool,
}

impl Weight {
    /// Holds the line. A build without wasm-opt is not what goes to members, and passes.
    ///
    /// # Errors
    /// When the first load passes [`FIRST_LOAD_LIMIT`].
    pub fn hold(self) -> Result<()> {
        if self.total > FIRST_LOAD_LIMIT && self.optimised {
            let over = grouped(self.total - FIRST_LOAD_LIMIT);
            bail!("the first load is {over} bytes over its limit of {}", grouped(FIRST_LOAD_LIMIT));
        }
        Ok(())
    }
}

/// Prints the bytes of each file and of the first load.
///
/// # Errors
/// When there is no `index.html`.
pub fn weigh(dist: &Dist, optimised: bool) -> Result<Weight> {
    let first = first_load(dist)?;
    let mut rows = vec![["", "raw", "br", "gz", "first load"].map(str::to_owned).to_vec()];
    for (path, content) in &dist.files {
        if path.ends_with(".br") || path.ends_with(".gz") {
            continue;
        }
        let packed = |ending: &str| {
            let file = dist.files.get(&format!("{path}.{ending}"));
            file.map_or_else(|| "-".to_owned(), |file| grouped(file.len() as u64))
        };
        let mark = if first.contains(path) { "yes" } else { "" };
        let raw = grouped(content.len() as u64);
        rows.push(vec![path.clone(), raw, packed("br"), packed("gz"), mark.to_owned()]);
    }
    print!("{}", table(&rows));
    let total = total(dist, &first);
    println!(
        "First load: {} bytes in {} files after brotli (limit {}, goal {})",
        grouped(total),
        first.len(),
        grouped(FIRST_LOAD_LIMIT),
        grouped(FIRST_LOAD_GOAL)
    );
    if !optimised {
        println!("The limit is not held against this build, because wasm-opt is missing.");
    }
    Ok(Weight { total, optimised })
}

/// The bytes that travel for `paths`: brotli where there is one, else as they are.
fn total(dist: &Dist, paths: &BTreeSet<String>) -> u64 {
    let size = |path: &String| {
        let file = dist.files.get(&format!("{path}.br")).or_else(|| dist.files.get(path));
        file.map_or(0, |file| file.len() as u64)
    };
    paths.iter().map(size).sum()
}

/// The files that a browser fetches to show and start the card.
///
/// These are the page, each file that the page mentions (in a tag or in a script), and what those
/// import. Icons and the manifest come later and are left out.
///
/// # Errors
/// When there is no `index.html`.
pub fn first_load(dist: &Dist) -> Result<BTreeSet<String>> {
    let page = dist.text("index.html")?;
    let mut now = page.clone();
    for tag in html::tags(&page).iter().rev() {
        let later = ["icon", "apple-touch-icon", "mask-icon", "manifest", "canonical", "alternate"];
        if later.iter().any(|word| tag.is_rel(word)) {
            now.replace_range(tag.range.clone(), "");
        }
    }
    let mut found = BTreeSet::from(["index.html".to_owned()]);
    let mut open: Vec<String> =
        dist.files.keys().filter(|path| is_source(path) && mentions(&now, path)).cloned().collect();
    while let Some(path) = open.pop() {
        if !found.insert(path.clone()) {
            continue;
        }
        let text = dist.text(&path).unwrap_or_default();
        let imported = imports(&path, &text);
        let known = imported.into_iter().filter(|import| dist.files.contains_key(import));
        open.extend(known);
    }
    Ok(found)
}

fn is_source(path: &str) -> bool {
    !(path.ends_with(".br") || path.ends_with(".gz") || path == "index.html")
}

/// Whether a quoted reference in the page names the file.
fn mentions(page: &str, path: &str) -> bool {
    page.match_indices(path).any(|(at, _)| {
        let before = page.get(..at).and_then(|text| text.chars().next_back());
        let after = page.get(at + path.len()..).and_then(|text| text.chars().next());
        let starts = matches!(before, Some('"' | '\'' | '`' | '/' | '=' | '('));
        let ends = matches!(after, None | Some('"' | '\'' | '`' | '?' | '#' | ' ' | '>' | ')'));
        starts && ends
    })
}

/// What a script imports by name, or a style sheet by `url()`.
fn imports(path: &str, text: &str) -> Vec<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let openings: &[&str] = if path.ends_with(".css") {
        &["url("]
    } else if path.ends_with("js") {
        &["from ", "import "]
    } else {
        &[]
    };
    let mut found = Vec::new();
    for opening in openings {
        for (at, _) in text.match_indices(opening) {
            let rest = text.get(at + opening.len()..).unwrap_or_default();
            let quoted = rest.strip_prefix(['"', '\'']);
            if quoted.is_none() && *opening != "url(" {
                continue;
            }
            let reference = quoted.unwrap_or(rest).split(['"', '\'', ')', '\n']).next();
            found.extend(reference.and_then(|reference| resolve(folder, reference)));
        }
    }
    found
}

fn resolve(folder: &str, reference: &str) -> Option<String> {
    let path = html::local(reference)?;
    let absolute = reference.starts_with('/') || folder.is_empty();
    Some(if absolute { path.to_owned() } else { format!("{folder}/{path}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Dist {
        Dist::of(&[
            (
                "index.html",
                "<link rel=icon href=/icon.svg><link rel=manifest href=/app.webmanifest>\
                 <link rel=stylesheet href=\"/style-1.css\"><script src=\"/boot.js\"></script>\
                 <script type=module>import init from '/card-1.js'; init('/card-1_bg.wasm')</script>",
            ),
            ("style-1.css", "a{b:url(art.svg)}"),
            ("art.svg", "<svg/>"),
            ("boot.js", "fetch('/later.js')"),
            ("later.js", ""),
            ("card-1.js", "import { a } from './snippets/x/inline0.js';"),
            ("snippets/x/inline0.js", ""),
            ("card-1_bg.wasm", "wasm"),
            ("card-1_bg.wasm.br", "w"),
            ("icon.svg", "<svg/>"),
            ("app.webmanifest", "{}"),
        ])
    }

    #[test]
    fn the_first_load_is_what_the_page_names_and_what_that_imports() {
        let first = first_load(&sample()).unwrap();
        let names: Vec<_> = first.iter().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "art.svg",
                "boot.js",
                "card-1.js",
                "card-1_bg.wasm",
                "index.html",
                "snippets/x/inline0.js",
                "style-1.css"
            ]
        );
    }

    #[test]
    fn the_total_counts_brotli_where_there_is_one() {
        let dist = sample();
        let of =
            |paths: &[&str]| total(&dist, &paths.iter().map(|path| (*path).to_owned()).collect());
        assert_eq!(of(&["card-1_bg.wasm"]), 1);
        assert_eq!(of(&["card-1_bg.wasm", "art.svg"]), 7);
    }

    #[test]
    fn the_limit_holds_to_the_byte() {
        let weight = |total, optimised| Weight { total, optimised }.hold();
        assert!(weight(FIRST_LOAD_LIMIT, true).is_ok());
        assert!(weight(FIRST_LOAD_LIMIT + 1, true).is_err());
        assert!(weight(FIRST_LOAD_LIMIT + 1, false).is_ok());
        let error = weight(FIRST_LOAD_LIMIT + 1_500, true).unwrap_err().to_string();
        assert!(error.contains("1,500 bytes over"), "{error}");
    }

    #[test]
    fn a_longer_name_is_not_a_mention() {
        assert!(mentions("<script src=\"/boot.js\">", "boot.js"));
        assert!(!mentions("<script src=\"/reboot.js\">", "boot.js"));
        assert!(!mentions("<script src=\"/boot.json\">", "boot.js"));
    }
}
