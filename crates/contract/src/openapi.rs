//! The OpenAPI 3.1 document, generated from the wire types and the table of endpoints.
//!
//! What it says beyond the types: the envelope, pages, headers, and which problems an endpoint
//! may answer with. `cargo run -p member-card-contract --example openapi` writes the copy that is
//! kept beside the crate.

mod parts;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::endpoints::{Access, ENDPOINTS, Endpoint, Method, Payload};

/// The version of the contract, as `info.version` says it.
pub const VERSION: &str = "1.0.0";

/// The whole document. Two calls give the same text, so that a copy can be compared.
#[must_use]
pub fn document() -> Value {
    let mut components = parts::components();
    components.insert("schemas".into(), schemas());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Member card API",
            "version": VERSION,
            "summary": "What a brand's backend speaks so that the member card works.",
            "description": parts::CONVENTIONS,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/v1", "description": "The host that serves the card." }],
        "security": [{ "session": [] }],
        "paths": paths(),
        "components": components,
    })
}

/// The schemas of all types that a request, an answer or the envelope names, and of all that
/// those are made of.
fn schemas() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        })
        .into_generator();
    macro_rules! register {
        ($($module:ident: $($name:ident)+;)+) => {
            $($(generator.subschema_for::<crate::$module::$name>();)+)+
        };
    }
    register! {
        bootstrap: Bootstrap;
        changes: Changes Resource;
        check_in: CheckInResult CheckIns;
        code: CardCode;
        coupon: ClaimResult Coupon CouponCode CouponOffer CouponState ExchangeRequest;
        envelope: Page;
        member: Member;
        membership: Membership;
        order: MembershipOrder MembershipOrderRequest PlanList;
        points: Direction PointExpirations PointTransaction Points;
        problem: Problem;
        program: Program;
        prompt: Placement PromptEventRequest PromptEventResult PromptList;
        session: Session SessionRequest;
        store: StoreList;
        task: TaskClaim TaskList;
        ticket: Ticket;
        tier: TierPath TierStatus;
        wallet: WalletPass WalletPassRequest;
        wechat: JsConfig JsConfigRequest;
    }
    let mut schemas = Value::Object(generator.take_definitions(true));
    plain_links(&mut schemas);
    schemas
}

/// Turns the links of Rust's documentation into the plain name of what they point to.
fn plain_links(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if key == "description" => *text = plain_text(text),
                    value => plain_links(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(plain_links),
        _ => {}
    }
}

fn plain_text(text: &str) -> String {
    let mut parts = text.split("[`");
    let mut plain = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let (path, rest) = part.split_once("`]").unwrap_or((part, ""));
        let name = path.rsplit("::").next().unwrap_or(path);
        plain.extend(["`", name, "`", rest]);
    }
    plain
}

fn paths() -> Map<String, Value> {
    let mut paths = Map::new();
    for endpoint in ENDPOINTS {
        let operations = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        if let Value::Object(operations) = operations {
            operations.insert(endpoint.method.as_str().to_lowercase(), operation(endpoint));
        }
    }
    paths
}

fn operation(endpoint: &Endpoint) -> Value {
    let mut operation = Map::new();
    let mut set = |key: &str, value: Value| operation.insert(key.into(), value);
    set("operationId", endpoint.id.into());
    set("summary", endpoint.summary.into());
    set("tags", json!([tag(endpoint)]));
    set("parameters", parameters(endpoint).into());
    set("responses", responses(endpoint));
    if let Some(request) = endpoint.request {
        let schema = parts::schema_ref(request);
        let content = json!({ "application/json": { "schema": schema } });
        set("requestBody", json!({ "required": true, "content": content }));
    }
    if endpoint.access == Access::Anyone {
        set("security", json!([]));
    }
    operation.into()
}

/// The first segment of the path.
fn tag(endpoint: &Endpoint) -> &'static str {
    endpoint.path.split('/').nth(1).unwrap_or_default()
}

fn parameters(endpoint: &Endpoint) -> Vec<Value> {
    let in_path = endpoint
        .path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name);
    let mut names: Vec<&str> = in_path.chain(endpoint.query.iter().copied()).collect();
    if is_json(endpoint) {
        names.push("Accept-Language");
    }
    if endpoint.idempotency_key {
        names.push("Idempotency-Key");
    }
    if is_cacheable(endpoint) {
        names.push("If-None-Match");
    }
    names.into_iter().map(|name| parts::reference("parameters", name)).collect()
}

