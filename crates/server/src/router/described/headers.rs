//! The headers of answers.

use super::{HttpMethod, Operation, text};
use utoipa::openapi::{
    Components, HeaderBuilder, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, Schema, Type,
};

/// Every answer has it.
const NAMED: &str = "x-request-id";
const REPLAYED: &str = "idempotency-replayed";
const COOKIES: &str = "set-cookie";
const LOCATION: &str = "location";

/// What answers say beside their bodies, once each.
const TEXTS: [(&str, &str); 5] = [
    (NAMED, "Names this request in the server's log: tell it when you ask the operator"),
    (REPLAYED, "`true` where this is the answer of an earlier try with the same `Idempotency-Key`"),
    (COOKIES, "The session begins or ends, or the browser is told from others; several lines of it"),
    (LOCATION, "Where it is, of one thing"),
    ("www-authenticate", "`Session`: by signing in"),
];
const NUMBERS: [(&str, &str); 4] = [
    ("retry-after", "After so many seconds it is worth another try"),
    (LIMITED[0], "So many there are in a while, by the limit that refuses, or that will be the next to"),
    (LIMITED[1], "So many of them are left"),
    (LIMITED[2], "In so many seconds there are others"),
];
/// What is left of a limit.
const LIMITED: [&str; 3] = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"];

/// The operations that set or clear cookies.
pub const SET_COOKIES: [&str; 10] = [
    "sign_in",
    "sign_out",
    "sign_up",
    "sign_up_invited",
    "verify",
    "confirm_password_reset",
    "secure_account",
    "change_password",
    "confirm_mfa",
    "delete_account",
];

/// Makes them parts of the document.
pub fn name(components: &mut Components) {
    let said = |(name, why): (&str, &str), kind: Type| {
        let schema = ObjectBuilder::new().schema_type(kind).build();
        let header = HeaderBuilder::new().schema(Some(schema)).description(Some(why)).build();
        (name.to_owned(), RefOr::T(header))
    };
    components.headers.extend(TEXTS.map(|header| said(header, Type::String)));
    components.headers.extend(NUMBERS.map(|header| said(header, Type::Integer)));
}

/// Says which of them the operation's answers have, refusals aside.
pub fn put(method: &HttpMethod, operation: &mut Operation) {
    let sets = operation.operation_id.as_deref().is_some_and(|id| SET_COOKIES.contains(&id));
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        let succeeds = status.starts_with('2');
        add(response, NAMED);
        if succeeds && *method != HttpMethod::Get {
            add(response, REPLAYED);
            LIMITED.iter().for_each(|name| add(response, name));
        }
        if succeeds && sets {
            add(response, COOKIES);
        }
    }
}

/// What a refusal of this status has.
pub fn of_refusal(status: u16, refusal: ResponseBuilder) -> ResponseBuilder {
    let named = |refusal: ResponseBuilder, name: &str| refusal.header_ref(name, reference(name));
    let more: &[&str] = match status {
        401 => &["www-authenticate"],
        429 => &["retry-after", LIMITED[0], LIMITED[1], LIMITED[2]],
        503 => &["retry-after"],
        _ => &[],
    };
    more.iter().fold(named(refusal, NAMED), |refusal, name| named(refusal, name))
}

/// What is posted to a collection says where it is, where the answer is the thing.
pub fn locate(operation: &mut Operation, components: &Components) {
    for status in ["201", "202"] {
        if let Some(RefOr::T(response)) = operation.responses.responses.get_mut(status)
            && is_of_one_thing(response, components)
        {
            add(response, LOCATION);
        }
    }
}

/// Where a request for an organization by its former slug is sent.
pub fn moved() -> Response {
    let mut moved = ResponseBuilder::new()
        .description("By a former slug, or in capitals: the same path under the current slug")
        .build();
    let place = HeaderBuilder::new().schema(Some(text(None))).description(Some("That path"));
    moved.headers.insert(LOCATION.to_owned(), RefOr::T(place.build()));
    add(&mut moved, NAMED);
    moved
}

fn is_of_one_thing(response: &Response, components: &Components) -> bool {
    let content = response.content.get("application/json");
    let schema = content.and_then(|content| match content {
        RefOr::T(content) => content.schema.as_ref(),
        RefOr::Ref(_) => None,
    });
    schema.is_some_and(|schema| has_id(schema, components))
}

/// Whether it has an `id`, of its own or by what it is made of.
fn has_id(schema: &RefOr<Schema>, components: &Components) -> bool {
    match schema {
        RefOr::Ref(named) => {
            let name = named.ref_location.rsplit('/').next().unwrap_or_default();
            components.schemas.get(name).is_some_and(|schema| has_id(schema, components))
        }
        RefOr::T(Schema::Object(object)) => object.properties.contains_key("id"),
        RefOr::T(Schema::AllOf(all)) => all.items.iter().any(|part| has_id(part, components)),
        RefOr::T(_) => false,
    }
}

fn add(response: &mut Response, name: &str) {
    response.headers.entry(name.to_owned()).or_insert_with(|| RefOr::Ref(reference(name)));
}

fn reference(name: &str) -> Ref {
    Ref::new(format!("#/components/headers/{name}"))
}
