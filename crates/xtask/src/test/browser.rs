//! The browser that the tests drive, and what to do where there is none.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::process;

/// What the tests need on Debian: the browser with its driver, Chinese glyphs to measure, and an
/// independent reader of codes.
const DEBIAN: [&str; 4] = ["chromium", "chromium-driver", "fonts-noto-cjk", "zbar-tools"];

/// Finds chromedriver; on Debian as root it installs what is missing.
///
/// # Errors
/// When there is no driver: the error says what is missing and which command installs it.
pub fn ensure() -> Result<PathBuf> {
    let missing = missing();
    if !missing.is_empty() && process::find("apt-get").is_some() && is_root() {
        install(&missing)?;
    }
    match driver() {
        Some(driver) => {
            println!("  browser driver: {}", driver.display());
            Ok(driver)
        }
        None => bail!(
            "the browser tests need Chromium (or Chrome) and chromedriver of the same version; chromedriver is missing.\n{}\n\
             Or set CHROMEDRIVER to its path; `cargo xtask test --fast` runs the tests that need no browser.",
            advice()
        ),
    }
}

/// `$CHROMEDRIVER`, or the one on the search path.
fn driver() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMEDRIVER").map(PathBuf::from).filter(|path| path.is_file());
    named.or_else(|| process::find("chromedriver"))
}

/// Debian packages whose part is not here.
fn missing() -> Vec<&'static str> {
    let is_here = |package: &&str| match *package {
        "chromium-driver" => driver().is_some(),
        "chromium" => {
            ["chromium", "google-chrome", "chrome"].iter().any(|name| process::find(name).is_some())
        }
        "zbar-tools" => process::find("zbarimg").is_some(),
        package => is_installed(package),
    };
    DEBIAN.into_iter().filter(|package| !is_here(package)).collect()
}

fn is_installed(package: &str) -> bool {
    let mut dpkg = Command::new("dpkg");
    dpkg.args(["-s", package]).stdout(Stdio::null()).stderr(Stdio::null());
    dpkg.status().is_ok_and(|status| status.success())
}

pub(super) fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

pub(super) fn install(packages: &[&str]) -> Result<()> {
    println!("  installing {} (usually 1 min, about 150 MB)", packages.join(", "));
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
        // A service that is installed must not start: `invoke-rc.d` looks at this.
        apt.env("RUNLEVEL", "1");
        apt
    };
    process::run(apt().args(["update", "-qq"]))?;
    process::run(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

/// The command that installs a browser and its driver on this system.
fn advice() -> String {
    if cfg!(target_os = "macos") {
        "Install them: brew install --cask google-chrome chromedriver".to_owned()
    } else if cfg!(windows) {
        "Install them: winget install Google.Chrome Chromium.ChromeDriver".to_owned()
    } else {
        format!("Install them: sudo apt-get install {}", DEBIAN.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_is_a_command_for_this_system() {
        assert!(advice().starts_with("Install them: "));
        if cfg!(target_os = "linux") {
            assert!(advice().contains("chromium-driver"));
        }
    }
}
