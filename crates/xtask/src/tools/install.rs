//! Building a tool from its crate, and saying how far it is.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use crate::process;
use crate::project::Project;
use crate::report::took;

/// How often a running build says how far it is.
const EVERY: Duration = Duration::from_secs(20);

/// A tool that `cargo install` can build.
#[derive(Debug)]
pub struct Crate<'a> {
    /// The crate's name.
    name: &'static str,
    /// The program to look for.
    pub program: &'static str,
    /// The exact version.
    pub version: &'a str,
    /// About how many crates its build compiles, for the progress line.
    crates: usize,
    /// How long that takes on two cores.
    usually: &'static str,
    /// Whether a build without the published lock file may be tried as well.
    unlocked_too: bool,
}

/// The bundler.
pub fn trunk(version: &str) -> Crate<'_> {
    Crate {
        name: "trunk",
        program: "trunk",
        version,
        crates: 375,
        usually: "4 to 9 min, once",
        unlocked_too: false,
    }
}

/// The maker of the glue between the module and JavaScript, with the runner of browser tests.
pub fn wasm_bindgen(version: &str) -> Crate<'_> {
    Crate {
        name: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version,
        crates: 130,
        usually: "1 to 3 min, once",
        // Some of its published lock files name crates that a registry may not carry.
        unlocked_too: true,
    }
}

/// Firefox's driver.
pub fn geckodriver(version: &str) -> Crate<'_> {
    Crate {
        name: "geckodriver",
        program: "geckodriver",
        version,
        crates: 156,
        usually: "2 to 3 min, once",
        unlocked_too: false,
    }
}

/// Removes what the builds left behind; the tools themselves stay.
///
/// # Errors
/// When the folder cannot be removed.
pub fn remove_scratch(project: &Project) -> Result<()> {
    let scratch = project.tools().join("build");
    if scratch.exists() {
        std::fs::remove_dir_all(&scratch).context("could not remove .tools/build")?;
    }
    Ok(())
}

impl Crate<'_> {
    /// Builds the tool into `.tools/bin`.
    ///
    /// # Errors
    /// When cargo fails; its last lines are in the error.
    pub fn install(&self, project: &Project) -> Result<()> {
        println!("  building {} {} (usually {})", self.name, self.version, self.usually);
        let start = Instant::now();
        let mut result = self.build(project, true);
        if self.unlocked_too && result.is_err() {
            println!("  its own lock file does not resolve here; trying without");
            result = self.build(project, false);
        }
        result?;
        println!("  {} {} is ready after {}", self.name, self.version, took(start.elapsed()));
        Ok(())
    }

    fn build(&self, project: &Project, locked: bool) -> Result<()> {
        let mut command = process::cargo(&project.root);
        command.args(["install", self.name, "--version", self.version]);
        // The defaults only add TLS, which nothing here uses and which needs a C compiler.
        command.args(["--no-default-features", "--force"]);
        command.args(locked.then_some("--locked"));
        command.arg("--root").arg(project.tools());
        // Their release profiles aim at speed; these programs run for seconds and should build soon.
        command.env("CARGO_PROFILE_RELEASE_LTO", "off");
        command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        command.env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        command.env("CARGO_TARGET_DIR", project.tools().join("build"));
        command.env("CARGO_TERM_COLOR", "never");
        let line = process::describe(&command);
        let mut child = command.stderr(Stdio::piped()).spawn()?;
        let output = child.stderr.take().context("cargo has no output")?;
        let mut progress = Progress::new(self.crates);
        for line in BufReader::new(output).lines() {
            progress.line(line?);
        }
        process::succeeded(child.wait()?, &line).with_context(|| progress.tail())
    }
}

/// Follows cargo's lines: counts crates, and keeps the last lines for an error.
#[derive(Debug)]
struct Progress {
    total: usize,
    compiled: usize,
    start: Instant,
    said: Instant,
    lines: Vec<String>,
}

impl Progress {
    fn new(total: usize) -> Self {
        let now = Instant::now();
        Self { total, compiled: 0, start: now, said: now, lines: Vec::new() }
    }

    fn line(&mut self, line: String) {
        if line.trim_start().starts_with("Compiling ") {
            self.compiled += 1;
        }
        self.lines.push(line);
        if self.said.elapsed() > EVERY {
            self.said = Instant::now();
            let (done, total) = (self.compiled, self.total.max(self.compiled));
            println!("    {done} of about {total} crates, {} so far", took(self.start.elapsed()));
        }
    }

    fn tail(&self) -> String {
        let from = self.lines.len().saturating_sub(30);
        self.lines.get(from..).unwrap_or_default().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_counts_compiled_crates_only() {
        let mut progress = Progress::new(3);
        for line in ["  Downloaded a v1", "   Compiling a v1", "   Compiling b v1", "error: no"] {
            progress.line(line.to_owned());
        }
        assert_eq!(progress.compiled, 2);
        assert!(progress.tail().ends_with("error: no"));
    }
}
