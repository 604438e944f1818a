//! The task runner: `cargo xtask run | dev | test | build`.

mod bench;
mod build;
mod lint;
mod process;
mod project;
mod report;
mod serve;
mod test;
mod tools;
mod watch;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use project::Project;
use report::Steps;
use tools::Tools;

/// Everything that this project can do, on Linux, macOS and Windows.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Opens the finished card on the sandbox
    Run(serve::Address),
    /// Opens the card on the sandbox and follows the sources
    Dev(serve::Address),
    /// Runs every check and every test, and counts them
    Test(test::Choice),
    /// Writes the finished card to dist/, compressed and within its byte budget
    Build,
    /// Measures the finished card in Chromium: times, bytes and memory
    Bench(bench::Choice),
    /// Installs the tools that the other tasks need, and nothing else
    Tools,
}

fn main() -> ExitCode {
    match work(Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn work(task: Task) -> Result<ExitCode> {
    let project = Project::open()?;
    match task {
        Task::Run(address) => serve::run(&project, &address)?,
        Task::Dev(address) => serve::dev(&project, &address)?,
        Task::Test(choice) => {
            if !test::test(&project, &choice)? {
                return Ok(ExitCode::FAILURE);
            }
        }
        Task::Build => {
            let mut steps = Steps::of(2);
            let tools = steps.step("Tools", tools::USUALLY, || Tools::ensure(&project))?;
            steps.step("Card", build::USUALLY, || build::build(&project, &tools)?.hold())?;
        }
        Task::Bench(choice) => bench::bench(&project, &choice)?,
        Task::Tools => {
            Steps::of(1).step("Tools", tools::USUALLY, || Tools::ensure(&project))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
