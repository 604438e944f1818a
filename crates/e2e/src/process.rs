//! A program that runs beside a journey and ends with it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

/// How long a program may take to say that it is ready: the sandbox seeds its database first.
const START: Duration = Duration::from_secs(90);

/// Starts a program, waits for the line that holds `announces`, and returns what follows it there.
/// The program is killed when its handle is dropped.
///
/// # Errors
/// When it does not start, ends, or says nothing in time.
pub async fn start(mut command: Command, announces: &str) -> Result<(Child, String)> {
    let name = command.as_std().get_program().to_string_lossy().into_owned();
    command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::piped());
    let mut child =
        command.kill_on_drop(true).spawn().with_context(|| format!("`{name}` does not start"))?;
    let output = child.stdout.take().context("a program without an output")?;
    let mut lines = BufReader::new(output).lines();
    let said = timeout(START, async {
        while let Some(line) = lines.next_line().await? {
            if let Some((_, rest)) = line.split_once(announces) {
                return Ok(rest.trim().to_owned());
            }
        }
        bail!("`{name}` ended before it was ready")
    });
    let said = said.await.map_err(|_| anyhow!("`{name}` was not ready in time"))??;
    // Its pipe is read to the end: a full one would stop it.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok((child, said))
}

/// Starts a program that says nothing, and waits until it listens on a port of this machine.
///
/// # Errors
/// When it does not start, or does not listen in time.
pub async fn start_on(mut command: Command, port: u16) -> Result<Child> {
    let name = command.as_std().get_program().to_string_lossy().into_owned();
    command.stdin(std::process::Stdio::null());
    let child =
        command.kill_on_drop(true).spawn().with_context(|| format!("`{name}` does not start"))?;
    let end = Instant::now() + START;
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if Instant::now() > end {
            bail!("`{name}` does not listen on {port}");
        }
        sleep(Duration::from_millis(50)).await;
    }
    Ok(child)
}

/// A port of this machine on which nobody listens.
///
/// # Errors
/// When there is none.
pub fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
