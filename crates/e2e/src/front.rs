//! A web server in front of the sandbox with the configuration that `cargo xtask build` wrote for
//! it: nginx or Caddy, on free ports of this machine.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::{place, process};

/// Which server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// nginx with ngx_brotli's static module.
    Nginx,
    /// Caddy.
    Caddy,
}

/// A running server.
#[derive(Debug)]
pub struct Front {
    /// The port without TLS.
    pub http: u16,
    /// The port that the card is served on: with TLS, if that was wanted.
    pub card: u16,
    /// What it is trusted by, where it has TLS.
    pub certificate: PathBuf,
    folder: TempDir,
    child: Child,
}

impl Front {
    /// Starts one over a build and a backend (`host:port`), `origins` being allowed to hold the tea
    /// brand's card. Without TLS the configuration is the same but for what TLS needs.
    ///
    /// # Errors
    /// When it is not here, or does not take the configuration.
    pub async fn start(
        server: Server,
        dist: &Path,
        backend: &str,
        origins: &str,
        tls: bool,
    ) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let (http, card) = (process::free_port()?, process::free_port()?);
        let certificate = folder.path().join("card.pem");
        if tls {
            certify(folder.path()).await?;
        }
        let name = match server {
            Server::Nginx => "nginx.conf",
            Server::Caddy => "Caddyfile",
        };
        let path = place::deploy()?.join(name);
        let text = std::fs::read_to_string(&path).with_context(|| {
            format!("there is no {}: `cargo xtask build` writes it", path.display())
        })?;
        let here = Here { folder: folder.path(), dist, backend, origins, http, card, tls };
        let command = match server {
            Server::Nginx => here.nginx(&text)?,
            Server::Caddy => here.caddy(&text)?,
        };
        let child = process::start_on(command, card).await?;
        Ok(Self { http, card, certificate, folder, child })
    }

    /// Ends it.
    ///
    /// # Errors
    /// When it does not end.
    pub async fn stop(mut self) -> Result<()> {
        self.child.kill().await?;
        Ok(self.folder.close()?)
    }
}

/// A certificate for this machine, and its key.
async fn certify(folder: &Path) -> Result<()> {
    let mut command = Command::new("openssl");
    command.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]);
    command.args(["-nodes", "-days", "2", "-subj", "/CN=localhost"]);
    command.args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]);
    command.arg("-keyout").arg(folder.join("card.key")).arg("-out").arg(folder.join("card.pem"));
    let output = command.output().await.context("a certificate needs openssl")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// What the configuration has for this machine in the place of the real names.
struct Here<'a> {
    folder: &'a Path,
    dist: &'a Path,
    backend: &'a str,
    origins: &'a str,
    http: u16,
    card: u16,
    tls: bool,
}

impl Here<'_> {
    fn nginx(&self, text: &str) -> Result<Command> {
        let Self { folder, dist, backend, origins, http, card, tls } = self;
        let root = folder.display();
        let mut changes = vec![
            ("listen 80;", format!("listen 127.0.0.1:{http};")),
            ("    listen [::]:80;\n", String::new()),
            ("    listen [::]:443 ssl http2;\n", String::new()),
            ("server_name card.example;", "server_name localhost;".to_owned()),
            ("https://card.example$", format!("https://localhost:{card}$")),
            ("/srv/member-card", dist.display().to_string()),
            ("127.0.0.1:8787", (*backend).to_owned()),
            ("/etc/nginx/member-card-brands*.conf", format!("{root}/brands*.conf")),
        ];
        if *tls {
            changes.push(("listen 443 ssl http2;", format!("listen 127.0.0.1:{card} ssl http2;")));
            changes.push(("/etc/ssl/card.example", format!("{root}/card")));
        } else {
            changes.push(("listen 443 ssl http2;", format!("listen 127.0.0.1:{card};")));
            for line in ["ssl_certificate ", "ssl_certificate_key ", "ssl_protocols "] {
                changes.push((line, format!("# {line}")));
            }
        }
        std::fs::write(folder.join("card.conf"), changed(text, &changes)?)?;
        std::fs::write(folder.join("brands.conf"), format!("tea \"{origins}\";\n"))?;
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {root}/{kind};\n"))
            .concat();
        let modules = Path::new("/etc/nginx/modules-enabled");
        let modules =
            if modules.is_dir() { "include /etc/nginx/modules-enabled/*.conf;\n" } else { "" };
        // Whoever runs the tests reads the files too: a root's folders are nobody else's.
        let user = if is_root() { "user root;\n" } else { "" };
        let main = format!(
            "{modules}{user}daemon off;\nmaster_process off;\npid {root}/pid;\n\
             error_log stderr warn;\nevents {{}}\n\
             http {{\naccess_log off;\nlog_not_found off;\n{temporary}include {root}/card.conf;\n}}\n"
        );
        let path = folder.join("nginx.conf");
        std::fs::write(&path, main)?;
        let mut command = Command::new(place::program("nginx"));
        command.args(["-e", "stderr", "-c"]).arg(path);
        Ok(command)
    }

    fn caddy(&self, text: &str) -> Result<Command> {
        let Self { folder, dist, backend, origins, http, card, tls } = self;
        let root = folder.display();
        let (scheme, certificate) = match tls {
            true => ("https://localhost", format!("\n\ttls {root}/card.pem {root}/card.key")),
            false => ("http://127.0.0.1", String::new()),
        };
        let bound = "\n\tbind 127.0.0.1";
        let changes = [
            ("http://card.example {", format!("http://localhost:{http} {{{bound}")),
            ("\nhttps://card.example {", format!("\n{scheme}:{card} {{{bound}{certificate}")),
            ("https://card.example{", format!("https://localhost:{card}{{")),
            ("/srv/member-card", dist.display().to_string()),
            ("127.0.0.1:8787", (*backend).to_owned()),
            ("\t\tdefault \"'none'\"", format!("\t\ttea \"{origins}\"\n\t\tdefault \"'none'\"")),
        ];
        let options = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n";
        let path = folder.join("Caddyfile");
        std::fs::write(&path, options.to_owned() + &changed(text, &changes)?)?;
        let mut command = Command::new(place::program("caddy"));
        command.args(["run", "--adapter", "caddyfile", "--config"]).arg(path);
        for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
            command.env(variable, folder);
        }
        command.stderr(std::process::Stdio::null());
        Ok(command)
    }
}

/// The text with every change made; one that finds nothing to change is an error, for then this
/// would not test what it says.
fn changed(text: &str, changes: &[(&str, String)]) -> Result<String> {
    let mut out = text.to_owned();
    for (from, to) in changes {
        ensure!(out.contains(from), "the configuration has no `{from}`");
        out = out.replace(from, to);
    }
    Ok(out)
}

fn is_root() -> bool {
    let id = std::process::Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
