//! `cargo xtask bench`: builds the card and the sandbox, and has `crates/bench` measure them.

use std::path::PathBuf;

use anyhow::Result;

use crate::project::Project;
use crate::report::Steps;
use crate::test::browser;
use crate::tools::{self, NodeTool, Tools};
use crate::{build, process, serve};

/// How long measuring takes.
const MEASURE: &str = "15 to 20 min; `--rounds 3 --no-lighthouse` takes 5";

/// What to measure.
#[derive(Debug, clap::Args)]
pub struct Choice {
    /// How often each condition is measured
    #[arg(long, default_value_t = 11, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Measures only conditions whose name has this in it, such as `warm/dead` or `4x/home`
    #[arg(long, value_name = "PART")]
    only: Option<String>,
    /// Leaves Lighthouse out
    #[arg(long)]
    no_lighthouse: bool,
    /// Measures a build that is there instead of that of the sources
    #[arg(long, value_name = "FOLDER")]
    dist: Option<PathBuf>,
}

/// Measures the finished card. A line that is missed is said and is no failure.
///
/// # Errors
/// When something cannot be built, or there is no browser to measure with.
pub fn bench(project: &Project, choice: &Choice) -> Result<()> {
    let mut steps = Steps::of(if choice.dist.is_some() { 3 } else { 5 });
    let dist = match &choice.dist {
        Some(dist) => std::path::absolute(dist)?,
        None => {
            let tools = steps.step("Tools", tools::USUALLY, || Tools::ensure(project))?;
            let weight = steps.step("Card", build::USUALLY, || build::build(project, &tools))?;
            if let Err(error) = weight.hold() {
                println!("  note: {error}; `cargo xtask build` and `test` refuse that");
            }
            project.dist()
        }
    };
    let usually = "1 to 3 min, a second when nothing changed";
    steps.step("Sandbox and benchmark", usually, || {
        serve::sandbox_program(project, "server")?;
        let mut cargo = process::cargo(&project.root);
        process::run(cargo.args(["build", "--package", "member-card-bench"]))
    })?;
    let (driver, lighthouse) = steps.step("Browser", "a second, 1 min the first time", || {
        Ok((browser::ensure()?, if choice.no_lighthouse { None } else { lighthouse(project)? }))
    })?;
    steps.step("Measure", MEASURE, || {
        // By cargo, so that its own target folder and its own environment hold here too.
        let mut command = process::cargo(&project.root);
        command.args(["run", "--quiet", "--package", "member-card-bench", "--"]);
        command.arg("--dist").arg(dist);
        command.arg("--sandbox").arg(project.sandbox_program("server"));
        command.arg("--driver").arg(driver);
        command.arg("--out").arg(project.target.join("bench"));
        command.args(["--rounds", &choice.rounds.to_string()]);
        if let Some(part) = &choice.only {
            command.arg("--only").arg(part);
        }
        if let Some(tool) = &lighthouse {
            let start = tool.command();
            command.arg("--lighthouse").arg(start.get_program()).args(start.get_args());
        }
        process::run(&mut command)
    })
}

/// Lighthouse, where there is a Node to run it; the rest is measured without it too.
fn lighthouse(project: &Project) -> Result<Option<NodeTool>> {
    if process::find("node").is_none() || process::find("npm").is_none() {
        println!("  note: Node with npm is missing (https://nodejs.org): Lighthouse is left out");
        return Ok(None);
    }
    match tools::lighthouse(project) {
        Ok(tool) => Ok(tool),
        Err(error) => {
            println!("  note: {error:#}: Lighthouse is left out");
            Ok(None)
        }
    }
}
