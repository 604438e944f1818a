//! `cargo xtask test`: every check of the project, in order, counted.

pub mod browser;
mod count;
mod engines;
mod mini_program;
mod package;
mod scripts;
mod servers;
mod step;

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;

use crate::project::Project;
use crate::report::{Steps, table, took};
use crate::tools::{self, Tools, WASM};
use crate::{build, lint, process, serve};
use count::Count;
use engines::Engines;
use servers::Servers;
use step::Step;

/// What to run.
#[derive(Debug, clap::Args)]
pub struct Choice {
    /// Runs one step alone
    #[arg(long, value_name = "STEP", conflicts_with = "fast")]
    only: Option<Step>,
    /// Leaves out the steps that need a browser
    #[arg(long)]
    fast: bool,
}

/// What became of a step.
#[derive(Debug)]
struct Outcome {
    step: Step,
    count: Count,
    time: Duration,
}

/// Runs the chosen steps up to the first that fails; true when all passed.
///
/// The last line on standard output is `N passed, N failed`.
///
/// # Errors
/// When the tools or the browser cannot be had.
pub fn test(project: &Project, choice: &Choice) -> Result<bool> {
    let all = Step::value_variants().iter().copied();
    let chosen: Vec<Step> = match choice.only {
        Some(step) => vec![step],
        None => all.filter(|step| !(choice.fast && step.needs_browser())).collect(),
    };
    if choice.fast {
        println!(
            "--fast: no browser. The browser and end-to-end tests are LEFT OUT; this is no full test."
        );
    }
    let mut steps = Steps::of(chosen.len() + 1);
    let setup = steps.step("set-up", tools::USUALLY, || Setup::new(project, &chosen))?;
    let mut outcomes = Vec::new();
    for step in &chosen {
        let start = Instant::now();
        let mut count = Count::default();
        let result = steps.step(step.name(), step.usually(), || {
            setup.run(*step, &mut count)?;
            count.into_result()
        });
        if let Err(error) = &result {
            println!("{error:#}");
            // A step that broke off without a failed test has still failed.
            count.failed = count.failed.max(1);
        }
        outcomes.push(Outcome { step: *step, count, time: start.elapsed() });
        if result.is_err() {
            break;
        }
    }
    let total = summary(&chosen, &outcomes, steps.elapsed());
    println!("{total}");
    Ok(total.failed == 0)
}

/// Prints the table and returns the totals.
fn summary(chosen: &[Step], outcomes: &[Outcome], time: Duration) -> Count {
    let mut total = Count::default();
    let mut rows = vec![["", "passed", "failed", "skipped", "time"].map(str::to_owned).to_vec()];
    for step in Step::value_variants() {
        let row = match outcomes.iter().find(|outcome| outcome.step == *step) {
            Some(Outcome { count, time, .. }) => {
                total.add(*count);
                let Count { passed, failed, skipped } = count;
                [
                    step.name().to_owned(),
                    passed.to_string(),
                    failed.to_string(),
                    skipped.to_string(),
                    took(*time),
                ]
            }
            None => {
                let why = if chosen.contains(step) { "not reached" } else { "left out" };
                [step.name(), "-", "-", "-", why].map(str::to_owned)
            }
        };
        rows.push(row.to_vec());
    }
    println!("\n{}\nAll together: {}", table(&rows), took(time));
    total
}

/// What the steps need from outside.
struct Setup<'a> {
    project: &'a Project,
    tools: Option<Tools>,
    driver: Option<PathBuf>,
    engines: Option<Engines>,
    servers: Option<Servers>,
}

impl<'a> Setup<'a> {
    fn new(project: &'a Project, chosen: &[Step]) -> Result<Self> {
        let tools = chosen.iter().any(|step| step.needs_tools());
        let tools = tools.then(|| Tools::ensure(project)).transpose()?;
        if chosen.contains(&Step::ClippyWasm) {
            tools::ensure_target(project)?;
        }
        let driver = chosen.iter().any(|step| step.needs_browser());
        let driver = driver.then(browser::ensure).transpose()?;
        let engines = chosen.contains(&Step::EndToEnd);
        let engines = engines.then(|| Engines::ensure(project)).transpose()?;
        let servers = chosen.contains(&Step::Serving);
        let servers = servers.then(|| Servers::ensure(project)).transpose()?;
        Ok(Self { project, tools, driver, engines, servers })
    }

