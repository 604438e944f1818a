//! The table of endpoints: the one list from which the OpenAPI document, the client's paths and
//! the reference backend's routes are checked.

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Writes, with an `Idempotency-Key`.
    Post,
    /// Writes at a known place, idempotent by its URL.
    Put,
    /// Takes away.
    Delete,
}

impl Method {
    /// As HTTP writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may call an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Anyone,
    /// Any session, a guest's too.
    Session,
    /// A member's session.
    Member,
}

/// What an endpoint answers with when all is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// JSON in the envelope; the wire type of `data`.
    Data(&'static str),
    /// A drawing, `image/svg+xml`, without an envelope.
    Svg,
    /// 303 to somewhere else: a place for the browser to go to, not for a client to ask.
    Redirect,
    /// 204: done, and nothing to say.
    Nothing,
}

/// One endpoint below `/v1`.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    /// The operation's name, unique.
    pub id: &'static str,
    /// The method.
    pub method: Method,
    /// The path with `{parameters}`, below `/v1`.
    pub path: &'static str,
    /// Query parameters.
    pub query: &'static [&'static str],
    /// The wire type of the request's body, if there is one.
    pub request: Option<&'static str>,
    /// What it answers with.
    pub response: Payload,
    /// Whether `data` is a list of that type with pages.
    pub paged: bool,
    /// Who may call it.
    pub access: Access,
    /// Whether an `Idempotency-Key` is required.
    pub idempotency_key: bool,
    /// One sentence.
    pub summary: &'static str,
}

const fn get(
    id: &'static str,
    path: &'static str,
    response: &'static str,
    summary: &'static str,
) -> Endpoint {
    Endpoint {
        id,
        method: Method::Get,
        path,
        query: &[],
        request: None,
        response: Payload::Data(response),
        paged: false,
        access: Access::Member,
        idempotency_key: false,
        summary,
    }
}

const fn write(
    id: &'static str,
    method: Method,
    path: &'static str,
    request: Option<&'static str>,
    response: &'static str,
    summary: &'static str,
) -> Endpoint {
    Endpoint { method, request, idempotency_key: true, ..get(id, path, response, summary) }
}

