//! What the document says of every operation alike, and of each by what it takes: what would have to be written at every one
//! otherwise, and would be forgotten at the next.

mod headers;
mod links;
mod refusals;
mod schemas;
mod tags;

use crate::{
    app::App,
    http::{cookies::Purpose, created::Collections},
};
use utoipa::openapi::{
    Object, ObjectBuilder, OpenApi as Document, RefOr, Required, ResponseBuilder, SecurityRequirement, Type,
    path::{HttpMethod, Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    server::ServerBuilder,
};

/// Completes the document that the operations' own words make.
pub fn all(document: &mut Document, collections: &Collections, app: &App) {
    let here = ServerBuilder::new().url("/").description(Some("The server that this document comes from"));
    document.servers = Some(vec![here.build()]);
    let mut components = document.components.take().unwrap_or_default();
    let session = app.cookies().name(Purpose::Session);
    document.security = Some(vec![SecurityRequirement::new::<_, _, String>("session", [])]);
    components.add_security_scheme("session", session_cookie(session));
    components.add_security_scheme("api_key", bearer());
    headers::name(&mut components);
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            tags::spell(operation);
            conventions(&method, operation);
            if method == HttpMethod::Post && collections.has(path) {
                headers::locate(operation, &components);
            }
            headers::put(&method, operation);
            refusals::put(path, &method, operation, &mut components);
            links::put(operation);
        }
    }
    document.tags = Some(tags::all());
    schemas::complete(document, &mut components);
    document.components = Some(components);
}

/// The operations that are known here by their names.
pub fn named() -> Vec<&'static str> {
    headers::SET_COOKIES.into_iter().chain(links::named()).collect()
}

/// Everything that writes can be repeated, and what has a tag is not sent again to who has it.
fn conventions(method: &HttpMethod, operation: &mut Operation) {
    if *method != HttpMethod::Get {
        let why = "Names this try: repeated within a day it is done once";
        add_header(operation, "Idempotency-Key", why, text(Some(255)));
    } else if has_tag(operation) {
        let any = ObjectBuilder::new().schema_type(Type::String).build();
        add_header(operation, "If-None-Match", "What the client has already", any);
        let mut same = ResponseBuilder::new().description("The same as the client has").build();
        if let Some(RefOr::T(whole)) = operation.responses.responses.get("200") {
            same.headers.extend(whole.headers.get("etag").map(|tag| ("etag".to_owned(), tag.clone())));
        }
        operation.responses.responses.insert("304".to_owned(), RefOr::T(same));
    }
}

/// What a path can be asked for.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    let all = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn session_cookie(name: &str) -> SecurityScheme {
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        name,
        "Set by signing in. `__Host-hq_session` where the public URL is https, and `hq_session` where it is http on loopback; a \
        port that the public URL names follows: `hq_session_8080`.",
    )))
}

fn bearer() -> SecurityScheme {
    let key = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("hqk_…").description(Some(
        "An API key of the organization in the path: `Authorization: Bearer hqk_…`. It decides alone: a cookie sent with \
        it counts for nothing. What is a person's own answers 403 `people_only`.",
    ));
    SecurityScheme::Http(key.build())
}

fn has_tag(operation: &Operation) -> bool {
    match operation.responses.responses.get("200") {
        Some(RefOr::T(response)) => response.headers.contains_key("etag"),
        _ => false,
    }
}

/// A text that is not empty, and not longer.
fn text(most: Option<usize>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(most).build()
}

/// Whether the operation takes a header of this name.
fn takes_header(operation: &Operation, name: &str) -> bool {
    let is_it = |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(known) if known.parameter_in == ParameterIn::Header && known.name.eq_ignore_ascii_case(name));
    operation.parameters.iter().flatten().any(is_it)
}

/// Adds a header of requests; in the place of what the operation says of it.
fn add_header(operation: &mut Operation, name: &str, why: &str, schema: Object) {
    let parameters = operation.parameters.get_or_insert_default();
    parameters.retain(|known| !matches!(known, RefOr::T(known) if known.name.eq_ignore_ascii_case(name)));
    let header = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(why))
        .schema(Some(schema));
    parameters.push(RefOr::T(header.build()));
}
