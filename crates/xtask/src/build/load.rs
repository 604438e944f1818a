//! Which files a browser fetches: those of the first load, and the parts that follow it.

use std::collections::BTreeSet;

use anyhow::Result;

use super::dist::Dist;
use super::html;

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

/// The modules, style sheets and scripts that a script of the first load names: it fetches them once
/// the card is on the screen.
pub fn parts(dist: &Dist, first: &BTreeSet<String>) -> BTreeSet<String> {
    let scripts: Vec<String> = first
        .iter()
        .filter(|path| path.ends_with("js"))
        .filter_map(|path| dist.text(path).ok())
        .collect();
    let is_part =
        |path: &&String| [".wasm", ".css", ".js"].iter().any(|ending| path.ends_with(ending));
    let later = dist.files.keys().filter(|path| is_part(path) && !first.contains(*path));
    later.filter(|path| scripts.iter().any(|text| mentions(text, path))).cloned().collect()
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
            (
                "card-1.js",
                "import { a } from './snippets/x/inline0.js'; load(\"split_a-1.wasm\", \"chunk_1-1.wasm\", \"a-1.css\"); import('./upkeep-1.js')",
            ),
            ("split_a-1.wasm", "part"),
            ("chunk_1-1.wasm", "part"),
            ("forgotten-1.wasm", "part"),
            ("upkeep-1.js", "part"),
            ("a-1.css", "part"),
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
    fn parts_that_the_glue_names_come_later_and_are_no_first_load() {
        let dist = sample();
        let first = first_load(&dist).unwrap();
        let later: Vec<_> = parts(&dist, &first).into_iter().collect();
        assert_eq!(
            later,
            ["a-1.css", "chunk_1-1.wasm", "later.js", "split_a-1.wasm", "upkeep-1.js"]
        );
    }

    #[test]
    fn a_part_that_the_page_asks_for_at_once_is_first_load() {
        let mut dist = sample();
        let page = dist.text("index.html").unwrap();
        let page = format!("<link rel=preload as=fetch href=\"/split_a-1.wasm\">{page}");
        dist.files.insert("index.html".to_owned(), page.into_bytes());
        let first = first_load(&dist).unwrap();
        assert!(first.contains("split_a-1.wasm"));
        assert!(!parts(&dist, &first).contains("split_a-1.wasm"));
    }

    #[test]
    fn a_longer_name_is_not_a_mention() {
        assert!(mentions("<script src=\"/boot.js\">", "boot.js"));
        assert!(!mentions("<script src=\"/reboot.js\">", "boot.js"));
        assert!(!mentions("<script src=\"/boot.json\">", "boot.js"));
    }
}
