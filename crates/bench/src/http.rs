//! As much of HTTP as the sandbox's links and the browser's driver need: one request, one answer,
//! one connection on this machine.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

/// The longest answer: the driver's, to a visit that never becomes usable.
const PATIENCE: Duration = Duration::from_secs(180);

/// Sends a request to `host:port` and returns the JSON of the answer, `null` for none.
///
/// # Errors
/// When nobody answers, the status is not a success, or the body is no JSON.
pub fn call(authority: &str, method: &str, path: &str, body: &Value) -> Result<Value> {
    let (head, body) = exchange(authority, method, path, &body.to_string())?;
    let status = head.split(' ').nth(1).unwrap_or_default();
    if !status.starts_with('2') {
        bail!("{method} {path}: {status} {body}");
    }
    if body.is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_str(&body)?) }
}

/// Where the answer to a `GET` sends on to.
///
/// # Errors
/// When nobody answers, or the answer sends nowhere.
pub fn location(authority: &str, path: &str) -> Result<String> {
    let (head, body) = exchange(authority, "GET", path, "")?;
    let mut headers = head.lines().filter_map(|line| line.split_once(": "));
    let found = headers.find(|(name, _)| name.eq_ignore_ascii_case("location"));
    let (_, place) = found.with_context(|| format!("{path} sends nowhere: {head} {body}"))?;
    Ok(place.to_owned())
}

fn exchange(authority: &str, method: &str, path: &str, body: &str) -> Result<(String, String)> {
    let mut stream = TcpStream::connect(authority)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    // In one piece: written bit by bit, each bit waits for the acknowledgement of the one before.
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes())?;
    let mut stream = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    // Its announced length ends an answer: the driver keeps its connections open.
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse()?;
            }
            _ if line.trim_end().is_empty() => break,
            _ => {}
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok((head, String::from_utf8(body)?))
}