    fn run(&self, step: Step, count: &mut Count) -> Result<()> {
        match step {
            Step::Format => self.check(count, &["fmt", "--all", "--check"]),
            Step::Clippy => self.check(
                count,
                &[
                    "clippy",
                    "--workspace",
                    "--all-targets",
                    "--all-features",
                    "--",
                    "-D",
                    "warnings",
                ],
            ),
            Step::ClippyWasm => {
                let packages = ["-p", "member-card", "-p", "member-card-contract"];
                // Not `--all-targets`: the native tests bring tools that do not build for a browser.
                let targets = ["--target", WASM, "--lib", "--bins", "--test", "browser"];
                let rest = ["--", "-D", "warnings"];
                self.check(count, &[&["clippy"], packages.as_slice(), &targets, &rest].concat())
            }
            Step::Scripts => {
                scripts::check(self.project, count)?;
                package::check(self.project, count)
            }
            Step::Native => self.tests(
                count,
                self.cargo(&[
                    "test",
                    "--no-fail-fast",
                    "--workspace",
                    "--exclude",
                    "member-card-e2e",
                    "--all-features",
                ]),
            ),
            Step::MiniProgram => self.mini_program(count),
            Step::Browser => {
                let mut cargo = self.cargo(&[
                    "test",
                    "-p",
                    "member-card",
                    "--target",
                    WASM,
                    "--test",
                    "browser",
                ]);
                cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &self.tools()?.test_runner);
                // Seconds: the defaults of 20 and 5 are short for a machine that is busy.
                cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
                cargo.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
                self.tests(count, cargo)
            }
            Step::Build => {
                build::build(self.project, self.tools()?)?.hold()?;
                count.passed += 1;
                Ok(())
            }
            Step::EndToEnd => self.end_to_end(count),
            Step::Serving => self.serving(count),
            Step::Repository => {
                let (passed, failed) = lint::check(&self.project.root)?;
                count.add(Count { passed, failed, skipped: 0 });
                Ok(())
            }
        }
    }

    fn mini_program(&self, count: &mut Count) -> Result<()> {
        let program = self.project.sandbox_program("server");
        let Some(command) = mini_program::command(self.project, &program)? else {
            count.skipped += mini_program::files(self.project)?.len();
            return Ok(());
        };
        serve::sandbox_program(self.project, "server")?;
        self.tests(count, command)
    }

    fn end_to_end(&self, count: &mut Count) -> Result<()> {
        // Each journey has a browser of its own, which is worth about two processors.
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if processors > 3 { "2" } else { "1" };
        let mut cargo = self.finished_card(&["--no-fail-fast", "--lib", "--test", "journeys"])?;
        cargo.args(["--", "--test-threads", threads]);
        if let Some(engines) = &self.engines {
            engines.tell(&mut cargo);
        }
        self.tests(count, cargo)
    }

    fn serving(&self, count: &mut Count) -> Result<()> {
        let mut cargo = self.finished_card(&["--no-fail-fast", "--test", "serving"])?;
        // What the graders say is to be read.
        cargo.args(["--", "--test-threads", "1", "--nocapture"]);
        if let Some(servers) = &self.servers {
            servers.tell(&mut cargo);
        }
        self.tests(count, cargo)
    }

    /// The command for tests of the finished card on the sandbox, both built.
    fn finished_card(&self, which: &[&str]) -> Result<Command> {
        // Its weight is the matter of a step of its own.
        let _ = build::build(self.project, self.tools()?)?;
        serve::sandbox_program(self.project, "server")?;
        let mut cargo = self.cargo(&[&["test", "-p", "member-card-e2e"], which].concat());
        cargo.env("MEMBER_CARD_DIST", self.project.dist());
        cargo.env("MEMBER_CARD_DEPLOY", self.project.deploy());
        cargo.env("MEMBER_CARD_SANDBOX", self.project.sandbox_program("server"));
        Ok(cargo)
    }

    fn tools(&self) -> Result<&Tools> {
        self.tools.as_ref().context("the tools were not prepared")
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = process::cargo(&self.project.root);
        cargo.args(arguments);
        if let Some(driver) = &self.driver {
            cargo.env("CHROMEDRIVER", driver);
        }
        cargo
    }

    /// A command that is one check as a whole.
    fn check(&self, count: &mut Count, arguments: &[&str]) -> Result<()> {
        process::run(&mut self.cargo(arguments))?;
        count.passed += 1;
        Ok(())
    }

    /// A command whose output names tests: shown as it comes, and counted.
    fn tests(&self, count: &mut Count, mut command: Command) -> Result<()> {
        let line = process::describe(&command);
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().context("there is no output")?;
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            println!("{line}");
            count.read(&line);
        }
        process::succeeded(child.wait()?, &line)?;
        // A run that found nothing to run must not look like one that passed.
        if *count == Count::default() {
            bail!("`{line}` ran no test at all");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_adds_up_what_ran() {
        let count = |passed, failed, skipped| Count { passed, failed, skipped };
        let time = Duration::from_secs(1);
        let outcomes = [
            Outcome { step: Step::Format, count: count(1, 0, 0), time },
            Outcome { step: Step::Native, count: count(40, 2, 1), time },
        ];
        let total = summary(&[Step::Format, Step::Native, Step::Browser], &outcomes, time);
        assert_eq!(total, count(41, 2, 1));
    }
}
