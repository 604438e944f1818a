//! Names by final content, and the integrity that goes with them.
//!
//! trunk names a file by what it was before wasm-opt and the style bundle touched it. A name that
//! stays while the bytes change breaks every cache marked `immutable`, so each hashed file gets its
//! name again here, leaves first, and whoever mentions it is rewritten.

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256, Sha384};

use super::dist::{Dist, hex, is_text};
use super::html;

/// The hash in the name of a file that has not got its own yet.
pub const PLACEHOLDER: &str = "0000000000000000";

impl Dist {
    /// Gives every hashed file a name by its content, and rewrites who mentions it.
    ///
    /// # Errors
    /// When hashed files mention each other in a circle, which has no answer.
    pub fn rename_by_content(&mut self) -> Result<()> {
        let mut waiting: Vec<String> =
            self.files.keys().filter(|path| split_hash(path).is_some()).cloned().collect();
        while !waiting.is_empty() {
            let leaf = waiting.iter().position(|path| {
                let others = || waiting.iter().filter(|other| *other != path);
                !is_text(path) || !others().any(|other| self.mentions(path, other))
            });
            let Some(leaf) = leaf else {
                bail!("these files name each other: {}", waiting.join(", "))
            };
            let old = waiting.remove(leaf);
            let Some((before, after)) = split_hash(&old) else { continue };
            let Some(content) = self.files.remove(&old) else { continue };
            // 64 bits, as trunk has: enough to tell a handful of builds apart.
            let digest = hex(&Sha256::digest(&content));
            let new = format!("{before}-{}{after}", digest.get(..16).unwrap_or_default());
            self.files.insert(new.clone(), content);
            self.replace_name(&old, &new);
        }
        Ok(())
    }

    fn mentions(&self, path: &str, other: &str) -> bool {
        let name = file_name(other).as_bytes();
        let content = self.files.get(path).map(Vec::as_slice).unwrap_or_default();
        content.windows(name.len()).any(|window| window == name)
    }

    /// Rewrites who mentions a file after it got another name.
    pub fn replace_name(&mut self, old: &str, new: &str) {
        let (old, new) = (file_name(old), file_name(new));
        for (_, content) in self.files.iter_mut().filter(|(path, _)| is_text(path)) {
            if let Ok(text) = std::str::from_utf8(content)
                && text.contains(old)
            {
                *content = text.replace(old, new).into_bytes();
            }
        }
    }

    /// Renews each `integrity` of `index.html` from the file that its tag loads. Browsers ignore
    /// the one of a preload as `fetch`, and Chromium warns of it on every page: that one goes.
    ///
    /// # Errors
    /// When a tag with an integrity loads a file that is not there.
    pub fn renew_integrity(&mut self) -> Result<()> {
        let page = self.text("index.html")?;
        let mut out = page.clone();
        for tag in html::tags(&page).iter().rev() {
            let (Some(old), Some(path)) = (tag.attribute("integrity"), tag.local()) else {
                continue;
            };
            let content =
                self.files.get(path).with_context(|| format!("index.html loads {path}"))?;
            let text = page.get(tag.range.clone()).unwrap_or_default();
            if tag.attribute("as") == Some("fetch") {
                let attribute = format!(" integrity=\"{old}\"");
                let bare = text.replace(&attribute, "").replace(&attribute.replace('"', ""), "");
                out.replace_range(tag.range.clone(), &bare);
                continue;
            }
            let new = integrity(content);
            out.replace_range(tag.range.clone(), &text.replace(old, &new));
        }
        self.files.insert("index.html".to_owned(), out.into_bytes());
        Ok(())
    }
}

/// The `integrity` of a file's bytes (Subresource Integrity).
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}

