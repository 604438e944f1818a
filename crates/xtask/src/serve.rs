//! `cargo xtask run` and `cargo xtask dev`: the card on the sandbox, until Ctrl-C.

mod address;

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::process::{self, Running};
use crate::project::Project;
use crate::report::{Steps, took};
use crate::tools::{self, Tools};
use crate::{build, watch};
pub use address::Address;

/// How long building the sandbox takes.
const SANDBOX: &str = "1 to 3 min, a second when nothing changed";

/// How long the sandbox may take until it answers; a fresh one seeds itself first.
const START: Duration = Duration::from_secs(60);

/// Builds everything, starts the card, and keeps it running until the user stops it.
///
/// # Errors
/// When the port is taken, a step fails, or the sandbox ends by itself.
pub fn run(project: &Project, address: &Address) -> Result<()> {
    address.check()?;
    until_stopped(|stop| {
        let mut steps = Steps::of(4);
        let tools = steps.step("Tools", tools::USUALLY, || Tools::ensure(project))?;
        let weight = steps.step("Card", build::USUALLY, || build::build(project, &tools))?;
        if let Err(error) = weight.hold() {
            println!("  note: {error}; `cargo xtask build` and `test` refuse that");
        }
        steps.step("Sandbox", SANDBOX, || sandbox_program(project, "server"))?;
        let sandbox = address.sandbox(project, "server", &project.dist());
        let sandbox = steps.step("Start", "1 s", || start(sandbox, address, stop))?;
        println!("Ready after {}.", took(steps.elapsed()));
        address.announce();
        stay(&mut [("the sandbox", sandbox)], stop)
    })
}

/// Like [`run`], but with a debug build that follows the sources.
///
/// # Errors
/// As [`run`].
pub fn dev(project: &Project, address: &Address) -> Result<()> {
    address.check()?;
    until_stopped(|stop| {
        let mut steps = Steps::of(4);
        let tools = steps.step("Tools", tools::USUALLY, || Tools::ensure(project))?;
        steps.step("Sandbox", SANDBOX, || sandbox_program(project, "debug"))?;
        let dist = project.target.join("xtask").join("dev");
        let watch = steps.step("Card, unoptimised", "1 to 3 min, then 10 s", || {
            watch::start(project, &tools, &dist, stop)
        })?;
        let sandbox = address.sandbox(project, "debug", &dist);
        let sandbox = steps.step("Start", "1 s", || start(sandbox, address, stop))?;
        address.announce();
        println!("The card is rebuilt when a source changes; reload the page after that.");
        stay(&mut [("the sandbox", sandbox), ("trunk", watch)], stop)
    })
}

/// Runs `work`; being stopped in the middle of it is no failure.
fn until_stopped(work: impl FnOnce(&AtomicBool) -> Result<()>) -> Result<()> {
    let stop = stop_signal()?;
    let result = work(&stop);
    if is_stopped(&stop) {
        println!("Stopped.");
        return Ok(());
    }
    result
}

/// Whether the user stopped us. Ctrl-C reaches our children as well, and they may end before our
/// own handler ran, so an ending is looked at a moment later.
fn is_stopped(stop: &AtomicBool) -> bool {
    if !stop.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(100));
    }
    stop.load(Ordering::Relaxed)
}

/// Keeps programs running until the user stops them, or one ends.
fn stay(programs: &mut [(&str, Running)], stop: &AtomicBool) -> Result<()> {
    while !stop.load(Ordering::Relaxed) {
        for (name, program) in &mut *programs {
            if let Some(status) = program.ended()? {
                bail!("{name} ended by itself ({status})");
            }
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// Builds the sandbox into `target/{profile}`.
///
/// # Errors
/// When it does not compile.
pub fn sandbox_program(project: &Project, profile: &str) -> Result<()> {
    let mut cargo = process::cargo(&project.root);
    cargo.args(["build", "--package", "member-card-sandbox"]);
    if profile != "debug" {
        cargo.args(["--profile", profile]);
    }
    process::run(&mut cargo)
}

/// True once the user or the system asks us to stop.
fn stop_signal() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        // While a compiler runs there is no loop that looks at the flag: a second press ends at once.
        if set.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })?;
    Ok(stop)
}

/// Starts the sandbox and waits until it answers.
fn start(mut command: Command, address: &Address, stop: &AtomicBool) -> Result<Running> {
    let begun = Instant::now();
    let mut sandbox = Running::start(&mut command)?;
    let to = address.to_local();
    while !answers(to) {
        if let Some(status) = sandbox.ended()? {
            bail!("the sandbox ended before it answered ({status})");
        }
        if stop.load(Ordering::Relaxed) {
            bail!("stopped");
        }
        if begun.elapsed() > START {
            bail!("the sandbox did not answer on {} within {}", address.url("/"), took(START));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(sandbox)
}

/// Whether an HTTP server sends the page.
fn answers(to: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&to, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let request = format!("GET / HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut head = [0; 12];
        stream.read_exact(&mut head)?;
        Ok(head.starts_with(b"HTTP/1.") && head.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader};
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn only_a_page_counts_as_an_answer() {
        for (status, expected) in [("200 OK", true), ("503 Service Unavailable", false)] {
            let server = TcpListener::bind("127.0.0.1:0").unwrap();
            let to = server.local_addr().unwrap();
            let reply = std::thread::spawn(move || {
                let (mut stream, _) = server.accept().unwrap();
                let request = BufReader::new(stream.try_clone().unwrap()).lines();
                request
                    .take_while(|line| line.as_ref().is_ok_and(|line| !line.is_empty()))
                    .for_each(drop);
                // In one piece: the other side hangs up once it has read the status.
                stream.write_all(format!("HTTP/1.1 {status}\r\n\r\n").as_bytes()).unwrap();
            });
            assert_eq!(answers(to), expected, "{status}");
            reply.join().unwrap();
        }
    }
}
