//! Where the card is served, and how people get there.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::project::Project;

/// Where the card is served.
#[derive(Debug, clap::Args)]
pub struct Address {
    /// The port of the card
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The address to listen on; without a value all of them, so that a phone can open the card
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_value = "127.0.0.1", default_missing_value = "0.0.0.0")]
    host: IpAddr,
    /// Does not open a browser
    #[arg(long)]
    no_open: bool,
}

impl Address {
    /// Fails early, and in plain words, when another program has the port.
    ///
    /// # Errors
    /// When the port cannot be had.
    pub fn check(&self) -> Result<()> {
        // The wildcard and the loopback can be bound side by side on some systems; a program that
        // answers on the loopback has the port in either case.
        let local = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let answered = TcpStream::connect_timeout(&local, Duration::from_millis(300)).is_ok();
        if answered || TcpListener::bind((self.host, self.port)).is_err() {
            bail!(
                "port {} is taken by another program; stop it, or choose another one with `--port {}`",
                self.port,
                self.port.wrapping_add(1).max(1024)
            );
        }
        Ok(())
    }

    fn local(&self) -> IpAddr {
        if self.host.is_unspecified() { Ipv4Addr::LOCALHOST.into() } else { self.host }
    }

    /// Where this machine reaches the card.
    pub fn to_local(&self) -> SocketAddr {
        SocketAddr::new(self.local(), self.port)
    }

    /// The full address of a path, as a browser on this machine opens it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.to_local())
    }

    /// Says where the card is, and shows it.
    pub fn announce(&self) {
        println!("Card: {}", self.url("/"));
        println!("Sandbox: {}", self.url("/sandbox"));
        if self.host.is_unspecified()
            && let Some(address) = outward()
        {
            println!("On this network: http://{}/", SocketAddr::new(address, self.port));
        }
        if !self.no_open && !open(&self.url("/")) {
            println!("No browser could be opened from here; open the address yourself.");
        }
        println!("Stop with Ctrl-C.");
    }

    /// The sandbox's program and its arguments.
    pub fn sandbox(&self, project: &Project, profile: &str, dist: &Path) -> Command {
        let mut command = Command::new(project.sandbox_program(profile));
        command.args(["--port", &self.port.to_string(), "--host", &self.host.to_string()]);
        command.arg("--dist").arg(dist).arg("--data").arg(project.root.join(".sandbox"));
        // It says where it is as well; once is enough. What goes wrong it says on the error output.
        command.current_dir(&project.root).stdin(Stdio::null()).stdout(Stdio::null());
        command
    }
}

/// The address under which this machine's network knows it; asking for a route sends nothing.
fn outward() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address for documentation (RFC 5737), which is routed like any other.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Opens the system's browser; false where there is none.
fn open(url: &str) -> bool {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        let screen =
            ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
        if !screen {
            return false;
        }
        Command::new("xdg-open")
    };
    let quiet = command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(host: &str, port: u16) -> Address {
        Address { port, host: host.parse().unwrap(), no_open: true }
    }

    #[test]
    fn the_address_of_the_card_is_the_one_that_is_promised() {
        assert_eq!(address("127.0.0.1", 8787).url("/"), "http://127.0.0.1:8787/");
        assert_eq!(address("0.0.0.0", 9000).url("/sandbox"), "http://127.0.0.1:9000/sandbox");
        assert_eq!(address("::1", 9000).url("/"), "http://[::1]:9000/");
    }

    #[test]
    fn a_taken_port_is_said_plainly_and_names_the_option() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = address("127.0.0.1", port).check().unwrap_err().to_string();
        assert!(
            error.contains(&format!("port {port} is taken")) && error.contains("--port"),
            "{error}"
        );
        drop(taken);
    }

    #[test]
    fn a_free_port_is_fine() {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        assert!(address("127.0.0.1", port).check().is_ok());
    }
}
