//! As much of HTTP as the sandbox's own endpoints and the driver's log need: one request, one
//! answer, one connection on this machine.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// Sends a request to `host:port` and returns the JSON of the answer, `null` for none.
///
/// # Errors
/// When nobody answers, the status is not a success, or the body is no JSON.
pub async fn call(
    authority: &str,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> Result<Value> {
    let (status, body) = ask(authority, method, path, body).await?;
    if !(200..300).contains(&status) {
        bail!("{method} {path}: {status} {body}");
    }
    if body.is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_str(&body)?) }
}

/// Sends a request and returns the status and the text of the answer, whatever they are.
///
/// # Errors
/// When nobody answers.
pub async fn ask(
    authority: &str,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> Result<(u16, String)> {
    let (head, body) = exchange(authority, method, path, body).await?;
    let status = head.split(' ').nth(1).context("an answer without a status")?;
    Ok((status.parse()?, body))
}

/// A header of the answer to a `GET`, such as `location`.
///
/// # Errors
/// When nobody answers, or the answer has no such header.
pub async fn header(authority: &str, path: &str, name: &str) -> Result<String> {
    let (head, body) = exchange(authority, "GET", path, None).await?;
    let mut headers = head.lines().filter_map(|line| line.split_once(": "));
    let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
    let (_, value) = found.with_context(|| format!("{path} has no {name}: {head} {body}"))?;
    Ok(value.to_owned())
}

async fn exchange(
    authority: &str,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> Result<(String, String)> {
    let body = body.map_or_else(String::new, Value::to_string);
    let about = format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
    let (head, answer) = send(authority, method, path, &about, &body).await?;
    Ok((head, String::from_utf8(answer)?))
}

/// An answer as a server gave it.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body, in its encoding.
    pub body: Vec<u8>,
}

/// Gets something, with headers of one's own.
///
/// # Errors
/// When nobody answers.
pub async fn get(authority: &str, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let about: String =
        headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let (head, body) = send(authority, "GET", path, &about, "").await?;
    let status = head.split(' ').nth(1).context("an answer without a status")?.parse()?;
    let headers = head.lines().filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    Ok(Answer { status, headers: headers.collect(), body })
}

/// Sends a request with more headers, each with its line end, and gives head and body.
async fn send(
    authority: &str,
    method: &str,
    path: &str,
    about: &str,
    body: &str,
) -> Result<(String, Vec<u8>)> {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n{about}\r\n{body}"
    );
    let mut stream = TcpStream::connect(authority).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut stream = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    // Its announced length ends an answer: the driver keeps its connections open.
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse()?;
            }
            _ if line.trim_end().is_empty() => break,
            _ => {}
        }
        head.push_str(&line);
    }
    if head.to_ascii_lowercase().contains("\r\ntransfer-encoding: chunked") {
        return Ok((head, chunks(&mut stream).await?));
    }
    let not_modified = head.split(' ').nth(1) == Some("304");
    let mut body = vec![0; if not_modified { 0 } else { length }];
    stream.read_exact(&mut body).await?;
    Ok((head, body))
}

/// A body of unknown length, piece by piece (RFC 9112, 7.1).
async fn chunks(stream: &mut BufReader<TcpStream>) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let length = usize::from_str_radix(line.trim(), 16).context("a piece without a length")?;
        // Each ends with a line end of its own.
        let mut piece = vec![0; length + 2];
        stream.read_exact(&mut piece).await?;
        piece.truncate(length);
        if piece.is_empty() {
            return Ok(body);
        }
        body.extend(piece);
    }
}
