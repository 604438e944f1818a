//! The types of the scripts that run beside the module, from the comments in them.

use anyhow::Result;

use super::count::Count;
use crate::process;
use crate::project::Project;
use crate::tools;

/// Each script with what it runs in, and the JavaScript that it may use.
const SCRIPTS: [(&str, &str, &str); 9] = [
    ("boot.js", "dom,dom.iterable", "es2018"),
    ("late.js", "dom,dom.iterable", "es2020"),
    ("upkeep.js", "dom,dom.iterable", "es2020"),
    ("around.js", "dom,dom.iterable", "es2018"),
    ("inline.js", "dom,dom.iterable", "es2020"),
    ("frame.js", "dom,dom.iterable", "es2018"),
    ("embed.js", "dom,dom.iterable", "es2022"),
    ("sw.js", "webworker", "es2020"),
    ("sw-off.js", "webworker", "es2020"),
];

/// Checks each by itself: they share no names. Skipped without Node.
///
/// # Errors
/// When TypeScript cannot be installed, or finds something.
pub fn check(project: &Project, count: &mut Count) -> Result<()> {
    let Some(tsc) = tools::typescript(project)? else {
        count.skipped += SCRIPTS.len();
        return Ok(());
    };
    for (script, library, language) in SCRIPTS {
        let mut command = tsc.command();
        command.args(["--noEmit", "--allowJs", "--checkJs", "--strict", "--target", language]);
        command.args(["--module", "es2020"]);
        // `Array.includes` and its like of 2020 are there wherever the worker is.
        command.arg("--lib").arg(format!("{language},{library}"));
        command.arg(project.root.join("public").join(script));
        process::run(&mut command)?;
        count.passed += 1;
    }
    Ok(())
}
