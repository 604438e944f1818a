//! The command-line tools that the build needs, at exactly the versions that the project pins.
//!
//! A tool that is already there at the right version is used, wherever it is; else it is put into
//! `.tools/`, which belongs to this checkout alone. Only package registries are asked (crates and
//! npm), never a download page.

mod install;
mod npm;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::process;
use crate::project::Project;
pub use npm::{NodeTool, graders, lighthouse, typescript, wechat_sdk};

/// The target that the card is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// How long [`Tools::ensure`] takes, for the line above it.
pub const USUALLY: &str = "under a second, 5 to 12 min the first time";

/// All tools, ready to run.
#[derive(Debug)]
pub struct Tools {
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
    /// Runs `cargo test --target wasm32-unknown-unknown` in a browser.
    pub test_runner: PathBuf,
    /// Makes the module smaller; absent without Node.
    pub wasm_opt: Option<NodeTool>,
    /// Makes scripts smaller; absent without Node.
    pub terser: Option<NodeTool>,
}

impl Tools {
    /// Finds every tool, and installs what is missing.
    ///
    /// # Errors
    /// When a tool cannot be installed. A missing Node is no error: the download only gets bigger.
    pub fn ensure(project: &Project) -> Result<Self> {
        let _lock = lock(project)?;
        ensure_target(project)?;
        let trunk = ensure_crate(project, &install::trunk(&project.trunk))?;
        let wasm_bindgen = ensure_crate(project, &install::wasm_bindgen(&project.wasm_bindgen))?;
        install::remove_scratch(project)?;
        let beside = wasm_bindgen.with_file_name(executable("wasm-bindgen-test-runner"));
        if !beside.is_file() {
            bail!("{} lacks wasm-bindgen-test-runner beside it", wasm_bindgen.display());
        }
        let (wasm_opt, terser) = (npm::wasm_opt(project)?, npm::terser(project)?);
        Ok(Self { trunk, wasm_bindgen, test_runner: beside, wasm_opt, terser })
    }

    /// The maker of the glue, for a module that trunk does not see.
    pub fn wasm_bindgen(&self) -> Command {
        Command::new(&self.wasm_bindgen)
    }

    /// trunk, working in the project, with the other tools first on its search path.
    ///
    /// # Errors
    /// When a folder's name does not fit into a search path.
    pub fn trunk(&self, project: &Project) -> Result<Command> {
        let folders: Vec<&Path> =
            [&self.wasm_bindgen].iter().filter_map(|tool| tool.parent()).collect();
        let mut command = Command::new(&self.trunk);
        command.current_dir(&project.root).env("PATH", process::path_with(&folders)?);
        // Its backtraces say nothing about the sources that did not compile.
        command.env("RUST_BACKTRACE", "0");
        // trunk reads NO_COLOR as a boolean and dies of the customary `1`.
        command.env_remove("NO_COLOR");
        Ok(command)
    }
}

/// Firefox's driver, which only tests need.
///
/// # Errors
/// When it cannot be installed.
pub fn geckodriver(project: &Project) -> Result<PathBuf> {
    let _lock = lock(project)?;
    let driver = ensure_crate(project, &install::geckodriver(&project.geckodriver))?;
    install::remove_scratch(project)?;
    Ok(driver)
}

/// Two task runners in one checkout must not build the same tool into the same folder: held while
/// the file is.
fn lock(project: &Project) -> Result<File> {
    let folder = project.tools();
    std::fs::create_dir_all(&folder)?;
    let lock = File::create(folder.join("lock"))?;
    if lock.try_lock().is_err() {
        println!("  waiting for another `cargo xtask` that installs tools");
        lock.lock()?;
    }
    Ok(lock)
}

fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// The compiler's own target: rustup adds it where it is missing.
///
/// # Errors
/// When it is missing and there is no rustup.
pub fn ensure_target(project: &Project) -> Result<()> {
    let output = Command::new("rustc")
        .args(["--print", "sysroot"])
        .current_dir(&project.root)
        .output()
        .context("rustc could not be started; install Rust from https://rustup.rs")?;
    let sysroot = PathBuf::from(String::from_utf8(output.stdout)?.trim());
    if sysroot.join("lib").join("rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    let Some(rustup) = process::find("rustup") else {
        bail!(
            "the target {WASM} is missing; install it with your package manager, or Rust from https://rustup.rs"
        );
    };
    println!("  adding the target {WASM} (usually 20 s)");
    process::run(Command::new(rustup).args(["target", "add", WASM]).current_dir(&project.root))
}

/// The path of a tool that cargo can install, at its exact version.
fn ensure_crate(project: &Project, tool: &install::Crate) -> Result<PathBuf> {
    let own = project.tools().join("bin").join(executable(tool.program));
    let known = [own.is_file().then(|| own.clone()), process::find(tool.program)];
    for path in known.into_iter().flatten() {
        let says = process::version(&mut Command::new(&path)).unwrap_or_default();
        if is_version(&says, tool.version) {
            return Ok(path);
        }
        println!("  {} is {says}, not {}", project.show(&path), tool.version);
    }
    tool.install(project)?;
    Ok(own)
}

/// Whether the first line of `--version` names exactly `version`.
fn is_version(line: &str, version: &str) -> bool {
    line.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_version_counts() {
        assert!(is_version("trunk 0.21.14", "0.21.14"));
        assert!(!is_version("trunk 0.21.140", "0.21.14"));
        assert!(!is_version("trunk 0.21.14-beta.1", "0.21.14"));
        assert!(!is_version("", "0.21.14"));
    }
}
