//! The reference backend with fresh data, and the links by which members open their card.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};
use tempfile::TempDir;

use crate::http;
use crate::program::Program;

/// A sandbox that runs, or could.
#[derive(Debug)]
pub struct Sandbox {
    program: PathBuf,
    dist: PathBuf,
    data: TempDir,
    running: Option<Program>,
    authority: String,
}

impl Sandbox {
    /// Starts one on a free port, with the build of a folder.
    ///
    /// # Errors
    /// When the program is not there or does not start.
    pub fn start(program: PathBuf, dist: PathBuf) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let mut sandbox = Self { program, dist, data, running: None, authority: String::new() };
        sandbox.run("0")?;
        Ok(sandbox)
    }

    fn run(&mut self, port: &str) -> Result<()> {
        let mut command = Command::new(&self.program);
        command.args(["--port", port, "--data"]).arg(self.data.path());
        command.arg("--dist").arg(&self.dist);
        let (program, address) = Program::start(command, "Card: http://")?;
        self.running = Some(program);
        self.authority = address.trim_end_matches('/').to_owned();
        Ok(())
    }

    /// Ends the program: nobody answers any more.
    pub fn stop(&mut self) {
        self.running = None;
    }

    /// Starts the program again on the same port with the same data.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&mut self) -> Result<()> {
        let port = self.port()?.to_owned();
        self.run(&port)
    }

    /// Where it serves the card.
    pub fn origin(&self) -> String {
        format!("http://{}", self.authority)
    }

    /// The same under a name of its own, to a browser another site: it has nothing stored there, in
    /// no cache, and no connection.
    ///
    /// # Errors
    /// When it never started.
    pub fn origin_called(&self, name: &str) -> Result<String> {
        Ok(format!("http://{name}.localhost:{}", self.port()?))
    }

    /// What a persona's one-time link says after the origin: `/#t=…`.
    ///
    /// # Errors
    /// When there is no such persona.
    pub fn entry(&self, persona: &str) -> Result<String> {
        http::location(&self.authority, &format!("/sandbox/as/{persona}?brand=tea"))
    }

    fn port(&self) -> Result<&str> {
        self.authority.rsplit(':').next().context("no port")
    }
}
