//! Programs: finding them, running them, and never leaving one behind.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// How long a program that was asked to end may take.
const GRACE: Duration = Duration::from_secs(3);

/// The cargo that runs us, working in `folder`.
pub fn cargo(folder: &Path) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(folder);
    command
}

/// Runs to the end with our own output.
///
/// # Errors
/// When the program cannot be started or does not succeed; the error names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let line = describe(command);
    let status = command.status().with_context(|| format!("could not start `{line}`"))?;
    succeeded(status, &line)
}

/// Turns a bad exit into an error that names the command.
pub fn succeeded(status: ExitStatus, line: &str) -> Result<()> {
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// The command as one would type it, for messages.
pub fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// Looks a program up on the search path, as a shell would.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    find_in(std::env::split_paths(&path), name)
}

fn find_in(mut folders: impl Iterator<Item = PathBuf>, name: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &["exe", "cmd", "bat"] } else { &[""] };
    folders.find_map(|folder| {
        let candidates = endings.iter().map(|ending| folder.join(name).with_extension(ending));
        candidates.into_iter().find(|candidate| candidate.is_file())
    })
}

/// What `program --version` prints first, when it runs at all.
pub fn version(command: &mut Command) -> Option<String> {
    let output = command.arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.lines().next().unwrap_or_default().to_owned())
}

/// The search path with `folders` in front.
///
/// # Errors
/// When a folder's name holds the separator of search paths.
pub fn path_with(folders: &[&Path]) -> Result<OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().map(|folder| folder.to_path_buf()).chain(std::env::split_paths(&old));
    std::env::join_paths(all).context("a folder's name does not fit into PATH")
}

/// A running program that ends with its owner.
#[derive(Debug)]
pub struct Running(Child);

impl Running {
    /// Starts `command` without waiting for it.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        let line = describe(command);
        Ok(Self(command.spawn().with_context(|| format!("could not start `{line}`"))?))
    }

    /// How it ended, or `None` while it runs.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.0.try_wait()?)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Ask first, so that a database can close; systems without `kill` go straight on.
        let asked =
            Command::new("kill").arg(self.0.id().to_string()).stderr(Stdio::null()).status();
        let patience =
            if asked.is_ok_and(|status| status.success()) { GRACE } else { Duration::ZERO };
        let start = Instant::now();
        while start.elapsed() < patience && matches!(self.0.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        // Both fail only if the program has already ended, which is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_described_as_one_would_type_it() {
        let mut command = Command::new("/somewhere/bin/cargo");
        command.args(["fmt", "--all"]);
        assert_eq!(describe(&command), "cargo fmt --all");
    }

    #[test]
    fn a_program_is_found_in_the_first_folder_that_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(if cfg!(windows) { "tool.exe" } else { "tool" });
        std::fs::write(&file, "").unwrap();
        let folders = || [PathBuf::from("nowhere"), folder.path().to_owned()].into_iter();
        assert_eq!(find_in(folders(), "tool"), Some(file));
        assert_eq!(find_in(folders(), "other"), None);
    }

    #[test]
    fn a_failing_program_is_an_error_that_names_the_command() {
        let error = run(cargo(Path::new(".")).arg("no-such-command").stderr(Stdio::null()));
        assert!(error.unwrap_err().to_string().contains("cargo no-such-command"));
    }
}