/// Every endpoint of v1 that this version has.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        access: Access::Anyone,
        idempotency_key: false,
        ..write(
            "create_session",
            Method::Post,
            "/sessions",
            Some("SessionRequest"),
            "Session",
            "Signs in, or renews a session. In the first request after a sign-in through WeChat the \
             browser brings a cookie, and the answer says what came of it.",
        )
    },
    Endpoint {
        access: Access::Session,
        idempotency_key: false,
        response: Payload::Nothing,
        ..write(
            "end_session",
            Method::Delete,
            "/sessions",
            None,
            "",
            "Signs out: neither the access token nor the refresh token is good any more.",
        )
    },
    Endpoint {
        access: Access::Anyone,
        query: &["brand", "route"],
        response: Payload::Redirect,
        ..get(
            "wechat_sign_in",
            "/wechat/sign-in",
            "",
            "Begins a sign-in through WeChat; a link of the page leads here. From WeChat the browser \
             comes back to the card at `route`.",
        )
    },
    Endpoint {
        // No key: a ticket that was lost is left to end, and one that was kept to be given again
        // would be good for whoever repeats the key.
        idempotency_key: false,
        ..write(
            "create_ticket",
            Method::Post,
            "/tickets",
            None,
            "Ticket",
            "A one-time ticket: a page that is opened with it is signed in as this member.",
        )
    },
    Endpoint {
        access: Access::Session,
        ..get("bootstrap", "/bootstrap", "Bootstrap", "All that the first paint needs.")
    },
    Endpoint {
        query: &["cursor", "wait"],
        ..get("changes", "/changes", "Changes", "Waits until something changes.")
    },
    Endpoint {
        access: Access::Session,
        ..get("program", "/program", "Program", "Names, rules, looks and policies.")
    },
    Endpoint {
        access: Access::Session,
        ..get("stores", "/stores", "StoreList", "Where the brand's stores are.")
    },
    Endpoint {
        access: Access::Session,
        idempotency_key: false,
        ..write(
            "wechat_js_config",
            Method::Post,
            "/wechat/js-config",
            Some("JsConfigRequest"),
            "JsConfig",
            "Signs the page's address for WeChat's JS-SDK. Only an address of the card itself: \
             any other host is refused with `ORIGIN_NOT_ALLOWED`.",
        )
    },
    get("member", "/member", "Member", "Who the member is."),
    get("card_code", "/card/code", "CardCode", "Tokens for the till."),
    Endpoint {
        access: Access::Anyone,
        query: &["token"],
        response: Payload::Svg,
        ..get(
            "card_code_svg",
            "/card/code.svg",
            "",
            "One token, drawn as the brand's QR Code. An image cannot send a bearer: the token \
             itself, which nobody can guess, is what allows it.",
        )
    },
    get("points", "/points", "Points", "The points account."),
    get(
        "point_expirations",
        "/points/expirations",
        "PointExpirations",
        "Every batch that is still alive.",
    ),
    Endpoint {
        query: &["direction", "month", "limit", "cursor"],
        paged: true,
        ..get(
            "point_transactions",
            "/points/transactions",
            "PointTransaction",
            "The ledger, newest first.",
        )
    },
    Endpoint { access: Access::Session, ..get("tiers", "/tiers", "TierPath", "The whole path.") },
    get("tier_status", "/tiers/status", "TierStatus", "Where the member stands."),
    Endpoint {
        query: &["state", "limit", "cursor"],
        paged: true,
        ..get("coupons", "/coupons", "Coupon", "The wallet; `state` is a comma-separated list.")
    },
    get("coupon", "/coupons/{id}", "Coupon", "One coupon."),
    write(
        "coupon_code",
        Method::Post,
        "/coupons/{id}/code",
        None,
        "CouponCode",
        "Tokens to use one coupon at the till.",
    ),
    Endpoint {
        access: Access::Session,
        query: &["limit", "cursor"],
        paged: true,
        ..get("coupon_offers", "/coupon-offers", "CouponOffer", "The claim centre.")
    },
    write(
        "claim_offer",
        Method::Post,
        "/coupon-offers/{id}/claims",
        None,
        "ClaimResult",
        "Claims a coupon.",
    ),
    write(
        "exchange_code",
        Method::Post,
        "/coupons/exchange",
        Some("ExchangeRequest"),
        "ClaimResult",
        "Turns a code into a coupon.",
    ),
    Endpoint {
        query: &["month"],
        ..get("check_ins", "/check-ins", "CheckIns", "A month's calendar.")
    },
    Endpoint {
        idempotency_key: false,
        ..write(
            "check_in",
            Method::Put,
            "/check-ins/{date}",
            None,
            "CheckInResult",
            "Checks in today.",
        )
    },
    Endpoint {
        idempotency_key: false,
        ..write(
            "make_up",
            Method::Put,
            "/check-ins/{date}/make-up",
            None,
            "CheckInResult",
            "Makes up a missed day.",
        )
    },
    get("tasks", "/tasks", "TaskList", "Tasks and challenges."),
    write(
        "claim_task",
        Method::Post,
        "/tasks/{id}/claims",
        None,
        "TaskClaim",
        "Takes a task's reward.",
    ),
    get("membership", "/membership", "Membership", "Paid membership."),
    get("membership_plans", "/membership/plans", "PlanList", "What can be bought, and until when."),
    write(
        "create_membership_order",
        Method::Post,
        "/membership/orders",
        Some("MembershipOrderRequest"),
        "MembershipOrder",
        "Orders a plan. The amount is the backend's.",
    ),
    get(
        "membership_order",
        "/membership/orders/{id}",
        "MembershipOrder",
        "Whether an order was paid: the only word on it that counts.",
    ),
    write(
        "cancel_auto_renewal",
        Method::Delete,
        "/membership/auto-renewal",
        None,
        "Membership",
        "Switches automatic renewal off.",
    ),
    Endpoint {
        query: &["placement"],
        ..get("prompts", "/prompts", "PromptList", "What to ask, at most one.")
    },
    write(
        "prompt_event",
        Method::Post,
        "/prompts/{id}/events",
        Some("PromptEventRequest"),
        "PromptEventResult",
        "Reports what happened to a prompt.",
    ),
    write(
        "create_wallet_pass",
        Method::Post,
        "/wallet-passes",
        Some("WalletPassRequest"),
        "WalletPass",
        "Makes a pass for the phone's wallet.",
    ),
];
