//! The servers whose configuration the project has, nginx and Caddy, and the graders of what they
//! serve. Where one cannot be had, the tests that carry its name are left out, counted and named; on
//! a build server that is a failure.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::{browser, engines};
use crate::project::Project;
use crate::{process, tools};

/// What they need on Debian, and what of it there is when it is installed.
const DEBIAN: [(&str, &str); 4] = [
    ("nginx-light", "/usr/sbin/nginx"),
    (
        "libnginx-mod-http-brotli-static",
        "/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf",
    ),
    ("caddy", "/usr/bin/caddy"),
    ("openssl", "/usr/bin/openssl"),
];

/// Which of them are here.
#[derive(Debug)]
pub struct Servers {
    graders: Option<PathBuf>,
    /// The names that the tests of what is missing carry.
    missing: Vec<&'static str>,
}

impl Servers {
    /// Finds them; on Debian as root it installs what is missing, and with Node the graders.
    ///
    /// # Errors
    /// On a build server (`CI`), when one is missing; elsewhere that is said and no error.
    pub fn ensure(project: &Project) -> Result<Self> {
        let lacking: Vec<&str> =
            DEBIAN.iter().filter(|(_, file)| !is_here(file)).map(|(name, _)| *name).collect();
        if !lacking.is_empty() && process::find("apt-get").is_some() && browser::is_root() {
            // They are started by the tests alone, each on ports of its own.
            browser::install(&lacking)?;
        }
        let graders = tools::graders(project)?;
        let mut lacks = Vec::new();
        for (server, needs) in [("nginx", &DEBIAN[..2]), ("caddy", &DEBIAN[2..3])] {
            let missing: Vec<_> =
                needs.iter().filter(|(_, file)| !is_here(file)).map(|(name, _)| *name).collect();
            if !missing.is_empty() {
                lacks.push((server, format!("{} missing", missing.join(" and "))));
            }
        }
        if graders.is_none() {
            lacks.push(("graders", "Node with npm missing".to_owned()));
        } else if !is_here("/usr/bin/openssl") {
            lacks.push(("graders", "openssl missing".to_owned()));
        }
        for (what, why) in &lacks {
            println!("  SKIPPED: the tests of serving with {what}; {why}.");
        }
        if !lacks.is_empty() {
            let packages = DEBIAN.map(|(package, _)| package).join(" ");
            println!("  On Debian: sudo apt-get install {packages}");
            if engines::is_build_server(std::env::var("CI").ok().as_deref()) {
                bail!("a build server tests every configuration");
            }
        }
        Ok(Self { graders, missing: lacks.into_iter().map(|(what, _)| what).collect() })
    }

    /// Tells the tests what there is: more arguments for their runner, which comes last.
    pub fn tell(&self, cargo: &mut Command) {
        if let Some(graders) = &self.graders {
            cargo.env("MEMBER_CARD_GRADERS", graders);
        }
        for what in &self.missing {
            cargo.args(["--skip", what]);
        }
    }
}

/// A program anywhere on the search path will do; what is no program has its one place.
fn is_here(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or_default();
    std::path::Path::new(file).exists() || process::find(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_of_what_is_missing_are_left_out_by_its_name() {
        let mut cargo = Command::new("cargo");
        Servers { graders: Some("graders".into()), missing: vec!["caddy"] }.tell(&mut cargo);
        let arguments: Vec<_> = cargo.get_args().collect();
        assert_eq!(arguments, ["--skip", "caddy"]);
        assert_eq!(cargo.get_envs().count(), 1);
    }
}
