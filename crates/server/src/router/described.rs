//! What the document says of every operation alike.

use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, Object, ObjectBuilder, Ref, RefOr, Required, ResponseBuilder, Type,
    path::{HttpMethod, Operation, ParameterBuilder, ParameterIn, PathItem},
};

/// Every operation can refuse, and everything that writes can be repeated. What has a tag is not sent again to who has it, and what is
/// posted to a collection says where it is.
pub fn all(item: &mut PathItem, collection: bool) {
    let operations: [(HttpMethod, &mut Option<Operation>); 5] = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ];
    for (method, operation) in operations {
        let Some(operation) = operation else { continue };
        for range in ["4XX", "5XX"] {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            let retry = HeaderBuilder::new()
                .schema(Some(ObjectBuilder::new().schema_type(Type::Integer).build()))
                .description(Some("Seconds, with 429 and 503"))
                .build();
            let refusal = ResponseBuilder::new()
                .description("Refused")
                .content("application/problem+json", content)
                .header("retry-after", retry);
            operation.responses.responses.insert(range.to_owned(), RefOr::T(refusal.build()));
        }
        if method != HttpMethod::Get {
            let key = text(Some(255));
            let why = "Names this try: repeated within a day it is done once";
            add_header(operation, "Idempotency-Key", why, key);
        } else if has_tag(operation) {
            add_header(operation, "If-None-Match", "What the client has already", text(None));
            let same = ResponseBuilder::new().description("The same as the client has").build();
            operation.responses.responses.insert("304".to_owned(), RefOr::T(same));
        }
        if method == HttpMethod::Post && collection {
            for status in ["201", "202"] {
                if let Some(RefOr::T(response)) = operation.responses.responses.get_mut(status) {
                    let place = HeaderBuilder::new()
                        .schema(Some(text(None)))
                        .description(Some("Where it is, of one thing"));
                    response.headers.insert("location".to_owned(), RefOr::T(place.build()));
                }
            }
        }
    }
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

fn add_header(operation: &mut Operation, name: &str, why: &str, schema: Object) {
    let header = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(why))
        .schema(Some(schema));
    operation.parameters.get_or_insert_default().push(RefOr::T(header.build()));
}
