//! Errors: problem details (RFC 9457) with a code for each case.

use crate::ids::OfferId;
use crate::{Day, Instant};

wire_enum! {
    /// What went wrong, as a client needs to tell it apart.
    pub enum ErrorCode {
        /// 400: the request is not well formed.
        InvalidRequest = "INVALID_REQUEST",
        /// 422: fields are missing or wrong; see `fields`.
        ValidationFailed = "VALIDATION_FAILED",
        /// 400: a write came without its `Idempotency-Key`.
        IdempotencyKeyRequired = "IDEMPOTENCY_KEY_REQUIRED",
        /// 422: the key was used for another body.
        IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED",
        /// 400: the cursor is not one of ours.
        CursorInvalid = "CURSOR_INVALID",
        /// 401: no session, or one that is not known.
        Unauthenticated = "UNAUTHENTICATED",
        /// 401: the session or the ticket has ended.
        TokenExpired = "TOKEN_EXPIRED",
        /// 401: WeChat did not accept the code.
        WechatCodeInvalid = "WECHAT_CODE_INVALID",
        /// 401: a brand token was used twice.
        BrandTokenReplayed = "BRAND_TOKEN_REPLAYED",
        /// 403: a guest asked for what only members have.
        EnrollmentRequired = "ENROLLMENT_REQUIRED",
        /// 403: the member is frozen.
        MemberFrozen = "MEMBER_FROZEN",
        /// 403: the tier is too low for this.
        TierTooLow = "TIER_TOO_LOW",
        /// 403: only paid members.
        PaidMembershipRequired = "PAID_MEMBERSHIP_REQUIRED",
        /// 403: a consent is missing.
        ConsentRequired = "CONSENT_REQUIRED",
        /// 403: the brand has this switched off.
        FeatureDisabled = "FEATURE_DISABLED",
        /// 403: a risk check is asked for.
        RiskChallengeRequired = "RISK_CHALLENGE_REQUIRED",
        /// 403: the page's origin is not on the brand's list.
        OriginNotAllowed = "ORIGIN_NOT_ALLOWED",
        /// 404: there is no such thing, or not for this member.
        NotFound = "NOT_FOUND",
        /// 410: the offer has ended.
        OfferEnded = "OFFER_ENDED",
        /// 410: the coupon was deleted.
        CouponDeleted = "COUPON_DELETED",
        /// 409: the same intent is still being worked on; see `Retry-After`.
        IdempotencyInProgress = "IDEMPOTENCY_IN_PROGRESS",
        /// 409: already claimed, by another intent.
        AlreadyClaimed = "ALREADY_CLAIMED",
        /// 409: the member's limit is reached.
        ClaimLimitReached = "CLAIM_LIMIT_REACHED",
        /// 409: none left; `next_round_at` when there is another round.
        CouponSoldOut = "COUPON_SOLD_OUT",
        /// 409: claiming has not begun.
        OfferNotStarted = "OFFER_NOT_STARTED",
        /// 409: the coupon is not valid yet.
        CouponNotStarted = "COUPON_NOT_STARTED",
        /// 409: the coupon has expired.
        CouponExpired = "COUPON_EXPIRED",
        /// 409: the coupon was used.
        CouponUsed = "COUPON_USED",
        /// 409: the coupon is reserved by an order.
        CouponLocked = "COUPON_LOCKED",
        /// 409: the brand withdrew the coupon.
        CouponDeactivated = "COUPON_DEACTIVATED",
        /// 409: not enough points; see `missing`.
        PointsInsufficient = "POINTS_INSUFFICIENT",
        /// 409: not enough stock.
        StockInsufficient = "STOCK_INSUFFICIENT",
        /// 409: the day is not the programme's today; see `today`.
        CheckInDateMismatch = "CHECK_IN_DATE_MISMATCH",
        /// 409: that day cannot be made up.
        MakeUpNotAllowed = "MAKE_UP_NOT_ALLOWED",
        /// 409: the task is not complete.
        TaskNotComplete = "TASK_NOT_COMPLETE",
        /// 409: the trial was used before.
        TrialAlreadyUsed = "TRIAL_ALREADY_USED",
        /// 409: the order is in another state.
        OrderStateConflict = "ORDER_STATE_CONFLICT",
        /// 409: no such exchange code, or it was used.
        ExchangeCodeInvalid = "EXCHANGE_CODE_INVALID",
        /// 412: somebody else changed it first.
        VersionConflict = "VERSION_CONFLICT",
        /// 429: too many requests; see `Retry-After`.
        RateLimited = "RATE_LIMITED",
        /// 451: not available for legal reasons.
        LegalRestriction = "LEGAL_RESTRICTION",
        /// 500: the backend failed.
        Internal = "INTERNAL",
        /// 502/504: something behind the backend failed.
        UpstreamUnavailable = "UPSTREAM_UNAVAILABLE",
        /// 503: maintenance; see `until`.
        Maintenance = "MAINTENANCE",
    }
}

wire! {
    /// An `application/problem+json` body (RFC 9457).
    pub struct Problem {
        /// A URI that names the problem type.
        #[serde(rename = "type", default)]
        pub kind: String,
        /// The HTTP status again.
        #[serde(default)]
        pub status: u16,
        /// What to branch on.
        pub code: ErrorCode,
        /// A short text for logs; people see the card's own words.
        #[serde(default)]
        pub title: String,
        /// More for logs.
        pub detail: Option<String>,
        /// Whether the same request may succeed later.
        #[serde(default)]
        pub retryable: bool,
        /// Values that belong to the code.
        #[serde(default, deserialize_with = "lenient::or_default")]
        pub params: ProblemParams,
        /// Which fields were refused.
        #[serde(default, deserialize_with = "lenient::list")]
        pub fields: Vec<FieldProblem>,
        /// For support.
        #[serde(default)]
        pub request_id: String,
        /// The backend's clock.
        pub server_time: Option<Instant>,
    }
}

wire! {
    /// Values that belong to an error code; each is set only where the code speaks of it.
    #[derive(Default)]
    pub struct ProblemParams {
        /// The offer in question.
        pub offer_id: Option<OfferId>,
        /// How many points are missing.
        pub missing: Option<i64>,
        /// The programme's today.
        pub today: Option<Day>,
        /// When it works again, or when the next round begins.
        pub until: Option<Instant>,
        /// When a sold-out offer has its next round.
        pub next_round_at: Option<Instant>,
        /// The name of the tier that is needed.
        pub required_tier: Option<String>,
    }
}

wire! {
    /// A field that was refused.
    pub struct FieldProblem {
        /// JSON path of the field.
        pub field: String,
        /// Why, as a short code.
        pub reason: String,
    }
}
