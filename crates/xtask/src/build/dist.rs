//! The files of a build, in memory: reading, writing, and one hash over them all.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

/// Endings of files that people can read, and that may name others.
const TEXT: [&str; 11] =
    ["html", "js", "mjs", "css", "svg", "json", "webmanifest", "txt", "xml", "ts", "map"];

/// All files of a build by their path with `/`, in memory: a card is small.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Dist {
    /// Path to content.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Dist {
    /// Reads a folder.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        for path in super::inputs::files_under(folder)? {
            let name = path.strip_prefix(folder)?.components();
            let name =
                name.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let content = std::fs::read(&path).with_context(|| path.display().to_string())?;
            files.insert(name, content);
        }
        Ok(Self { files })
    }

    /// Writes into a folder that may be in use: new files first, then the pages, then out with the old.
    ///
    /// # Errors
    /// When a file cannot be written or removed.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let (pages, others): (Vec<_>, Vec<_>) =
            self.files.iter().partition(|(name, _)| name.contains(".html"));
        for (name, content) in others.into_iter().chain(pages) {
            let path = folder.join(name);
            if std::fs::read(&path).is_ok_and(|old| old == *content) {
                continue;
            }
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(&path, content).with_context(|| path.display().to_string())?;
        }
        for name in Self::read(folder)?.files.keys().filter(|name| !self.files.contains_key(*name))
        {
            std::fs::remove_file(folder.join(name))?;
        }
        Ok(())
    }

    /// The content of a text file.
    ///
    /// # Errors
    /// When there is no such file, or it is not UTF-8.
    pub fn text(&self, path: &str) -> Result<String> {
        let content = self.files.get(path).with_context(|| format!("the build has no {path}"))?;
        String::from_utf8(content.clone()).with_context(|| format!("{path} is not UTF-8"))
    }

    /// One hash over all names and contents.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (name, content) in &self.files {
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name);
            hash.update((content.len() as u64).to_le_bytes());
            hash.update(content);
        }
        hex(&hash.finalize())
    }

    /// A build for tests.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        Self { files: files.collect() }
    }
}

/// Whether the file is text by its ending.
pub fn is_text(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| TEXT.contains(&ending))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_leaves_nothing_of_the_build_before() {
        let folder = tempfile::tempdir().unwrap();
        Dist::of(&[("index.html", "1"), ("old/a.js", "1")]).write(folder.path()).unwrap();
        let next = Dist::of(&[("index.html", "2"), ("b.js", "2")]);
        next.write(folder.path()).unwrap();
        assert_eq!(Dist::read(folder.path()).unwrap(), next);
    }

    #[test]
    fn the_digest_tells_names_and_contents_apart() {
        let digest = |files: &[(&str, &str)]| Dist::of(files).digest();
        assert_ne!(digest(&[("a", "bc")]), digest(&[("ab", "c")]));
        assert_eq!(digest(&[("a", "b")]), digest(&[("a", "b")]));
    }
}
