//! What the API's document says of an endpoint.

use super::Arguments;
use hq_contract::{
    Described, Endpoint as _, Nothing, PathParameter, ProblemCode, Schemas, Success, Who,
    organizations::GetOrganization,
};
use serde_json::json;
use std::any::TypeId;
use utoipa::{
    ToSchema,
    openapi::{
        Content, ContentBuilder, Header, HeaderBuilder, ObjectBuilder, RefOr, Required, Response,
        ResponseBuilder, Schema, SecurityRequirement, Type,
        extensions::ExtensionsBuilder,
        path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
        request_body::RequestBodyBuilder,
    },
};

/// Schemas, each with the name by which the document refers to it.
pub type SchemaList = Vec<(String, RefOr<Schema>)>;

/// Where an operation carries the refusals that its endpoint declares, until the document is complete.
const OWN_REFUSALS: &str = "x-own-refusals";

/// The operation of an endpoint, with what its handler reads of a request.
pub fn operation<E: Described, T: Arguments<E>>(schemas: &mut SchemaList) -> Operation {
    let (summary, description) = text(E::TEXT);
    let mut extensions = ExtensionsBuilder::new();
    let mut operation = OperationBuilder::new()
        .tag(E::TAG)
        .operation_id(Some(snake_case(E::NAME)))
        .summary(Some(summary))
        .description(description);
    match E::WHO {
        Who::Everybody => operation = operation.security(SecurityRequirement::default()),
        Who::Holder(permission) => extensions = extensions.add("x-permission", json!(permission)),
        Who::SignedIn | Who::Member => {}
    }
    if !E::REFUSALS.is_empty() {
        extensions = extensions.add(OWN_REFUSALS, json!(E::REFUSALS));
    }
    operation = operation.extensions(Some(extensions.build()));
    for parameter in path_parameters::<E>(schemas) {
        operation = operation.parameter(parameter);
    }
    for success in E::SUCCESS {
        operation = operation.response(success.status.to_string(), response::<E>(success, schemas));
    }
    let mut operation = operation.build();
    T::describe(&mut operation, schemas);
    operation
}

/// The refusals that the operation's endpoint declares. They are taken out: the document tells of each with its status.
pub fn take_own_refusals(operation: &mut Operation) -> Vec<ProblemCode> {
    let declared = operation.extensions.as_mut().and_then(|known| known.remove(OWN_REFUSALS));
    declared.and_then(|codes| serde_json::from_value(codes).ok()).unwrap_or_default()
}

/// What it does, and what there is to know.
fn text(lines: &[&str]) -> (String, Option<String>) {
    let mut paragraphs = lines
        .split(|line| line.trim().is_empty())
        .map(|lines| lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n"));
    let summary = paragraphs.next().unwrap_or_default();
    let description = paragraphs.collect::<Vec<_>>().join("\n\n");
    (summary, Some(description).filter(|text| !text.is_empty()))
}

/// `claim_domain` for `ClaimDomain`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

fn path_parameters<E: Described>(schemas: &mut SchemaList) -> Vec<Parameter> {
    let own = E::parameters();
    let names = E::TEMPLATE.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    let one = |name: &str| {
        let parameter =
            ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True);
        if name == "org" && E::TEMPLATE.starts_with(GetOrganization::TEMPLATE) {
            return Some(parameter.description(Some("Id or slug")).schema(Some(a_text())).build());
        }
        let PathParameter { meaning, schemas: Schemas { schema, named }, .. } =
            own.iter().find(|parameter| parameter.name == name)?.clone();
        schemas.extend(named);
        Some(parameter.description(Some(meaning)).schema(Some(schema)).build())
    };
    names.filter_map(one).collect()
}

fn response<E: Described>(success: &Success, schemas: &mut SchemaList) -> Response {
    let mut response = ResponseBuilder::new().description(success.meaning);
    if let Some(meaning) = success.etag {
        response = response.header("etag", header(meaning));
    }
    if let Some(media) = success.media {
        // Bytes have no schema (OpenAPI 3.1, "Considerations for File Uploads").
        let is_text = media.starts_with("text/") || media.ends_with("/jsonl");
        response = response.content(media, Content::new(is_text.then(a_text)));
    } else if TypeId::of::<E::Answer>() != TypeId::of::<Nothing>() {
        response = response.content("application/json", json_body(E::answer(), schemas));
    }
    response.build()
}

fn json_body(Schemas { schema, named }: Schemas, schemas: &mut SchemaList) -> Content {
    schemas.extend(named);
    ContentBuilder::new().schema(Some(schema)).build()
}

/// A JSON body, if there is something in it.
pub fn body<T: ToSchema>(operation: &mut Operation, schemas: &mut SchemaList) {
    if size_of::<T>() > 0 {
        let body =
            RequestBodyBuilder::new().content("application/json", json_body(Schemas::of::<T>(), schemas));
        operation.request_body = Some(RefOr::T(body.required(Some(Required::True)).build()));
    }
}

/// A body that is a file of one of these media types.
pub fn file(operation: &mut Operation, types: &[&str]) {
    let mut body = RequestBodyBuilder::new().required(Some(Required::True));
    for media in types {
        body = body.content(*media, Content::new(None::<Schema>));
    }
    operation.request_body = Some(RefOr::T(body.build()));
}

/// Adds parameters.
pub fn add(operation: &mut Operation, parameters: Vec<Parameter>) {
    operation.parameters.get_or_insert_default().extend(parameters.into_iter().map(RefOr::T));
}

/// Who is signed in may be told more, or less.
pub fn also_signed_in(operation: &mut Operation) {
    operation.security.get_or_insert_default().push(by("session"));
}

/// API keys can call it too.
pub fn also_keys(operation: &mut Operation) {
    operation.security = Some(vec![by("session"), by("api_key")]);
}

/// By which means somebody shows who they are.
fn by(scheme: &str) -> SecurityRequirement {
    SecurityRequirement::new::<_, _, String>(scheme, [])
}

/// A former slug of the organization leads to the current one.
pub fn former_slugs(operation: &mut Operation) {
    let moved = ResponseBuilder::new()
        .description("It has another slug now")
        .header("location", header("The same under the current slug"));
    operation.responses.responses.insert("308".to_owned(), RefOr::T(moved.build()));
}

/// The version that a change starts from.
pub fn version() -> Parameter {
    ParameterBuilder::new()
        .name("If-Match")
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some("The version that was read"))
        .schema(Some(a_text()))
        .build()
}

fn header(meaning: &str) -> Header {
    HeaderBuilder::new().schema(Some(a_text())).description(Some(meaning)).build()
}

fn a_text() -> Schema {
    ObjectBuilder::new().schema_type(Type::String).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_named_as_their_endpoints() {
        assert_eq!(snake_case("ClaimDomain"), "claim_domain");
        assert_eq!(snake_case("Invite"), "invite");
    }

    #[test]
    fn the_first_paragraph_is_the_summary() {
        assert_eq!(text(&[" Claim it"]), ("Claim it".to_owned(), None));
        let lines = [" Claim it", "", " The answer", " tells.", "", " More."];
        assert_eq!(text(&lines), ("Claim it".to_owned(), Some("The answer\ntells.\n\nMore.".to_owned())));
    }
}
