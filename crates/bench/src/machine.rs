//! What the figures were measured on, and what they were measured of. No names, no paths.

use std::fmt;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde_json::{Value, json};

/// A machine at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    processors: usize,
    /// How many processes wanted a processor, over the last minute; only Linux tells.
    load: Option<f64>,
}

impl Machine {
    /// Looks at it now.
    #[must_use]
    pub fn look() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let load = text.split(' ').next().and_then(|number| number.parse().ok());
        Self { processors, load }
    }

    /// For the record.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({ "processors": self.processors, "load": self.load })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} processors", self.processors)?;
        match self.load {
            Some(load) => write!(f, ", load {load:.2}"),
            None => write!(f, ", load unknown"),
        }
    }
}

/// Which build it is: the files of the first load, whose names say what is in them, with their
/// bytes after brotli; and the commit, where git knows one.
///
/// # Errors
/// When the build cannot be read.
pub fn build(dist: &Path) -> Result<Value> {
    let mut files = serde_json::Map::new();
    for file in std::fs::read_dir(dist)? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        if let Some(name) = name.strip_suffix(".br") {
            files.insert(name.to_owned(), json!(file.metadata()?.len()));
        }
    }
    let git = Command::new("git").args(["describe", "--always", "--dirty"]).output().ok();
    let commit = git.filter(|output| output.status.success());
    let commit = commit.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    Ok(json!({ "version": env!("CARGO_PKG_VERSION"), "commit": commit, "brotli_bytes": files }))
}
