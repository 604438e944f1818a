//! As much of HTTP as the sandbox's own endpoints and the driver's log need: one request, one
//! answer, one connection on this machine.

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
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\
         Content-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
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
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok((head, String::from_utf8(body)?))
}
