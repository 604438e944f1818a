//! `cargo xtask build`: from the sources to files that any web server or CDN can serve.

mod budget;
mod compress;
mod css;
mod deploy;
mod dist;
mod embed;
mod glue;
mod html;
mod inline;
pub mod inputs;
mod js;
mod load;
mod names;
mod order;
mod scoped;
mod seam;
mod shell;
mod sources;
mod split;
mod wasm;

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use crate::process;
use crate::project::Project;
use crate::report::{Steps, grouped};
use crate::tools::{NodeTool, Tools};
use budget::Weight;
use dist::Dist;

/// How long a build takes, for the line above it.
pub const USUALLY: &str = "1 to 4 min, a second when nothing changed";

/// Builds the card into `dist/`, unless it is there already.
///
/// # Errors
/// When a step fails. The weight is for the caller to judge: who only wants to look at the card may
/// do so over the limit too.
pub fn build(project: &Project, tools: &Tools) -> Result<Weight> {
    let work = project.target.join("xtask");
    std::fs::create_dir_all(&work)?;
    let lock = File::create(work.join("build.lock"))?;
    if lock.try_lock().is_err() {
        println!("  waiting for another `cargo xtask` that builds");
        lock.lock()?;
    }
    let stamp = work.join("build.stamp");
    let inputs = inputs::digest(project, tools)?;
    let old = Dist::read(&project.dist())?;
    if std::fs::read_to_string(&stamp).is_ok_and(|text| text == state(&inputs, &old)) {
        println!("  nothing changed since the last build");
        // Of the templates alone, which are no part of the card.
        deploy::write(project, &old)?;
        return budget::weigh(&old, tools.wasm_opt.is_some());
    }
    let mut steps = Steps::of(5);
    let raw = work.join("trunk");
    steps.step("compile with trunk", "1 to 3 min", || compile(project, tools, &raw))?;
    let mut files = Dist::read(&raw)?;
    let stem = steps
        .step("split the module", "2 s", || split::split(&mut files, project, tools, &work))?;
    steps.step("optimise the modules", "20 s", || match &tools.wasm_opt {
        Some(tool) => optimise(&mut files, tool, &work),
        None => {
            println!("  left out: wasm-opt needs Node; the download is a few percent bigger");
            for (_, module) in files.files.iter_mut().filter(|(path, _)| path.ends_with(".wasm")) {
                *module = wasm::without_names(module);
            }
            Ok(())
        }
    })?;
    steps.step("name files by content and compress", "5 s", || {
        seam::shorten(&mut files, &stem)?;
        let glue = files.text(&format!("{stem}.js"))?;
        shell::join_late(&mut files, &format!("{stem}.js"), tools.terser.as_ref())?;
        js::minify_module(&mut files, &format!("{stem}.js"), tools.terser.as_ref())?;
        css::bundle(&mut files)?;
        inline::make(&mut files, &stem, &glue, tools.terser.as_ref())?;
        files.rename_by_content()?;
        files.renew_integrity()?;
        shell::inline(&mut files, tools.terser.as_ref())?;
        embed::make(&mut files, tools.terser.as_ref())?;
        shell::identify(&mut files, tools.terser.as_ref())?;
        compress::compress(&mut files)?;
        files.write(&project.dist())?;
        deploy::write(project, &files)
    })?;
    std::fs::write(&stamp, state(&inputs, &files))?;
    steps.step("weigh", "a moment", || budget::weigh(&files, tools.wasm_opt.is_some()))
}

/// What the last build was made from, and what it left.
fn state(inputs: &str, dist: &Dist) -> String {
    format!("{inputs}\n{}\n", dist.digest())
}

/// Leptos' own switch to compile views without their types, less code for a call more.
const ERASE: &str = "--cfg=erase_components";

fn compile(project: &Project, tools: &Tools, to: &Path) -> Result<()> {
    // trunk builds offline, so that it never goes looking for tools; crates come before that.
    process::run(process::cargo(&project.root).arg("fetch"))?;
    let mut trunk = tools.trunk(project)?;
    let mut flags = match std::env::var("RUSTFLAGS") {
        Ok(own) => own.split_whitespace().map(str::to_owned).collect(),
        Err(_) => without_folders(project)?,
    };
    flags.push(split::LINK_FLAG.to_owned());
    flags.push(ERASE.to_owned());
    trunk.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f")).env(split::KEEP.0, split::KEEP.1);
    trunk.args(["build", "--release", "--skip-version-check"]);
    trunk.args(["--features", split::FEATURE, "--dist"]).arg(to);
    process::run(&mut trunk)
}

/// Flags that keep this machine's folders out of the module: panics name source files, and the same
/// sources must give the same bytes, and so the same file names, on every machine.
fn without_folders(project: &Project) -> Result<Vec<String>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.context("there is no home folder")?.join("registry").join("src");
    let mut folders = vec![project.root.clone()];
    for registry in std::fs::read_dir(sources).into_iter().flatten() {
        folders.push(registry?.path());
    }
    Ok(folders.iter().map(|folder| format!("--remap-path-prefix={}=", folder.display())).collect())
}

/// Not what makes the module smallest, but what makes it smallest after brotli: repeated code packs
/// better than calls and locals that avoid it.
const OPTIMISE: [&str; 3] =
    ["-Os", "--skip-pass=local-cse", "--one-caller-inline-max-function-size=10"];

/// Runs wasm-opt over each module; the same bytes are not optimised twice.
fn optimise(files: &mut Dist, tool: &NodeTool, work: &Path) -> Result<()> {
    let cache = work.join("wasm-opt");
    std::fs::create_dir_all(&cache)?;
    let mut used = BTreeSet::new();
    for (path, content) in files.files.iter_mut().filter(|(path, _)| path.ends_with(".wasm")) {
        let key =
            [content.as_slice(), tool.version.as_bytes(), OPTIMISE.concat().as_bytes()].concat();
        let known = cache.join(format!("{}.wasm", dist::hex(&Sha256::digest(key))));
        if !known.is_file() {
            let (input, output) = (cache.join("input"), cache.join("output"));
            std::fs::write(&input, &*content)?;
            let mut command = tool.command();
            // No features are named: they come from the module itself, where rustc wrote them down.
            command.args(OPTIMISE).arg(&input).arg("-o").arg(&output);
            process::run(command.stdin(Stdio::null()))?;
            std::fs::rename(&output, &known)?;
        }
        let small = std::fs::read(&known).context("wasm-opt left no output")?;
        let small = sources::shorten(&order::by_likeness(&small)?)?;
        let (before, after) = (grouped(content.len() as u64), grouped(small.len() as u64));
        println!("  {path}: {before} bytes to {after}");
        *content = small;
        used.insert(known);
    }
    keep_only(&cache, &used)
}

/// The modules of one build are enough to remember; older ones would only pile up.
fn keep_only(cache: &Path, used: &BTreeSet<PathBuf>) -> Result<()> {
    for path in inputs::files_under(cache)?.iter().filter(|path| !used.contains(*path)) {
        std::fs::remove_file(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_keeps_every_module_of_this_build_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a.wasm", "b.wasm", "old.wasm", "input"].map(|name| folder.path().join(name));
        for path in &paths {
            std::fs::write(path, "").unwrap();
        }
        let used = BTreeSet::from([paths[0].clone(), paths[1].clone()]);
        keep_only(folder.path(), &used).unwrap();
        assert_eq!(inputs::files_under(folder.path()).unwrap(), paths[..2]);
    }
}
