//! The engines: how each one's driver is started, and what it is asked for.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use tokio::process::{Child, Command};

use crate::{place, process};

/// CSS pixels of the window.
pub const PHONE: (u32, u32) = (390, 844);

/// What draws and runs a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, a phone as far as it can be one.
    Chromium,
    /// WebKitGTK's own small browser, which every version of WebKit for Linux brings.
    WebKit,
    /// Firefox with switches of `about:config`.
    Firefox(&'static [(&'static str, bool)]),
}

/// A driver that listens.
pub struct Started {
    pub driver: Child,
    pub screen: Option<Child>,
    pub authority: String,
}

impl Engine {
    /// Starts the driver, with its scratch in a folder.
    pub async fn start(self, scratch: &Path) -> Result<Started> {
        match self {
            Self::Chromium => chromium().await,
            Self::WebKit => webkit(scratch).await,
            Self::Firefox(_) => firefox(scratch).await,
        }
    }

    /// What a session is asked for, its profile in a folder.
    pub fn capabilities(self, profile: &Path) -> Result<Value> {
        let (width, height) = PHONE;
        Ok(match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": {
                    "args": [
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                        "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                        format!("--user-data-dir={}", profile.display()),
                    ],
                    "mobileEmulation": {
                        "deviceMetrics": {
                            "width": width, "height": height, "pixelRatio": 2, "touch": true,
                        },
                    },
                },
            }),
            Self::WebKit => json!({
                "webkitgtk:browserOptions": {
                    "binary": place::mini_browser()?,
                    "args": ["--automation"],
                },
            }),
            Self::Firefox(switches) => {
                let switches = switches.iter().map(|(name, on)| ((*name).to_owned(), json!(on)));
                json!({
                    "browserName": "firefox",
                    "moz:firefoxOptions": {
                        "args": ["-headless"],
                        "prefs": switches.collect::<serde_json::Map<_, _>>(),
                    },
                })
            }
        })
    }
}

async fn chromium() -> Result<Started> {
    let mut command = Command::new(place::driver());
    command.arg("--port=0");
    let ready = "ChromeDriver was started successfully on port ";
    let (driver, port) = process::start(command, ready).await.context(
        "the journeys need chromedriver: `cargo xtask test` installs it or says how to, or set CHROMEDRIVER",
    )?;
    let authority = format!("127.0.0.1:{}", port.trim_end_matches('.'));
    Ok(Started { driver, screen: None, authority })
}

async fn firefox(scratch: &Path) -> Result<Started> {
    let mut command = Command::new(place::geckodriver());
    command.args(["--port", "0", "--profile-root"]).arg(scratch);
    let (driver, authority) = process::start(command, "Listening on ").await.context(
        "this journey needs Firefox and geckodriver: `cargo xtask test` installs them or says how to, or set GECKODRIVER",
    )?;
    Ok(Started { driver, screen: None, authority })
}

async fn webkit(scratch: &Path) -> Result<Started> {
    let needs = "this journey needs WebKit, its driver and Xvfb: `cargo xtask test` installs them or says how to";
    let mut command = Command::new("Xvfb");
    // It looks for a free display itself and says which it took.
    command.args(["-displayfd", "1", "-screen", "0", "1400x1400x24", "-nolisten", "tcp"]);
    command.stderr(std::process::Stdio::null());
    let (screen, display) = process::start(command, "").await.context(needs)?;
    let port = process::free_port()?;
    let mut command = Command::new(place::webkit_driver());
    command.arg(format!("--port={port}"));
    command.env("DISPLAY", format!(":{display}")).env_remove("WAYLAND_DISPLAY");
    command.env("LIBGL_ALWAYS_SOFTWARE", "1");
    // Its sandbox needs rights that a container rarely has; the only page here is our own.
    command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    for folder in ["XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"] {
        command.env(folder, scratch);
    }
    // It complains about every service of a desktop that is not there.
    command.stderr(std::process::Stdio::null());
    let driver = process::start_on(command, port).await.context(needs)?;
    Ok(Started { driver, screen: Some(screen), authority: format!("127.0.0.1:{port}") })
}
