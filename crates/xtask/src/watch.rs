//! A debug build that follows the sources, for `cargo xtask dev`.
//!
//! trunk only builds here; the sandbox serves what it leaves, so that the card talks to its own
//! origin as it does in production, without a proxy in between.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::process::{self, Running};
use crate::project::Project;
use crate::tools::Tools;

/// Starts trunk and waits for its first page in `dist`.
///
/// # Errors
/// When trunk ends, or the user stops us first.
pub fn start(project: &Project, tools: &Tools, dist: &Path, stop: &AtomicBool) -> Result<Running> {
    process::run(process::cargo(&project.root).arg("fetch"))?;
    // A page of yesterday would be served while today's does not compile.
    if dist.exists() {
        std::fs::remove_dir_all(dist)?;
    }
    std::fs::create_dir_all(dist)?;
    let mut trunk = tools.trunk(project)?;
    trunk.args(["watch", "--skip-version-check", "--dist"]).arg(dist);
    let mut watch = Running::start(&mut trunk)?;
    while !dist.join("index.html").is_file() {
        if let Some(status) = watch.ended()? {
            bail!("trunk ended before its first build ({status})");
        }
        if stop.load(Ordering::Relaxed) {
            bail!("stopped");
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    Ok(watch)
}