fn responses(endpoint: &Endpoint) -> Value {
    let mut responses = Map::new();
    let mut headers = Map::new();
    let mut header = |name: &str| headers.insert(name.into(), parts::reference("headers", name));
    if is_cacheable(endpoint) {
        header("ETag");
        responses.insert("304".into(), parts::reference("responses", "NotModified"));
    } else {
        header("Cache-Control");
    }
    if endpoint.idempotency_key {
        header("Idempotency-Replayed");
    }
    let status = match endpoint.response {
        Payload::Data(_) | Payload::Svg => "200",
        Payload::Redirect => {
            headers.insert("Location".into(), parts::reference("headers", "Location"));
            "303"
        }
        Payload::Nothing => "204",
    };
    let mut success = Map::new();
    success.insert("description".into(), endpoint.summary.into());
    success.insert("headers".into(), headers.into());
    success.extend(content(endpoint).map(|content| ("content".to_owned(), content)));
    responses.insert(status.into(), success.into());

    let writes = endpoint.method != Method::Get;
    let refusals = [
        ("400", writes || !endpoint.query.is_empty(), "BadRequest"),
        // A session is refused for its grant, any other endpoint for its session.
        ("401", is_json(endpoint) || endpoint.access != Access::Anyone, "Unauthenticated"),
        ("403", writes || endpoint.access == Access::Member, "Forbidden"),
        ("404", endpoint.path.contains('{') || is_drawing(endpoint), "NotFound"),
        ("409", writes && is_json(endpoint) && endpoint.access != Access::Anyone, "Conflict"),
        ("410", writes && endpoint.path.contains("{id}") || is_drawing(endpoint), "Gone"),
        ("422", endpoint.request.is_some() || endpoint.idempotency_key, "Refused"),
        ("429", true, "RateLimited"),
        ("503", true, "Unavailable"),
        ("default", true, "Problem"),
    ];
    for (status, _, name) in refusals.iter().filter(|(_, applies, _)| *applies) {
        responses.insert((*status).into(), parts::reference("responses", name));
    }
    Value::Object(responses)
}

fn content(endpoint: &Endpoint) -> Option<Value> {
    match endpoint.response {
        Payload::Data(name) => {
            Some(json!({ "application/json": { "schema": envelope(endpoint, name) } }))
        }
        // A schema describes the text, and there is none for a drawing.
        Payload::Svg => Some(json!({ "image/svg+xml": { "schema": { "type": "string" } } })),
        Payload::Redirect | Payload::Nothing => None,
    }
}

fn is_drawing(endpoint: &Endpoint) -> bool {
    matches!(endpoint.response, Payload::Svg)
}

fn is_json(endpoint: &Endpoint) -> bool {
    matches!(endpoint.response, Payload::Data(_))
}

/// The envelope around the endpoint's answer.
fn envelope(endpoint: &Endpoint, name: &str) -> Value {
    let one = parts::schema_ref(name);
    let mut required = vec!["data", "server_time", "request_id"];
    let mut fields = Map::new();
    let mut field = |name: &str, schema: Value| fields.insert(name.into(), schema);
    field(
        "server_time",
        json!({
            "type": "string",
            "format": "date-time",
            "description": "The backend's clock when it answered.",
        }),
    );
    field(
        "request_id",
        json!({
            "type": "string",
            "description": "Names this request in the backend's logs.",
        }),
    );
    if endpoint.paged {
        field("data", json!({ "type": "array", "items": one }));
        field("page", parts::schema_ref("Page"));
        required.push("page");
    } else {
        field("data", one);
    }
    if endpoint.method != Method::Get && endpoint.access != Access::Anyone {
        field(
            "changed",
            json!({
                "type": "array",
                "items": parts::schema_ref("Resource"),
                "description": "What this write made stale.",
            }),
        );
    }
    json!({ "type": "object", "required": required, "properties": fields })
}

/// Codes, orders and waiting requests are answered afresh each time; the other reads carry an `ETag`.
fn is_cacheable(endpoint: &Endpoint) -> bool {
    let fresh = matches!(
        endpoint.id,
        "card_code" | "card_code_svg" | "changes" | "membership_order" | "wechat_sign_in"
    );
    endpoint.method == Method::Get && !fresh
}
