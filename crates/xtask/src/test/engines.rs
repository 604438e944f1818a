//! What end-to-end tests need beside Chromium: WebKit and Firefox, each with its driver, and the
//! file of WeChat's JS-SDK. Where one cannot be had, the tests that carry its name are left out,
//! counted and named; on a build server that is a failure.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::browser;
use crate::project::Project;
use crate::{process, tools};

/// What they need on Debian, and the program of each package. WebKit's driver brings its browser,
/// which draws on a screen only.
const DEBIAN: [(&str, &str); 3] =
    [("webkit2gtk-driver", "WebKitWebDriver"), ("xvfb", "Xvfb"), ("firefox-esr", "firefox-esr")];

/// Which of them are here.
#[derive(Debug)]
pub struct Engines {
    geckodriver: Option<PathBuf>,
    wechat_sdk: Option<PathBuf>,
    /// The names that the tests of a missing engine carry.
    missing: Vec<&'static str>,
}

impl Engines {
    /// Finds the engines; on Debian as root it installs what is missing, and with a Firefox its
    /// driver.
    ///
    /// # Errors
    /// On a build server (`CI`), when one is missing; elsewhere that is said and no error. And when
    /// there is no reader of codes, which the journeys in Chromium need as well.
    pub fn ensure(project: &Project) -> Result<Self> {
        if !is_here("zbarimg") {
            bail!("the end-to-end tests read codes by zbarimg, which is missing: {}", zbar());
        }
        let lacking: Vec<&str> =
            DEBIAN.iter().filter(|(_, program)| !is_here(program)).map(|(name, _)| *name).collect();
        if !lacking.is_empty() && process::find("apt-get").is_some() && browser::is_root() {
            browser::install(&lacking)?;
        }
        let mut lacks = Vec::new();
        let webkit: Vec<&str> =
            ["WebKitWebDriver", "Xvfb"].into_iter().filter(|program| !is_here(program)).collect();
        if !webkit.is_empty() {
            lacks.push(("webkit", format!("{} missing", webkit.join(" and "))));
        }
        let geckodriver = if !is_here("firefox-esr") {
            lacks.push(("firefox", "Firefox missing".to_owned()));
            None
        } else {
            match tools::geckodriver(project) {
                Ok(driver) => Some(driver),
                Err(error) => {
                    lacks.push(("firefox", format!("geckodriver missing: {error:#}")));
                    None
                }
            }
        };
        let wechat_sdk = tools::wechat_sdk(project)?;
        if wechat_sdk.is_none() {
            lacks.push(("wechat", "its JS-SDK comes from npm, and Node is missing".to_owned()));
        }
        for (engine, what) in &lacks {
            println!("  SKIPPED: the end-to-end tests of {engine}; {what}.");
        }
        if !lacks.is_empty() {
            println!("  {}", advice());
            if is_build_server(std::env::var("CI").ok().as_deref()) {
                bail!("a build server tests in every engine");
            }
        }
        let missing = lacks.into_iter().map(|(engine, _)| engine).collect();
        Ok(Self { geckodriver, wechat_sdk, missing })
    }

    /// Tells the tests what there is: more arguments for their runner, which comes last.
    pub fn tell(&self, cargo: &mut Command) {
        if let Some(driver) = &self.geckodriver {
            cargo.env("GECKODRIVER", driver);
        }
        if let Some(sdk) = &self.wechat_sdk {
            cargo.env("WECHAT_SDK", sdk);
        }
        for engine in &self.missing {
            cargo.args(["--skip", engine]);
        }
    }
}

fn is_here(program: &str) -> bool {
    let found = process::find(program).is_some();
    match program {
        // Debian's own name for it, and where macOS keeps what is on no search path.
        "firefox-esr" => {
            let mac = Path::new("/Applications/Firefox.app/Contents/MacOS/firefox");
            found || process::find("firefox").is_some() || mac.is_file()
        }
        _ => found,
    }
}

/// Build servers say so in `CI`, nearly all with `true`.
pub(super) fn is_build_server(says: Option<&str>) -> bool {
    says.is_some_and(|says| !matches!(says, "" | "0" | "false"))
}

/// The command that installs the reader of codes on this system.
fn zbar() -> &'static str {
    if cfg!(target_os = "macos") {
        "brew install zbar"
    } else if cfg!(windows) {
        "get it from https://zbar.sourceforge.net"
    } else {
        "sudo apt-get install zbar-tools"
    }
}

fn advice() -> String {
    if cfg!(target_os = "linux") {
        let packages = DEBIAN.map(|(package, _)| package).join(" ");
        format!("To test in every engine: sudo apt-get install {packages}")
    } else {
        "WebKitGTK and its driver are for Linux; Firefox is at https://www.mozilla.org/firefox"
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_of_a_missing_engine_are_left_out_by_its_name() {
        let mut cargo = Command::new("cargo");
        let engines = Engines {
            geckodriver: Some("driver".into()),
            wechat_sdk: None,
            missing: vec!["webkit"],
        };
        engines.tell(&mut cargo);
        let arguments: Vec<_> = cargo.get_args().collect();
        assert_eq!(arguments, ["--skip", "webkit"]);
        assert_eq!(cargo.get_envs().count(), 1);
    }

    #[test]
    fn a_build_server_is_one_that_says_so() {
        assert!(is_build_server(Some("true")) && is_build_server(Some("1")));
        assert!(!is_build_server(None) && !is_build_server(Some("false")));
        assert!(!is_build_server(Some("")));
    }

    #[test]
    fn the_advice_names_every_package_where_there_are_packages() {
        if cfg!(target_os = "linux") {
            for (package, _) in DEBIAN {
                assert!(advice().contains(package), "{package}");
            }
        }
    }
}
