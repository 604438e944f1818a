//! What a build is made from, as one hash: the same hash, and there is nothing to do.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use super::dist::hex;
use crate::project::Project;
use crate::tools::Tools;

/// Everything in the repository that can change the built files, the build itself among it.
const INPUTS: [&str; 13] = [
    "src",
    "style",
    "public",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "rust-toolchain.toml",
    "crates/contract/src",
    "crates/contract/Cargo.toml",
    "crates/xtask/src/build.rs",
    "crates/xtask/src/build",
];

/// One hash over all inputs, the compiler and the tools.
///
/// # Errors
/// When an input cannot be read.
pub fn digest(project: &Project, tools: &Tools) -> Result<String> {
    let mut hash = Sha256::new();
    let mut add = |name: &str, content: &[u8]| {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    };
    for input in INPUTS {
        for path in files_under(&project.root.join(input))? {
            add(&project.show(&path), &std::fs::read(&path)?);
        }
    }
    let rustc = Command::new("rustc").arg("-vV").current_dir(&project.root).output()?;
    add("rustc", &rustc.stdout);
    add("RUSTFLAGS", std::env::var("RUSTFLAGS").unwrap_or_default().as_bytes());
    let [optimiser, minifier] = [&tools.wasm_opt, &tools.terser]
        .map(|tool| tool.as_ref().map_or("none", |tool| tool.version.as_str()));
    let versions = [&project.trunk, &project.wasm_bindgen, optimiser, minifier];
    add("tools", versions.join(" ").as_bytes());
    Ok(hex(&hash.finalize()))
}

/// All files under a path, sorted; the path itself if it is a file, nothing if it is not there.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_under(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).with_context(|| path.display().to_string())? {
        found.extend(files_under(&entry?.path())?);
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_at_any_depth_in_a_fixed_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b/c.rs", "a.rs", "b/a/d.rs"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let names: Vec<_> = files_under(folder.path())
            .unwrap()
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap().to_owned())
            .collect();
        assert_eq!(names, ["a.rs", "b/a/d.rs", "b/c.rs"].map(PathBuf::from));
    }

    #[test]
    fn what_is_not_there_has_no_files() {
        assert_eq!(files_under(Path::new("no/such/folder")).unwrap(), Vec::<PathBuf>::new());
    }
}
