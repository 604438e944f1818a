//! What can go wrong with a call, as a caller needs to tell it apart.

use std::sync::Arc;

use contract::problem::{ErrorCode, Problem};

/// A failed call. It carries no text for people: screens choose their words by variant and code.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiError {
    /// No connection. A write may have taken effect.
    Network,
    /// No answer in time. A write may have taken effect.
    Timeout,
    /// The backend refused, with its code.
    Problem(Arc<Problem>),
    /// The answer was not what the contract says.
    Decode {
        /// The endpoint's path.
        endpoint: String,
        /// Where in the body, such as `data.coupons[3].valid_until`.
        path: String,
        /// What was expected there.
        detail: String,
    },
}

impl ApiError {
    /// The backend's code, if it gave one.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// Whether a write may have taken effect although no answer came: the same intent has to be
    /// repeated with its key until this is known.
    #[must_use]
    pub fn is_unknown_result(&self) -> bool {
        match self {
            Self::Network | Self::Timeout => true,
            Self::Problem(problem) => {
                problem.status >= 500 || problem.code == ErrorCode::IdempotencyInProgress
            }
            Self::Decode { .. } => false,
        }
    }

    /// Whether the member has to sign in again.
    #[must_use]
    pub fn needs_sign_in(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::Unauthenticated | ErrorCode::TokenExpired))
    }

    /// Whether the connection is at fault, rather than the backend.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        matches!(self, Self::Network | Self::Timeout)
    }
}
