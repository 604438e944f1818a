//! Where the project is, and the versions that it pins.
//!
//! Everything comes from `cargo metadata` and `Cargo.lock`, so that no version is written twice.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::process;

/// The checkout that `cargo xtask` works on.
#[derive(Debug)]
pub struct Project {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo puts what it builds (`target`, or what the environment says).
    pub target: PathBuf,
    /// The version of trunk that `[workspace.metadata.tools]` names.
    pub trunk: String,
    /// The npm version of binaryen that `[workspace.metadata.tools]` names.
    pub binaryen: String,
    /// The npm version of the evaluator of policies that `[workspace.metadata.tools]` names.
    pub csp_evaluator: String,
    /// The version of geckodriver that `[workspace.metadata.tools]` names.
    pub geckodriver: String,
    /// The npm version of Lighthouse that `[workspace.metadata.tools]` names.
    pub lighthouse: String,
    /// The npm version of MDN's HTTP Observatory that `[workspace.metadata.tools]` names.
    pub observatory: String,
    /// The npm version of terser that `[workspace.metadata.tools]` names.
    pub terser: String,
    /// The npm version of TypeScript that `[workspace.metadata.tools]` names.
    pub typescript: String,
    /// The npm version of WeChat's JS-SDK that `[workspace.metadata.tools]` names.
    pub wechat_sdk: String,
    /// The locked version of wasm-bindgen; the command line must be of the very same.
    pub wasm_bindgen: String,
}

impl Project {
    /// Reads the project around this crate.
    ///
    /// # Errors
    /// When cargo cannot read the workspace, or a version is missing from it.
    pub fn open() -> Result<Self> {
        // cargo sets the variable when it runs us; the constant serves a binary started by hand.
        let here = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let output = process::cargo(&here)
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .output()
            .context("cargo could not be started")?;
        if !output.status.success() {
            bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
        }
        let metadata: Value = serde_json::from_slice(&output.stdout)?;
        let text = |pointer: &str| -> Result<String> {
            let value = metadata.pointer(pointer).and_then(Value::as_str);
            Ok(value.with_context(|| format!("cargo metadata has no {pointer}"))?.to_owned())
        };
        let root = PathBuf::from(text("/workspace_root")?);
        let lock = std::fs::read_to_string(root.join("Cargo.lock"))
            .context("Cargo.lock is missing; it belongs to the repository")?;
        Ok(Self {
            target: PathBuf::from(text("/target_directory")?),
            trunk: text("/metadata/tools/trunk")?,
            binaryen: text("/metadata/tools/binaryen")?,
            csp_evaluator: text("/metadata/tools/csp_evaluator")?,
            geckodriver: text("/metadata/tools/geckodriver")?,
            lighthouse: text("/metadata/tools/lighthouse")?,
            observatory: text("/metadata/tools/observatory")?,
            terser: text("/metadata/tools/terser")?,
            typescript: text("/metadata/tools/typescript")?,
            wechat_sdk: text("/metadata/tools/weixin-js-sdk")?,
            wasm_bindgen: locked_version(&lock, "wasm-bindgen")
                .context("Cargo.lock does not name wasm-bindgen")?,
            root,
        })
    }

    /// The folder of the command-line tools that belong to this checkout.
    pub fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// The finished card, as a web server may serve it.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The configuration of servers for the finished card.
    pub fn deploy(&self) -> PathBuf {
        self.target.join("deploy")
    }

    /// The sandbox program that `cargo build --profile server` makes.
    pub fn sandbox_program(&self, profile: &str) -> PathBuf {
        let name = format!("member-card-sandbox{}", std::env::consts::EXE_SUFFIX);
        self.target.join(profile).join(name)
    }

    /// A path as people know it: relative to the project when it lies inside.
    pub fn show(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}

/// The version of `package` in the text of a `Cargo.lock`.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";

    #[test]
    fn the_locked_version_is_that_of_the_package_itself_and_not_of_a_longer_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-futures").as_deref(), Some("0.4.80"));
    }

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn this_checkout_names_all_versions() {
        let project = Project::open().unwrap();
        let Project { trunk, binaryen, terser, typescript, wasm_bindgen, .. } = &project;
        for version in [trunk, binaryen, terser, typescript, wasm_bindgen] {
            assert_eq!(version.split('.').count(), 3, "{version} is not a full version");
        }
    }
}
