//! A program that runs beside a journey and ends with it.

use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// How long a program may take to say that it is ready: the sandbox seeds its database first.
const START: Duration = Duration::from_secs(90);

/// Starts a program, waits for the line that starts with `announces`, and returns what follows it.
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
            if let Some(rest) = line.strip_prefix(announces) {
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
