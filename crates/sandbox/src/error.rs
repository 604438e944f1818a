//! Failures: what a handler gives back instead of data, and the problem document made of it
//! (RFC 9457).

use std::fmt::Display;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::Instant;
use contract::problem::{ErrorCode, FieldProblem, Problem, ProblemParams};

/// What a store function, a rule or a handler gives.
pub type Outcome<T> = Result<T, Failure>;

/// A refusal or a failure. The request's id and the time are added when it is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// What to branch on; the status follows from it.
    pub code: ErrorCode,
    /// The status, where it is not the code's usual one.
    pub status: StatusCode,
    /// More for logs.
    pub detail: Option<String>,
    /// Values that belong to the code.
    pub params: Box<ProblemParams>,
    /// Which fields were refused.
    pub fields: Vec<FieldProblem>,
    /// For `Retry-After`, in seconds.
    pub retry_after: Option<u32>,
    /// Whether this is the answer to a repeated write.
    pub replayed: bool,
}

impl Failure {
    /// A failure with the usual status of its code.
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            status: status_of(code),
            detail: None,
            params: Box::default(),
            fields: Vec::new(),
            retry_after: None,
            replayed: false,
        }
    }

    /// 404 for a thing that is not there, or not for this member.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(ErrorCode::NotFound).because(format!("no such {what}"))
    }

    /// 422 for one field.
    #[must_use]
    pub fn field(field: &str, reason: &str) -> Self {
        let fields = vec![FieldProblem { field: field.to_owned(), reason: reason.to_owned() }];
        Self { fields, ..Self::new(ErrorCode::ValidationFailed) }
    }

    /// 500, with the cause in the log and not in the answer.
    #[must_use]
    pub fn internal(cause: &dyn Display) -> Self {
        eprintln!("internal error: {cause}");
        Self::new(ErrorCode::Internal)
    }

    /// Adds a text for logs.
    #[must_use]
    pub fn because(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// Adds values that belong to the code.
    #[must_use]
    pub fn with(self, params: ProblemParams) -> Self {
        Self { params: Box::new(params), ..self }
    }

    /// Adds `Retry-After`.
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// The document that is sent.
    #[must_use]
    pub fn problem(self, request_id: &str, now: Instant) -> Problem {
        let name = self.code.as_str();
        Problem {
            kind: format!("urn:member-card:error:{}", name.to_ascii_lowercase().replace('_', "-")),
            status: self.status.as_u16(),
            code: self.code,
            title: name.to_ascii_lowercase().replace('_', " "),
            detail: self.detail,
            retryable: self.status.is_server_error()
                || self.status == StatusCode::TOO_MANY_REQUESTS
                || self.code == ErrorCode::IdempotencyInProgress,
            params: *self.params,
            fields: self.fields,
            request_id: request_id.to_owned(),
            server_time: Some(now),
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal(&error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(&error)
    }
}

/// The failure travels in the response's extensions; [`crate::http::finish`] writes the document,
/// since only it knows the request's id.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes a failure as `application/problem+json`.
#[must_use]
pub fn document(failure: Failure, request_id: &str, now: Instant) -> Response {
    let (status, retry_after, replayed) = (failure.status, failure.retry_after, failure.replayed);
    let body = serde_json::to_vec(&failure.problem(request_id, now)).unwrap_or_default();
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if replayed {
        headers.insert(
            HeaderName::from_static("idempotency-replayed"),
            HeaderValue::from_static("true"),
        );
    }
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// The usual status of each code, as the contract lists them.
#[must_use]
pub fn status_of(code: ErrorCode) -> StatusCode {
    use ErrorCode as E;
    match code {
        E::InvalidRequest | E::IdempotencyKeyRequired | E::CursorInvalid => StatusCode::BAD_REQUEST,
        E::ValidationFailed | E::IdempotencyKeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        E::Unauthenticated | E::TokenExpired | E::WechatCodeInvalid | E::BrandTokenReplayed => {
            StatusCode::UNAUTHORIZED
        }
        E::EnrollmentRequired
        | E::MemberFrozen
        | E::TierTooLow
        | E::PaidMembershipRequired
        | E::ConsentRequired
        | E::FeatureDisabled
        | E::RiskChallengeRequired
        | E::OriginNotAllowed => StatusCode::FORBIDDEN,
        E::NotFound => StatusCode::NOT_FOUND,
        E::OfferEnded | E::CouponDeleted => StatusCode::GONE,
        E::IdempotencyInProgress
        | E::AlreadyClaimed
        | E::ClaimLimitReached
        | E::CouponSoldOut
        | E::OfferNotStarted
        | E::CouponNotStarted
        | E::CouponExpired
        | E::CouponUsed
        | E::CouponLocked
        | E::CouponDeactivated
        | E::PointsInsufficient
        | E::StockInsufficient
        | E::CheckInDateMismatch
        | E::MakeUpNotAllowed
        | E::TaskNotComplete
        | E::TrialAlreadyUsed
        | E::OrderStateConflict
        | E::ExchangeCodeInvalid => StatusCode::CONFLICT,
        E::VersionConflict => StatusCode::PRECONDITION_FAILED,
        E::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        E::LegalRestriction => StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS,
        E::UpstreamUnavailable => StatusCode::BAD_GATEWAY,
        E::Maintenance => StatusCode::SERVICE_UNAVAILABLE,
        E::Internal | E::Unknown => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