/// Splits `dir/card-0123456789abcdef_bg.wasm` into `dir/card` and `_bg.wasm`.
fn split_hash(path: &str) -> Option<(&str, &str)> {
    let start = path.len() - file_name(path).len();
    let is_hash =
        |text: &str| text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    path.match_indices('-').filter(|(dash, _)| *dash >= start).find_map(|(dash, _)| {
        let hash = path.get(dash + 1..dash + 17)?;
        let after = path.get(dash + 17..)?;
        (is_hash(hash) && after.starts_with(['.', '_'])).then_some((path.get(..dash)?, after))
    })
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JS: &str = "card-1111111111111111.js";
    const WASM: &str = "card-1111111111111111_bg.wasm";

    fn trunk_output(wasm: &str) -> Dist {
        let page = format!(
            "<link rel=\"modulepreload\" href=\"/{JS}\" integrity=\"sha384-old\">\
             <link rel=\"preload\" href=\"/{WASM}\" integrity=\"sha384-older\" as=\"fetch\">\
             <script type=\"module\">import init from '/{JS}'; await init('/{WASM}')</script>"
        );
        let glue = format!("new URL('{WASM}', import.meta.url)");
        Dist::of(&[("index.html", &page), (JS, &glue), (WASM, wasm), ("icon.svg", "<svg/>")])
    }

    fn named<'a>(dist: &'a Dist, ending: &str) -> &'a str {
        dist.files.keys().find(|name| name.ends_with(ending)).unwrap()
    }

    #[test]
    fn every_mention_follows_the_new_names() {
        let mut dist = trunk_output("optimised");
        dist.rename_by_content().unwrap();
        dist.renew_integrity().unwrap();
        let (js, wasm) = (named(&dist, ".js").to_owned(), named(&dist, "_bg.wasm").to_owned());
        let hash = hex(&Sha256::digest("optimised"));
        assert_eq!(wasm, format!("card-{}_bg.wasm", hash.get(..16).unwrap()));
        assert!(dist.text(&js).unwrap().contains(&wasm));
        let page = dist.text("index.html").unwrap();
        assert_eq!((page.matches(&js).count(), page.matches(&wasm).count()), (2, 2));
        assert!(!page.contains("1111111111111111"));
    }

    #[test]
    fn the_name_changes_with_the_content_and_with_what_it_mentions() {
        let build = |wasm: &str| {
            let mut dist = trunk_output(wasm);
            dist.rename_by_content().unwrap();
            (named(&dist, ".js").to_owned(), named(&dist, ".wasm").to_owned())
        };
        let (one, two) = (build("one"), build("two"));
        assert_eq!(one, build("one"));
        assert_ne!(one.1, two.1);
        assert_ne!(one.0, two.0, "the glue names the module, so its content changed too");
    }

    #[test]
    fn integrity_is_that_of_the_final_file() {
        let mut dist = trunk_output("optimised");
        dist.rename_by_content().unwrap();
        dist.renew_integrity().unwrap();
        let page = dist.text("index.html").unwrap();
        for tag in html::tags(&page).iter().filter(|tag| tag.name == "link") {
            if tag.attribute("as") == Some("fetch") {
                assert_eq!(tag.attribute("integrity"), None);
                continue;
            }
            let digest = Sha384::digest(&dist.files[tag.local().unwrap()]);
            let expected = format!("sha384-{}", BASE64_STANDARD.encode(digest));
            assert_eq!(tag.attribute("integrity"), Some(expected.as_str()));
        }
    }

    #[test]
    fn an_integrity_without_its_file_is_an_error() {
        let mut dist = Dist::of(&[("index.html", "<script src=a.js integrity=sha384-x></script>")]);
        assert!(dist.renew_integrity().unwrap_err().to_string().contains("a.js"));
    }

    #[test]
    fn files_that_name_each_other_are_refused() {
        let (a, b) = ("a-1111111111111111.js", "b-2222222222222222.js");
        let mut dist = Dist::of(&[(a, b), (b, a)]);
        assert!(dist.rename_by_content().unwrap_err().to_string().contains("name each other"));
    }

    #[test]
    fn only_names_with_a_hash_are_renamed() {
        assert_eq!(split_hash("x/a-0123456789abcdef.css"), Some(("x/a", ".css")));
        assert_eq!(
            split_hash("member-card-0123456789abcdef_bg.wasm"),
            Some(("member-card", "_bg.wasm"))
        );
        assert_eq!(split_hash("snippets/a-0123456789abcdef/inline0.js"), None);
        assert_eq!(split_hash("boot.js"), None);
        assert_eq!(split_hash("a-0123456789ABCDEF.css"), None);
    }
}
