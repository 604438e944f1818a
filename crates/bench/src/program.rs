//! A program that runs beside the benchmark and ends with it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// A running program; dropped, it is ended.
#[derive(Debug)]
pub struct Program(Child);

impl Program {
    /// Starts a program, waits for the line that holds `announces`, and returns what follows it
    /// there.
    ///
    /// # Errors
    /// When it does not start, or ends before it said so.
    pub fn start(mut command: Command, announces: &str) -> Result<(Self, String)> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let child = command.spawn().with_context(|| format!("`{name}` does not start"))?;
        let mut program = Self(child);
        let output = program.0.stdout.take().context("a program without an output")?;
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next().transpose()? {
            if let Some((_, rest)) = line.split_once(announces) {
                // Its pipe is read to the end: a full one would stop it.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok((program, rest.trim().to_owned()));
            }
        }
        bail!("`{name}` ended before it was ready")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Both fail only if it has already ended, which is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
