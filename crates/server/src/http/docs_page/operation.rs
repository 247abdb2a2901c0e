//! One operation of the API, as a part of the page.

use crate::http::docs_page::{Operation, inline, prose, schema};
use maud::{Markup, html};
use serde_json::Value;

/// What it takes and what it answers.
pub fn view(operation: &Operation<'_>) -> Markup {
    let text = |name| operation.value.get(name).and_then(Value::as_str).unwrap_or_default();
    let id = operation.id();
    html! {
        article aria-labelledby=(id) {
            h3 id=(id) {
                span .method data-method=(operation.method) { (operation.method.to_uppercase()) }
                " "
                code .path { (operation.path) }
                " "
                a .anchor href=(format!("#{id}")) aria-label=(format!("Link to {id}")) { "#" }
            }
            @if !text("summary").is_empty() { p .summary { (inline(text("summary"))) } }
            (prose(text("description")))
            @if !text("x-permission").is_empty() { p { "Needs the permission " code { (text("x-permission")) } "." } }
            (parameters(operation))
            (request(operation.value.get("requestBody")))
            (responses(operation.value.get("responses")))
        }
    }
}

fn parameters(operation: &Operation<'_>) -> Markup {
    let lists = [operation.shared, operation.value.get("parameters").unwrap_or(&Value::Null)];
    let parameters: Vec<&Value> = lists.into_iter().filter_map(Value::as_array).flatten().collect();
    html! {
        @if !parameters.is_empty() {
            h4 { "Parameters" }
            div .scroll tabindex="0" role="group" aria-label="Table" {
                table {
                    thead { tr { th scope="col" { "Name" } th scope="col" { "In" } th scope="col" { "Type" } th scope="col" { "What" } } }
                    tbody {
                        @for parameter in parameters { (parameter_row(parameter)) }
                    }
                }
            }
        }
    }
}

fn parameter_row(parameter: &Value) -> Markup {
    let text = |name| parameter.get(name).and_then(Value::as_str).unwrap_or_default();
    let required = parameter.get("required").and_then(Value::as_bool).unwrap_or(false);
    html! {
        tr {
            th scope="row" { code { (text("name")) } @if required { " " span .required { "required" } } }
            td { (text("in")) }
            td { (schema::kind(parameter.get("schema").unwrap_or(&Value::Null))) }
            td { (inline(text("description"))) }
        }
    }
}

fn request(body: Option<&Value>) -> Markup {
    html! {
        @if let Some(body) = body {
            h4 { "Request" }
            (content(body))
        }
    }
}

fn responses(responses: Option<&Value>) -> Markup {
    html! {
        h4 { "Answers" }
        dl .answers {
            @for (status, response) in responses.and_then(Value::as_object).into_iter().flatten() {
                dt { span .status data-class=(status.chars().next().unwrap_or('0')) { (status) } }
                dd {
                    (inline(response.get("description").and_then(Value::as_str).unwrap_or_default()))
                    (content(response))
                    (headers(response))
                }
            }
        }
    }
}

fn content(value: &Value) -> Markup {
    html! {
        @for (media, content) in value.get("content").and_then(Value::as_object).into_iter().flatten() {
            @if let Some(schema) = content.get("schema") {
                p .content { code .media { (media) } " " (schema::kind(schema)) }
                @if schema.get("properties").is_some() { (schema::fields(schema)) }
            } @else {
                p .content { code .media { (media) } }
            }
        }
    }
}

fn headers(response: &Value) -> Markup {
    html! {
        @for (name, header) in response.get("headers").and_then(Value::as_object).into_iter().flatten() {
            p .content {
                code { (name) }
                " "
                (inline(header.get("description").and_then(Value::as_str).unwrap_or_default()))
            }
        }
    }
}
