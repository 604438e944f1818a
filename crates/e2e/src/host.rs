//! A brand's own page on an origin of its own: a small server with pages and headers that a test
//! chooses, and the one thing that a brand's server does for the card: it vouches for its member.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::{Sandbox, http};

/// Where a page asks for a session: `/card-session?brand=tea&persona=growing`.
const SESSION: &str = "/card-session";

/// A file as it is served.
#[derive(Clone, Debug)]
struct File {
    kind: &'static str,
    headers: String,
    body: String,
}

#[derive(Debug, Default)]
struct Served {
    files: BTreeMap<String, File>,
    asked: Vec<String>,
}

/// The server; it ends with this.
#[derive(Debug)]
pub struct Host {
    port: u16,
    served: Arc<Mutex<Served>>,
    task: JoinHandle<()>,
}

impl Host {
    /// Starts one that vouches at this backend.
    ///
    /// # Errors
    /// When there is no port.
    pub async fn start(sandbox: &Sandbox) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let served = Arc::<Mutex<Served>>::default();
        let backend = sandbox.origin().trim_start_matches("http://").to_owned();
        let task = tokio::spawn({
            let served = Arc::clone(&served);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let (served, backend) = (Arc::clone(&served), backend.clone());
                    // A browser that goes away is no failure.
                    tokio::spawn(async move { answer(stream, &served, &backend).await.ok() });
                }
            }
        });
        Ok(Self { port, served, task })
    }

    /// Serves a page, with headers such as `content-security-policy: default-src 'none'`, a line
    /// each.
    pub fn page(&self, path: &str, headers: &str, body: impl Into<String>) {
        self.put(path, "text/html; charset=utf-8", headers, body.into());
    }

    /// Serves a script.
    pub fn script(&self, path: &str, body: impl Into<String>) {
        self.put(path, "text/javascript; charset=utf-8", "", body.into());
    }

    /// Serves a style sheet.
    pub fn style(&self, path: &str, body: impl Into<String>) {
        self.put(path, "text/css; charset=utf-8", "", body.into());
    }

    /// Serves something at a path no longer.
    pub fn forget(&self, path: &str) {
        self.with(|served| served.files.remove(path));
    }

    fn put(&self, path: &str, kind: &'static str, headers: &str, body: String) {
        let headers = headers.lines().map(|line| format!("{}\r\n", line.trim())).collect();
        self.with(|served| served.files.insert(path.to_owned(), File { kind, headers, body }));
    }

    /// Its origin by number, `http://127.0.0.1:1234`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The same server by another name, which is another origin.
    #[must_use]
    pub fn look_alike(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// How often its pages asked it to vouch for a member.
    #[must_use]
    pub fn sessions(&self) -> usize {
        self.with(|served| served.asked.iter().filter(|path| path.starts_with(SESSION)).count())
    }

    fn with<T>(&self, act: impl FnOnce(&mut Served) -> T) -> T {
        act(&mut self.served.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(stream: TcpStream, served: &Mutex<Served>, backend: &str) -> Result<()> {
    let mut stream = BufReader::new(stream);
    let mut first = String::new();
    stream.read_line(&mut first).await?;
    let target = first.split(' ').nth(1).unwrap_or_default().to_owned();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line.trim_end().is_empty() {
            break;
        }
    }
    let path = target.split('?').next().unwrap_or_default().to_owned();
    let file = {
        let mut served = served.lock().unwrap_or_else(PoisonError::into_inner);
        served.asked.push(target.clone());
        served.files.get(&path).cloned()
    };
    let (status, File { kind, headers, body }) = match file {
        Some(file) => ("200 OK", file),
        None if path == SESSION => ("200 OK", vouch(backend, &target).await?),
        None => {
            let (kind, headers, body) = ("text/plain", String::new(), String::new());
            ("404 Not Found", File { kind, headers, body })
        }
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.flush().await?;
    Ok(())
}

/// What the brand's server knows of who is signed in there.
async fn vouch(backend: &str, target: &str) -> Result<File> {
    let asked = |name: &str| {
        let (_, query) = target.split_once('?')?;
        query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
    };
    let who = json!({ "brand": asked("brand"), "persona": asked("persona") });
    let token = http::call(backend, "POST", "/sandbox/brand-token", Some(&who)).await?;
    Ok(File { kind: "application/json", headers: String::new(), body: token.to_string() })
}
