//! A build as a folder of files, and a second one made of it: the same card under other names, as
//! a release would bring it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

/// How many digits the hash in a file's name has.
const HASH: usize = 16;

/// The marks of the second build on its page, by which a test knows it.
const MARK: &str = "data-build=\"second\"";

/// A build: its files with their contents, without the compressed ones.
#[derive(Debug)]
pub struct Build(Vec<(String, Vec<u8>)>);

impl Build {
    /// Reads the build of a folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().context("a file without a name")?;
            let name = name.to_string_lossy().into_owned();
            if path.is_file() && !name.ends_with(".br") && !name.ends_with(".gz") {
                files.push((name, std::fs::read(&path)?));
            }
        }
        Ok(Self(files))
    }

    /// The hashes in its files' names.
    #[must_use]
    pub fn hashes(&self) -> BTreeSet<String> {
        self.0.iter().filter_map(|(name, _)| hash_of(name)).map(str::to_owned).collect()
    }

    /// The same card with another hash in every name, wherever it is named, another build in its
    /// worker, and `data-build="second"` on its page.
    ///
    /// # Errors
    /// When a file is not as a build has it.
    pub fn second(&self) -> Result<Self> {
        let worker = self.0.iter().find(|(name, _)| name == "sw.js").context("no worker")?;
        let worker = String::from_utf8(worker.1.clone())?;
        let mut hashes = self.hashes();
        let build = worker.split("\"member-card-").find_map(|rest| {
            rest.get(..HASH).filter(|hash| is_hash(hash) && rest.get(HASH..=HASH) == Some("\""))
        });
        hashes.insert(build.context("the worker names no build")?.to_owned());
        let renamed = |bytes: &[u8]| {
            hashes.iter().fold(bytes.to_vec(), |bytes, hash| {
                let other: String = hash.chars().rev().collect();
                replaced(&bytes, hash.as_bytes(), other.as_bytes())
            })
        };
        let mut files = Vec::new();
        let mut digests = Vec::new();
        for (name, bytes) in &self.0 {
            let after = renamed(bytes);
            digests.push((digest(bytes), digest(&after)));
            files.push((String::from_utf8(renamed(name.as_bytes()))?, after));
        }
        for (_, bytes) in files.iter_mut().filter(|(name, _)| name == "index.html") {
            for (before, after) in &digests {
                *bytes = replaced(bytes, before.as_bytes(), after.as_bytes());
            }
            let marked = replaced(bytes, b"<html ", format!("<html {MARK} ").as_bytes());
            ensure!(marked != *bytes, "the page has no place for a mark");
            *bytes = marked;
        }
        let second = Self(files);
        ensure!(second.hashes().is_disjoint(&self.hashes()), "a hash is its own reverse");
        Ok(second)
    }

    /// Puts it into a folder, and nothing else remains there.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn deploy(&self, folder: &Path) -> Result<()> {
        for entry in std::fs::read_dir(folder)? {
            std::fs::remove_file(entry?.path())?;
        }
        for (name, bytes) in &self.0 {
            let path: PathBuf = folder.join(name);
            std::fs::write(path, bytes)?;
        }
        Ok(())
    }
}

/// The hash in a name such as `member-card-0a1b2c3d4e5f6071_bg.wasm`, or in the address of such a
/// file.
#[must_use]
pub fn hash_of(name: &str) -> Option<&str> {
    name.split(['-', '_', '.', '/']).find(|part| is_hash(part))
}

fn is_hash(text: &str) -> bool {
    text.len() == HASH && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A file's integrity, as a page names it.
fn digest(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

fn replaced(bytes: &[u8], what: &[u8], with: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(what) {
            out.extend(with);
            rest = after;
        } else {
            out.push(*first);
            rest = after;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_found_in_a_name_and_in_an_address() {
        let hash = Some("0a1b2c3d4e5f6071");
        assert_eq!(hash_of("member-card-0a1b2c3d4e5f6071_bg.wasm"), hash);
        assert_eq!(hash_of("http://127.0.0.1:1/split_code-0a1b2c3d4e5f6071.wasm"), hash);
        assert_eq!(hash_of("/icon-180.png"), None);
    }

    #[test]
    fn the_second_build_has_other_names_and_is_consistent() {
        let glue = b"fetch('part-0123456789abcdef.wasm')".to_vec();
        let page = format!(
            "<html lang=en><script src=/card-fedcba9876543211.js integrity={}>",
            digest(&glue)
        );
        let worker = b"const a=[\"/card-fedcba9876543211.js\"],e=\"member-card-00112233445566ff\"";
        let first = Build(vec![
            ("card-fedcba9876543211.js".into(), glue),
            ("part-0123456789abcdef.wasm".into(), b"\0asm".to_vec()),
            ("index.html".into(), page.into_bytes()),
            ("sw.js".into(), worker.to_vec()),
        ]);
        let Build(files) = first.second().unwrap();
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        let other = ["card-1123456789abcdef.js", "part-fedcba9876543210.wasm"];
        assert_eq!(names, [other[0], other[1], "index.html", "sw.js"]);
        let text = |place: usize| String::from_utf8(files[place].1.clone()).unwrap();
        assert_eq!(text(0), "fetch('part-fedcba9876543210.wasm')");
        assert!(text(2).starts_with("<html data-build=\"second\" lang=en>"));
        assert!(text(2).contains(other[0]) && text(2).contains(&digest(&files[0].1)));
        assert!(text(3).contains("\"member-card-ff66554433221100\"") && text(3).contains(other[0]));
    }
}
