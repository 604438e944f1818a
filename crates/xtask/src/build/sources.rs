//! The names of source files in a module. A panic says in which file it happened, and of the eighty
//! files that the first module names, most are a library's: the crate's name and the line say as
//! much, and the rest of the path is a kilobyte that every member downloads
//! (`docs/decisions/0013-smaller-first-load.md`).

use std::ops::Range;

use anyhow::{Context as _, Result};
use wasmparser::{Parser, Payload};

/// The module in which a library's source files are called by their crate alone. The card's own keep
/// their paths. Not a byte moves: what a name loses is white space.
///
/// # Errors
/// When it is no module.
pub fn shorten(module: &[u8]) -> Result<Vec<u8>> {
    let mut out = module.to_vec();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::DataSection(section) = payload? else { continue };
        for data in section {
            let data = data?;
            let end = usize::try_from(data.range.end)?;
            let bytes = end.checked_sub(data.data.len()).context("a segment without a place")?..end;
            let segment = out.get_mut(bytes).context("a segment is outside of its module")?;
            for path in library_paths(data.data) {
                if let Some(rest) = segment.get_mut(path) {
                    rest.fill(b' ');
                }
            }
        }
    }
    Ok(out)
}

/// What comes after the crate's name in each path of a library. rustc ends the names of source files
/// with a zero, so that a text is one of them only if it stands between two.
fn library_paths(data: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for text in data.split(|byte| *byte == 0) {
        let path = std::str::from_utf8(text).ok().filter(|text| text.ends_with(".rs"));
        if let Some((before, kept)) = path.and_then(crate_of) {
            found.push(start..start + before);
            found.push(start + before + kept..start + text.len());
        }
        start += text.len() + 1;
    }
    found
}

/// Where the name of its crate stands in the path of a library: after how much, and how long it is.
fn crate_of(path: &str) -> Option<(usize, usize)> {
    if let Some(rest) = path.strip_prefix("/rustc/") {
        // /rustc/<commit>/library/alloc/src/vec/mod.rs
        let (commit, inside) = rest.split_once("/library/")?;
        let (name, _) = inside.split_once("/src/")?;
        return Some((path.len() - rest.len() + commit.len() + "/library/".len(), name.len()));
    }
    // hashbrown-0.17.1/src/raw.rs
    let (folder, _) = path.split_once("/src/")?;
    let (name, version) = folder.rsplit_once('-')?;
    let is_version = version.starts_with(|first: char| first.is_ascii_digit());
    let is_name =
        name.chars().all(|part| part.is_ascii_alphanumeric() || matches!(part, '-' | '_'));
    (is_version && is_name).then_some((0, name.len()))
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ConstExpr, DataSection, MemorySection, MemoryType, Module};

    use super::*;

    /// A module that holds a text, and the text of what is left of it.
    fn shortened(text: &str) -> String {
        let mut memories = MemorySection::new();
        let (minimum, none) = (1, None);
        memories.memory(MemoryType {
            minimum,
            maximum: none,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(8), text.bytes());
        let mut module = Module::new();
        module.section(&memories).section(&data);
        let module = module.finish();
        let short = shorten(&module).unwrap();
        assert_eq!(module.len(), short.len());
        let at = module.len() - text.len();
        assert_eq!(module[..at], short[..at]);
        String::from_utf8(short[at..].to_vec()).unwrap()
    }

    #[test]
    fn a_librarys_file_is_called_by_its_crate() {
        let text = "\0hashbrown-0.17.1/src/raw.rs\0src/app.rs\0";
        let left = shortened(text);
        assert!(left.starts_with("\0hashbrown       "), "{left:?}");
        assert!(left.ends_with(" \0src/app.rs\0"), "{left:?}");
        let left = shortened("\0/rustc/59807616/library/alloc/src/vec/mod.rs\0");
        assert_eq!(left.trim_matches(['\0', ' ']), "alloc");
    }

    #[test]
    fn what_only_looks_like_a_path_stays() {
        for text in [
            "\0see hashbrown-0.17.1/src/raw.rs\0",
            "\0src/state/live.rs\0",
            "\0a-b/src/c.rs\0",
            "\0/rustc/x.rs\0",
            "\0.rs\0",
        ] {
            assert_eq!(shortened(text), text);
        }
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(shorten(b"text that is no module").is_err());
    }
}
