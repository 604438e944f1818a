//! The mini-program of `examples/`: its types, WeChat's own compilers, and its pages against the
//! sandbox.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::process;
use crate::project::Project;

/// The files that hold its tests.
///
/// # Errors
/// When the folder cannot be read.
pub fn files(project: &Project) -> Result<Vec<PathBuf>> {
    let folder = project.root.join("examples").join("mini-program").join("test");
    let entries = std::fs::read_dir(&folder).with_context(|| project.show(&folder))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let mut files: Vec<_> =
        paths.into_iter().filter(|path| path.to_string_lossy().ends_with(".test.js")).collect();
    files.sort();
    Ok(files)
}

/// The command that runs them against the sandbox at `program`; `None` without Node.
///
/// # Errors
/// When npm cannot install what they need.
pub fn command(project: &Project, program: &Path) -> Result<Option<Command>> {
    let folder = project.root.join("examples").join("mini-program");
    let (Some(node), Some(npm)) = (process::find("node"), process::find("npm")) else {
        println!("  note: Node with npm is missing, and the mini-program goes unchecked.");
        return Ok(None);
    };
    if !is_installed(&folder) {
        println!("  installing what the mini-program is checked with from npm (usually 10 s)");
        let mut install = Command::new(npm);
        install.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        process::run(install.current_dir(&folder))?;
    }
    let mut command = Command::new(node);
    command.args(["--test", "--test-reporter", "./test/reporter.js"]);
    command.args(files(project)?).current_dir(&folder).env("MEMBER_CARD_SANDBOX", program);
    Ok(Some(command))
}

/// Whether what is installed is at least as new as the list of versions: npm keeps a copy of it.
fn is_installed(folder: &Path) -> bool {
    let time = |path: PathBuf| std::fs::metadata(path).and_then(|file| file.modified()).ok();
    let installed = time(folder.join("node_modules").join(".package-lock.json"));
    installed.is_some_and(|installed| {
        time(folder.join("package-lock.json")).is_some_and(|locked| locked <= installed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_are_installed_anew_when_their_list_is() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "{}").unwrap();
        };
        write("package-lock.json");
        assert!(!is_installed(folder.path()));
        write("node_modules/.package-lock.json");
        assert!(is_installed(folder.path()));
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
        let list =
            std::fs::File::options().write(true).open(folder.path().join("package-lock.json"));
        list.unwrap().set_modified(later).unwrap();
        assert!(!is_installed(folder.path()));
    }

    #[test]
    fn its_tests_are_found() {
        let project = Project::open().unwrap();
        assert!(files(&project).unwrap().len() >= 6);
    }
}
