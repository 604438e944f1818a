//! The parts of the document that endpoints share: parameters, headers, problems.

use serde_json::{Map, Value, json};

/// What holds for every endpoint.
pub(super) const CONVENTIONS: &str = "\
JSON, UTF-8, `snake_case`, but for the one drawing. The HTTP status is the truth: never 200 with an error inside.

- Ids are opaque strings. Points are signed 64-bit integers. Money is in minor units with its \
currency. Ratios are basis points (`discount_bps: 8500` pays 85 %).
- Instants are RFC 3339 with the offset of the programme's zone. Days are `YYYY-MM-DD` in that \
zone. Ends are exclusive.
- Changes are additive. A client ignores fields it does not know and shows values of \
enumerations it does not know without an action; one bad item of a list hides itself and not the \
list.
- An `Idempotency-Key` is made for each press of a button and kept for at least 24 hours. The \
same key with the same body gives the first result again.
- Errors are problem details (RFC 9457) with a `code` to branch on.";

/// A reference to a schema.
pub(super) fn schema_ref(name: &str) -> Value {
    reference("schemas", name)
}

/// A reference to a component.
pub(super) fn reference(kind: &str, name: &str) -> Value {
    let path = ["#/components", kind, name].join("/");
    json!({ "$ref": path })
}

/// All components but the schemas.
pub(super) fn components() -> Map<String, Value> {
    let mut components = Map::new();
    components.insert("parameters".into(), parameters());
    components.insert("headers".into(), headers());
    components.insert("responses".into(), responses());
    components.insert(
        "securitySchemes".into(),
        json!({
            "session": {
                "type": "http",
                "scheme": "bearer",
                "description": "The `access_token` of `POST /sessions`.",
            },
        }),
    );
    components
}

fn parameters() -> Value {
    let query = |name: &str, schema: Value, description: &str| json!({ "name": name, "in": "query", "schema": schema, "description": description });
    let header = |name: &str, required: bool, schema: Value, description: &str| {
        json!({
            "name": name,
            "in": "header",
            "required": required,
            "schema": schema,
            "description": description,
        })
    };
    let path = |name: &str, schema: Value, description: &str| {
        json!({
            "name": name,
            "in": "path",
            "required": true,
            "schema": schema,
            "description": description,
        })
    };
    let text = || json!({ "type": "string" });
    json!({
        "id": path("id", text(), "The thing that is read or acted on."),
        "date": path(
            "date",
            json!({ "type": "string", "format": "date" }),
            "A day of the programme's calendar.",
        ),
        "cursor": query("cursor", text(), "Where to go on; from the last answer."),
        "limit": query(
            "limit",
            json!({ "type": "integer", "minimum": 1, "maximum": 50, "default": 20 }),
            "How many items at most.",
        ),
        "wait": query(
            "wait",
            json!({ "type": "integer", "minimum": 0, "maximum": 25, "default": 0 }),
            "How many seconds to wait for a change.",
        ),
        "direction": query("direction", schema_ref("Direction"), "Only what adds or only what takes."),
        "month": query(
            "month",
            json!({ "type": "string", "pattern": "^\\d{4}-(0[1-9]|1[0-2])$" }),
            "A month of the programme's calendar.",
        ),
        "brand": query("brand", text(), "Which brand's card; the backend's own where it is missing."),
        "route": query(
            "route",
            json!({ "type": "string", "pattern": "^#/" }),
            "The screen to come back to, as the hash that names it. Anything that is none of the \
             card's own leads home.",
        ),
        "token": {
            "name": "token",
            "in": "query",
            "required": true,
            "schema": { "type": "string", "minLength": 1 },
            "description": "A value of the card's code, or of a coupon's.",
        },
        "placement": query("placement", schema_ref("Placement"), "Where the prompt would stand."),
        "state": {
            "name": "state",
            "in": "query",
            "style": "form",
            "explode": false,
            "schema": { "type": "array", "items": schema_ref("CouponState") },
            "description": "Only these states, separated by commas.",
        },
        "Accept-Language": header(
            "Accept-Language",
            false,
            text(),
            "The language of the programme's texts, such as `zh-CN` or `en`.",
        ),
        "Idempotency-Key": header(
            "Idempotency-Key",
            true,
            json!({ "type": "string", "minLength": 1, "maxLength": 255 }),
            "One for each press of a button; the same for each attempt.",
        ),
        "If-None-Match": header(
            "If-None-Match",
            false,
            text(),
            "The `ETag` of what the client has.",
        ),
    })
}

fn headers() -> Value {
    let header =
        |schema: Value, description: &str| json!({ "schema": schema, "description": description });
    json!({
        "ETag": header(json!({ "type": "string" }), "Changes with the answer's data."),
        "Cache-Control": header(json!({ "type": "string", "const": "no-store" }), "Not kept."),
        "Location": header(
            json!({ "type": "string", "format": "uri-reference" }),
            "Where the browser goes on.",
        ),
        "Idempotency-Replayed": header(
            json!({ "type": "string", "const": "true" }),
            "Set when this is the first result again.",
        ),
        "Retry-After": header(
            json!({ "type": "integer", "minimum": 0 }),
            "Seconds to wait before the next attempt.",
        ),
    })
}

fn responses() -> Value {
    let answer = |description: &str, headers: Value| {
        json!({
            "description": description,
            "headers": headers,
            "content": { "application/problem+json": { "schema": schema_ref("Problem") } },
        })
    };
    let problem = |description: &str| answer(description, json!({}));
    let later = |description: &str| {
        answer(description, json!({ "Retry-After": reference("headers", "Retry-After") }))
    };
    json!({
        "NotModified": { "description": "What the client has is current." },
        "BadRequest": problem(
            "`INVALID_REQUEST`, `IDEMPOTENCY_KEY_REQUIRED` or `CURSOR_INVALID`.",
        ),
        "Unauthenticated": problem(
            "`UNAUTHENTICATED`, `TOKEN_EXPIRED`, `WECHAT_CODE_INVALID` or \
             `BRAND_TOKEN_REPLAYED`.",
        ),
        "Forbidden": problem(
            "`ENROLLMENT_REQUIRED`, `MEMBER_FROZEN`, `TIER_TOO_LOW`, \
             `PAID_MEMBERSHIP_REQUIRED`, `CONSENT_REQUIRED`, `FEATURE_DISABLED`, \
             `RISK_CHALLENGE_REQUIRED` or `ORIGIN_NOT_ALLOWED`.",
        ),
        "NotFound": problem("`NOT_FOUND`: there is no such thing, or not for this member."),
        "Conflict": later(
            "The state forbids it; the `code` says which. `Retry-After` is set with \
             `IDEMPOTENCY_IN_PROGRESS`.",
        ),
        "Gone": problem("`OFFER_ENDED`, `COUPON_DELETED`, or `TOKEN_EXPIRED` for a code past its end."),
        "Refused": problem("`VALIDATION_FAILED` with `fields`, or `IDEMPOTENCY_KEY_REUSED`."),
        "RateLimited": later("`RATE_LIMITED`."),
        "Unavailable": later("`UPSTREAM_UNAVAILABLE` or `MAINTENANCE` with `until`."),
        "Problem": problem("Anything else."),
    })
}
