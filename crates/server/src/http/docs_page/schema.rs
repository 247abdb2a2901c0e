//! The document's schemas (JSON Schema), as parts of the page.

use crate::http::docs_page::{inline, prose};
use maud::{Markup, html};
use serde_json::Value;

/// A schema with a name of its own.
pub fn view(name: &str, schema: &Value) -> Markup {
    let id = format!("schema-{name}");
    html! {
        article .schema aria-labelledby=(id) {
            h3 id=(id) { code { (name) } " " a .anchor href=(format!("#{id}")) aria-label=(format!("Link to {name}")) { "#" } }
            (prose(schema.get("description").and_then(Value::as_str).unwrap_or_default()))
            @if schema.get("properties").is_some() {
                (fields(schema))
            } @else {
                p { (kind(schema)) }
            }
        }
    }
}

/// The fields of an object.
pub fn fields(schema: &Value) -> Markup {
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    html! {
        div .scroll tabindex="0" role="group" aria-label="Table" {
            table {
                thead { tr { th scope="col" { "Field" } th scope="col" { "Type" } th scope="col" { "What" } } }
                tbody {
                    @for (name, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
                        tr {
                            th scope="row" {
                                code { (name) }
                                @if required.contains(&name.as_str()) { " " span .required { "required" } }
                            }
                            td { (kind(field)) }
                            td { (inline(field.get("description").and_then(Value::as_str).unwrap_or_default())) }
                        }
                    }
                }
            }
        }
    }
}

/// A type in a few words; schemas with a name are linked.
pub fn kind(schema: &Value) -> Markup {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
        return html! { a href=(format!("#schema-{name}")) { (name) } };
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return joined(values.iter().map(|value| html! { code { (value.to_string()) } }), " | ");
    }
    if let Some(value) = schema.get("const") {
        return html! { code { (value.to_string()) } };
    }
    for (word, between) in [("oneOf", " or "), ("anyOf", " or "), ("allOf", " and ")] {
        if let Some(parts) = schema.get(word).and_then(Value::as_array) {
            return joined(parts.iter().map(kind), between);
        }
    }
    if let Some(items) = schema.get("items") {
        return html! { "list of " (kind(items)) (null_too(schema)) };
    }
    plain(schema)
}

fn plain(schema: &Value) -> Markup {
    let types = match schema.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        Some(Value::String(kind)) => kind.clone(),
        _ => "any".to_owned(),
    };
    let limit = |name, sign: &str| schema.get(name).map(|value| format!("{sign} {value}"));
    let limits = [
        schema.get("format").and_then(Value::as_str).map(str::to_owned),
        limit("minLength", "length ≥"),
        limit("maxLength", "length ≤"),
        limit("minimum", "≥"),
        limit("maximum", "≤"),
        schema.get("pattern").and_then(Value::as_str).map(str::to_owned),
    ];
    let limits: Vec<String> = limits.into_iter().flatten().collect();
    html! {
        (types)
        @if !limits.is_empty() { " " small { "(" (limits.join(", ")) ")" } }
        @if let Some(map) = schema.get("additionalProperties").filter(|value| value.is_object()) { " of " (kind(map)) }
    }
}

fn null_too(schema: &Value) -> &'static str {
    let has_null =
        |types: &Value| types.as_array().is_some_and(|types| types.iter().any(|one| one == "null"));
    if schema.get("type").is_some_and(has_null) { " or null" } else { "" }
}

fn joined(parts: impl Iterator<Item = Markup>, between: &str) -> Markup {
    html! { @for (index, part) in parts.enumerate() { @if index > 0 { (between) } (part) } }
}
