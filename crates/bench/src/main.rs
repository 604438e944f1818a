//! Times and weights of the built card in a real browser against the real sandbox: what a member
//! waits for, cold and warm, on fast, slow and dead networks. Figures, never a test.

mod chromium;
mod condition;
mod http;
mod lighthouse;
mod machine;
mod measure;
mod program;
mod report;
mod sandbox;
mod stats;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use serde_json::{Value, json};

use condition::{Condition, Visit};
use lighthouse::Lighthouse;
use machine::Machine;
use measure::Bench;
use report::{Line, Series};
use sandbox::Sandbox;

/// Measures the built card; `cargo xtask bench` builds it and says where everything is.
#[derive(Debug, Parser)]
#[command(name = "member-card-bench")]
struct Arguments {
    /// The folder of the built card
    #[arg(long)]
    dist: PathBuf,
    /// The sandbox's program
    #[arg(long)]
    sandbox: PathBuf,
    /// Chromium's driver
    #[arg(long, default_value = "chromedriver")]
    driver: PathBuf,
    /// The folder for the figures
    #[arg(long)]
    out: PathBuf,
    /// How often each condition is measured
    #[arg(long, default_value_t = 11, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Measures only conditions whose name has this in it
    #[arg(long)]
    only: Option<String>,
    /// The words that start Lighthouse; without them it is left out
    #[arg(long, num_args = 1..)]
    lighthouse: Vec<PathBuf>,
}

fn main() -> ExitCode {
    match work(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn work(arguments: &Arguments) -> Result<()> {
    let wanted = |one: &Condition| {
        arguments.only.as_ref().is_none_or(|part| one.to_string().contains(part.as_str()))
    };
    let mut all: Vec<Series> =
        Condition::all().into_iter().filter(wanted).map(Series::new).collect();
    ensure!(!all.is_empty(), "no condition is called so; one is cold/slow-4g/4x/home");
    let machine = Machine::look();
    println!("  {machine}");
    let sandbox = Sandbox::start(arguments.sandbox.clone(), arguments.dist.clone())?;
    let mut bench = Bench::start(sandbox, &arguments.driver)?;
    println!("  {}; {} conditions, {} rounds", bench.browser.version, all.len(), arguments.rounds);
    rounds(&mut bench, &mut all, arguments.rounds)?;
    let mut memory = Vec::new();
    for (persona, screen) in [("growing", ""), ("heavy", ""), ("heavy", "coupons")] {
        let name = format!("{persona}, {}", if screen.is_empty() { "home" } else { screen });
        memory.push((name, bench.memory(persona, &format!("#/{screen}"))?));
    }
    let chromium = bench.browser.version.clone();
    let Bench { sandbox, browser, .. } = bench;
    // Two browsers at once would measure each other.
    drop(browser);
    let lighthouse = lighthouse(&arguments.lighthouse, &sandbox);

    println!("\n{}", report::medians(&all));
    println!("{}", report::spreads(&all));
    println!("{}", report::memory(&memory));
    if let Some(lighthouse) = &lighthouse {
        println!("{}", report::lighthouse(lighthouse));
    }
    let lines = report::lines(&all, &memory, lighthouse.as_ref());
    println!("{}", report::lines_table(&lines));
    let end = Machine::look();
    let (loops, disturbed) = report::loops(&all);
    println!("{loops}\n  At the start: {machine}.\n  At the end: {end}.");
    if disturbed {
        println!("  The machine had other work, as the loops show: the times are rough.");
    }
    let figures = json!({
        "date": chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        "chromium": chromium,
        "build": machine::build(&arguments.dist)?,
        "machine": { "start": machine.json(), "end": end.json(), "disturbed": disturbed },
        "rounds": arguments.rounds,
        "conditions": all.iter().map(Series::json).collect::<Vec<_>>(),
        "wasm_memory_bytes": memory.into_iter().map(|(name, bytes)| (name, json!(bytes)))
            .collect::<serde_json::Map<_, _>>(),
        "lighthouse": lighthouse.as_ref().map(Lighthouse::json),
        "lines": lines.iter().map(Line::json).collect::<Vec<_>>(),
    });
    write(arguments, &figures)
}

/// All conditions once, then all of them again: what the machine does beside us meets them alike.
fn rounds(bench: &mut Bench, all: &mut [Series], rounds: u32) -> Result<()> {
    let start = std::time::Instant::now();
    for round in 1..=rounds {
        if all.iter().any(|series| series.condition.visit == Visit::Warm) {
            bench.renew()?;
        }
        let conditions: Vec<Condition> = all.iter().map(|series| series.condition).collect();
        let mut stopped = false;
        for place in condition::order(&conditions, round) {
            let Some(series) = all.get_mut(place) else { continue };
            if !series.condition.becomes_usable() && !stopped {
                bench.sandbox.stop();
                stopped = true;
            }
            series.samples.push(bench.sample(series.condition)?);
        }
        if stopped {
            bench.sandbox.start_again()?;
        }
        println!("  round {round} of {rounds}, {} s so far", start.elapsed().as_secs());
    }
    Ok(())
}

/// Lighthouse's own figures; what goes wrong with it is said and leaves the rest as it is.
fn lighthouse(words: &[PathBuf], sandbox: &Sandbox) -> Option<Lighthouse> {
    let (program, rest) = words.split_first()?;
    let measured = Lighthouse::measure(program, rest, sandbox);
    if let Err(error) = &measured {
        println!("  note: Lighthouse is left out: {error:#}");
    }
    measured.ok()
}

fn write(arguments: &Arguments, figures: &Value) -> Result<()> {
    std::fs::create_dir_all(&arguments.out)?;
    let name = chrono::Utc::now().format("%Y-%m-%dT%H-%M-%SZ.json").to_string();
    let path = arguments.out.join(name);
    std::fs::write(&path, serde_json::to_vec_pretty(figures)?)
        .with_context(|| format!("{} could not be written", path.display()))?;
    println!("  All samples: {}", path.display());
    Ok(())
}
