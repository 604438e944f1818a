//! Cuts the module that trunk built into the one that starts and the parts that it fetches later
//! (`docs/decisions/0010-two-modules.md`).

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context as _, Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use super::css;
use super::dist::Dist;
use super::glue::{self, Parts};
use super::names::PLACEHOLDER;
use super::{seam, wasm};
use crate::process;
use crate::project::Project;
use crate::tools::{Tools, WASM};

/// The feature of the card that marks where it is cut.
pub const FEATURE: &str = "split";
/// wasm-split reads relocations to know who uses what.
pub const LINK_FLAG: &str = "-Clink-args=--emit-relocs";
/// The profile's own setting takes out names and what `LINK_FLAG` leaves; wasm-opt drops both later.
pub const KEEP: (&str, &str) = ("CARGO_PROFILE_RELEASE_STRIP", "none");

/// Puts the split modules and their glue in the place of trunk's pair, which does not start. Gives
/// what the names of the main module and of its glue begin with.
///
/// # Errors
/// When the module cannot be split, or trunk did not leave exactly one pair.
pub fn split(files: &mut Dist, project: &Project, tools: &Tools, work: &Path) -> Result<String> {
    let raw = project.target.join(WASM).join("release").join("member-card.wasm");
    let raw = std::fs::read(&raw).with_context(|| raw.display().to_string())?;
    let work = work.join("split");
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    let (cut, bound) = (work.join("cut"), work.join("bound"));
    let parts = cut_up(&raw, &cut)?;
    // trunk's hash is of the module before it was split, and has no leading zeros.
    let stem = format!("member-card-{PLACEHOLDER}");
    let old = stem_of_pair(files)?;
    for ending in [".js", "_bg.wasm"] {
        files.files.remove(&format!("{old}{ending}"));
        files.replace_name(&format!("{old}{ending}"), &format!("{stem}{ending}"));
    }
    let mut bindgen = tools.wasm_bindgen();
    // The parts take the main module's table, which the linker made, from its exports.
    bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports"]);
    bindgen.arg("--out-dir").arg(&bound).args(["--out-name", &stem]).arg(cut.join(MAIN));
    process::run(bindgen.stdin(Stdio::null()))?;
    files.files.extend(Dist::read(&bound)?.files);
    for file in parts.values().flatten() {
        let part = std::fs::read(cut.join(format!("{file}.wasm")))?;
        // wasm-split writes kinds of names that wasm-opt warns of before it drops them.
        files.files.insert(hashed(file), wasm::without_names(&part));
    }
    let path = format!("{stem}.js");
    let mut text = files.text(&path)?;
    if !parts.is_empty() {
        let styles = css::parts(files)?;
        if let Some(stray) = styles.keys().find(|part| !parts.contains_key(*part)) {
            bail!("index.html links a style sheet of the part {stray}, which there is not");
        }
        let named = |(split, names): (String, Vec<String>)| {
            let style = styles.get(&split).into_iter().flatten().cloned();
            let files = names.iter().map(|name| hashed(name)).chain(style).collect();
            (split, files)
        };
        text = glue::link(&text, &parts.into_iter().map(named).collect())?;
    }
    files.files.insert(path, text.into_bytes());
    seam::trim(files, &stem)?;
    Ok(stem)
}

/// The main module's file while it is worked on.
const MAIN: &str = "main.wasm";

/// Writes the modules into a folder, and says which of them each split needs.
fn cut_up(raw: &[u8], to: &Path) -> Result<Parts> {
    let main = to.join(MAIN);
    let mut options = Options::new(raw);
    options.output_dir = to;
    options.main_out_path = &main;
    options.link_name = glue::LINK;
    let made = transform(options).map_err(|error| anyhow!("wasm-split: {error:#}"))?;
    Ok(own_first(made.prefetch_map))
}

/// wasm-split names a split's own module last.
fn own_first(needs: HashMap<String, Vec<String>>) -> Parts {
    let turned = needs.into_iter().map(|(split, mut files)| {
        files.reverse();
        (split, files)
    });
    turned.collect::<BTreeMap<_, _>>()
}

/// What a part is called until it is named by its content.
fn hashed(file: &str) -> String {
    format!("{file}-{PLACEHOLDER}.wasm")
}

/// The common beginning of the names of trunk's module and its glue.
fn stem_of_pair(files: &Dist) -> Result<String> {
    let modules = files.files.keys().filter_map(|path| path.strip_suffix("_bg.wasm"));
    let found: Vec<&str> = modules.collect();
    match found.as_slice() {
        [stem] if files.files.contains_key(&format!("{stem}.js")) => Ok((*stem).to_owned()),
        _ => bail!("trunk left {} modules with glue instead of one", found.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_splits_own_module_comes_before_those_that_it_shares() {
        let files = vec!["chunk_1".to_owned(), "split_code".to_owned()];
        let parts = own_first(HashMap::from([("code".to_owned(), files)]));
        assert_eq!(parts["code"], ["split_code", "chunk_1"]);
    }

    #[test]
    fn the_pair_of_trunk_is_found_by_its_module() {
        let pair = [("card-1_bg.wasm", ""), ("card-1.js", ""), ("boot.js", "")];
        assert_eq!(stem_of_pair(&Dist::of(&pair)).unwrap(), "card-1");
        assert!(stem_of_pair(&Dist::of(&pair[..1])).is_err());
        assert!(stem_of_pair(&Dist::of(&pair[1..])).is_err());
        assert!(stem_of_pair(&Dist::of(&[pair[0], pair[1], ("b_bg.wasm", "")])).is_err());
    }

    #[test]
    fn what_was_not_linked_for_it_is_not_split() {
        let folder = tempfile::tempdir().unwrap();
        let error = cut_up(b"\0asm\x01\0\0\0", folder.path()).unwrap_err().to_string();
        assert!(error.contains("--emit-relocs"), "{error}");
    }
}
