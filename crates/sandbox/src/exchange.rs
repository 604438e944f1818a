//! From a code of WeChat's to the person that it stands for, by a request to WeChat's token
//! endpoint. The secret of the service account goes there and nowhere else.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use hyper::Uri;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Deserialize;
use tokio::time::timeout;

use crate::brand::Brand;

/// How long WeChat may take. A person waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// The most that its answer may have, in bytes.
const LONGEST: usize = 16 * 1024;

/// WeChat's word for a code that is none, or too old.
const INVALID_CODE: i64 = 40029;

/// WeChat's word for a code that was used.
const USED_CODE: i64 = 40163;

/// What WeChat said of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exchanged {
    /// As whom the account knows the person.
    Person(String),
    /// Nobody: the page is a snapshot, whose person WeChat made up.
    Snapshot,
    /// The code is no good any more.
    Stale,
    /// Nothing that says who it is, and why.
    Nothing(String),
}

/// The token endpoint's answer: <https://developers.weixin.qq.com/doc/service/guide/h5/auth.html>.
/// An error is one by its `errcode`; the status is 200 in any case.
#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    errcode: i64,
    #[serde(default)]
    openid: String,
    #[serde(default)]
    is_snapshotuser: i64,
}

/// Asks WeChat at `address`, such as `http://127.0.0.1:8787/sandbox/wechat`, whom a code stands for.
pub async fn person_of(address: &str, brand: &Brand, secret: &str, code: &str) -> Exchanged {
    let mut url = format!("{address}/sns/oauth2/access_token?appid={}&secret=", brand.appid());
    member_card::route::escape(secret, &mut url);
    url.push_str("&code=");
    member_card::route::escape(code, &mut url);
    url.push_str("&grant_type=authorization_code");
    match timeout(PATIENCE, ask(&url)).await {
        Ok(Ok(answer)) => read(&answer),
        // Never with the URL, which holds the secret.
        Ok(Err(error)) => Exchanged::Nothing(error.to_string()),
        Err(_) => Exchanged::Nothing("no answer in time".to_owned()),
    }
}

async fn ask(url: &str) -> anyhow::Result<Vec<u8>> {
    let uri: Uri = url.parse()?;
    let client: Client<HttpConnector, Body> =
        Client::builder(TokioExecutor::new()).build(HttpConnector::new());
    let answer = client.get(uri).await?;
    anyhow::ensure!(answer.status().is_success(), "status {}", answer.status());
    Ok(to_bytes(Body::new(answer.into_body()), LONGEST).await?.to_vec())
}

fn read(answer: &[u8]) -> Exchanged {
    match serde_json::from_slice(answer) {
        Ok(Answer { errcode: INVALID_CODE | USED_CODE, .. }) => Exchanged::Stale,
        Ok(Answer { errcode, .. }) if errcode != 0 => {
            Exchanged::Nothing(format!("errcode {errcode}"))
        }
        Ok(Answer { is_snapshotuser: 1, .. }) => Exchanged::Snapshot,
        Ok(Answer { openid, .. }) if !openid.is_empty() => Exchanged::Person(openid),
        _ => Exchanged::Nothing("no openid".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_answer_with_an_openid_names_a_person() {
        assert_eq!(
            read(br#"{"openid":"o1","scope":"snsapi_base"}"#),
            Exchanged::Person("o1".into())
        );
        assert_eq!(read(br#"{"openid":"o1","is_snapshotuser":1}"#), Exchanged::Snapshot);
        assert_eq!(read(br#"{"errcode":40163,"errmsg":"code been used"}"#), Exchanged::Stale);
        for answer in [
            &br#"{"errcode":40125,"errmsg":"invalid appsecret"}"#[..],
            br#"{"errcode":0}"#,
            br#"{"openid":""}"#,
            br#"{"openid":17}"#,
            b"<html>busy</html>",
            b"",
        ] {
            assert!(matches!(read(answer), Exchanged::Nothing(_)));
        }
    }
}
