//! From a body to a typed answer, with the path of what did not decode.

use std::sync::Arc;

use contract::Instant;
use contract::changes::Resource;
use contract::decode::{Decode, DecodeError, required, required_as};
use contract::envelope::Page;
use contract::json::Json;
use contract::problem::{ErrorCode, Problem, ProblemParams};

use super::error::ApiError;
use super::reply::{Answer, Anything};

/// Parses a body.
pub(super) fn parse(endpoint: &str, body: &str) -> Result<Json, ApiError> {
    Json::parse(body).map_err(|error| ApiError::Decode {
        endpoint: endpoint.into(),
        path: String::new(),
        detail: error.to_string(),
    })
}

/// The backend's clock in any answer.
pub(super) fn server_time(body: &Json) -> Option<Instant> {
    Instant::decode(body.get("server_time")?).ok()
}

/// Reads the data of a body as one type, handed on as any.
pub(super) type Read = fn(&Json) -> Result<Anything, DecodeError>;

/// The data as a `T`.
pub(super) fn one<T: Decode + Send + Sync + 'static>(body: &Json) -> Result<Anything, DecodeError> {
    required_as::<T, Anything>(body, "data", |data| Arc::new(data))
}

/// The data as a list: one bad item hides itself.
pub(super) fn many<T: Decode + Send + Sync + 'static>(
    body: &Json,
) -> Result<Anything, DecodeError> {
    let list = contract::lenient::list_as::<T, Anything>(body.get("data"), |list| Arc::new(list));
    list.map_err(|error| error.within("data"))
}

/// The data alone.
pub(super) fn data<T: Decode>(endpoint: &str, body: &Json) -> Result<T, ApiError> {
    required(body, "data").map_err(|error| failure(endpoint, error))
}

/// Reads an envelope, and its data with `read`.
pub(super) fn answer(
    endpoint: &str,
    body: &Json,
    read: Read,
) -> Result<Answer<Anything>, ApiError> {
    let data = read(body).map_err(|error| failure(endpoint, error))?;
    let page: Option<Page> = contract::lenient::part(body.get("page"));
    let changed: Vec<Resource> = contract::lenient::list_part(body.get("changed"));
    Ok(Answer {
        data,
        changed,
        next_cursor: page.and_then(|page| page.next_cursor),
        digest: body.get("data").map_or(0, Json::digest),
    })
}

fn failure(endpoint: &str, error: DecodeError) -> ApiError {
    ApiError::Decode { endpoint: endpoint.into(), path: error.path, detail: error.detail }
}

/// Reads a problem body, or makes one from the status when the body is none (a proxy's page).
pub(super) fn problem_of(status: u16, body: &str) -> Problem {
    let known = Json::parse(body).ok().and_then(|json| Problem::decode(&json).ok());
    if let Some(mut problem) = known {
        problem.status = status;
        return problem;
    }
    let code = match status {
        400 => ErrorCode::InvalidRequest,
        401 => ErrorCode::Unauthenticated,
        404 => ErrorCode::NotFound,
        429 => ErrorCode::RateLimited,
        451 => ErrorCode::LegalRestriction,
        502..=504 => ErrorCode::UpstreamUnavailable,
        500.. => ErrorCode::Internal,
        _ => ErrorCode::Unknown,
    };
    Problem {
        kind: String::new(),
        status,
        code,
        title: String::new(),
        detail: None,
        retryable: status == 429 || status >= 500,
        params: ProblemParams::default(),
        fields: Vec::new(),
        request_id: String::new(),
        server_time: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::points::Points;
    use proptest::prelude::*;

    fn path_of(body: &str) -> (String, String) {
        let result =
            parse("/points", body).and_then(|json| answer("/points", &json, one::<Points>));
        match result {
            Err(ApiError::Decode { path, detail, .. }) => (path, detail),
            other => panic!("expected a decode error, got {other:?}"),
        }
    }

    const TIME: &str = r#""server_time":"2026-11-22T15:49:00.123+08:00","request_id":"r""#;

    #[test]
    fn a_wrong_value_is_named_by_its_path() {
        let (path, _) = path_of(&format!(r#"{{"data":{{"available":"many"}},{TIME}}}"#));
        assert_eq!(path, "data.available");
    }

    #[test]
    fn a_missing_field_is_named_with_the_object_that_lacks_it() {
        let (path, detail) = path_of(&format!(r#"{{"data":{{"pending":1}},{TIME}}}"#));
        assert_eq!(path, "data");
        assert!(detail.contains("available"), "{detail}");
    }

    #[test]
    fn a_truncated_body_says_where_it_broke_off() {
        let (path, detail) = path_of(r#"{"data":{"available":12,"next_exp"#);
        assert_eq!(path, "");
        assert!(detail.contains("column"), "{detail}");
    }

    #[test]
    fn html_from_a_proxy_is_a_decode_error_at_the_root() {
        assert_eq!(path_of("<html>hello</html>").0, "");
    }

    #[test]
    fn a_proxys_error_page_becomes_a_problem_by_its_status() {
        let problem = problem_of(502, "<html>bad gateway</html>");
        assert_eq!(problem.code, ErrorCode::UpstreamUnavailable);
        assert!(problem.retryable);
    }

    proptest! {
        #[test]
        fn any_body_gives_an_answer_or_an_error_and_never_a_panic(body in "\\PC*") {
            let _ = parse("/points", &body).and_then(|json| answer("/points", &json, one::<Points>));
            let _ = problem_of(500, &body);
        }

        #[test]
        fn a_body_cut_anywhere_is_an_error(cut in 0_usize..100) {
            let body = format!(r#"{{"data":{{"available":1280,"pending":120}},{TIME}}}"#);
            let cut = cut.min(body.len() - 1);
            prop_assert!(parse("/points", body.get(..cut).unwrap()).is_err());
        }
    }
}
