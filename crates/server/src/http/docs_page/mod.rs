//! `/api/openapi.json`, and the same document as a page: `/api/docs`, drawn by others' script, and `/api/docs/plain`, made here
//! without any. See docs/decisions/0004-api-docs-page.md.

mod operation;
mod schema;
mod viewer;

pub use viewer::SCRIPT;

use crate::http::assets::File;
use axum::{
    Router,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use hq_contract::DOCUMENTATION;
use http::{
    HeaderMap,
    header::{CONTENT_TYPE, HeaderName},
};
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    future::ready,
    sync::{Arc, LazyLock},
};
use utoipa::openapi::OpenApi;

/// The console's colours and type, and the page's own layout.
const STYLE: &str = concat!(include_str!("../../../../../style/tokens.css"), include_str!("docs.css"));

/// Where the page without script is.
const PLAIN: &str = "/api/docs/plain";

/// The document, the pages and their style sheet. Without the script that draws, the plain page is at both places.
pub fn router<S: Clone + Send + Sync + 'static>(document: &OpenApi, has_script: bool) -> Router<S> {
    let json = serde_json::to_string(document).unwrap_or_default();
    let made = Arc::new(LazyLock::new(move || Made::of(json)));
    let [plain, drawn] = [made.clone(), made.clone()];
    let whole_page = move || ready(if has_script { viewer::page() } else { drawn.page() });
    Router::new()
        .route("/api/openapi.json", get(move |headers: HeaderMap| ready(made.json.answer(&headers))))
        .route(DOCUMENTATION, get(whole_page))
        .route(PLAIN, get(move || ready(plain.page())))
        .route("/api/docs.css", get(style))
        .route("/api/docs/viewer.js", get(viewer::start))
        .route("/api/docs/viewer.css", get(viewer::style))
        .route("/api/docs/licence.txt", get(viewer::licence))
}

/// What does not change while the server runs: made once, and not before somebody asks, since nobody's start should wait for it.
struct Made {
    json: File,
    page: String,
}

impl Made {
    fn of(json: String) -> Self {
        let document: Value = serde_json::from_str(&json).unwrap_or_default();
        Self { page: page(&document).into_string(), json: File::made("openapi.json", json) }
    }

    fn page(&self) -> Response {
        Html(self.page.clone()).into_response()
    }
}

async fn style() -> impl IntoResponse {
    const KIND: [(HeaderName, &str); 1] = [(CONTENT_TYPE, "text/css; charset=utf-8")];
    (KIND, STYLE)
}

/// An operation with where it stands in the document.
struct Operation<'a> {
    method: &'a str,
    path: &'a str,
    value: &'a Value,
    shared: &'a Value,
}

impl Operation<'_> {
    fn id(&self) -> String {
        let id = self.value.get("operationId").and_then(Value::as_str);
        id.map_or_else(
            || format!("{} {}", self.method, self.path).replace([' ', '/', '{', '}'], "-"),
            str::to_owned,
        )
    }
}

const METHODS: [&str; 6] = ["get", "head", "post", "put", "patch", "delete"];

/// The operations by their first tag, in the document's order within it.
fn by_tag(document: &Value) -> BTreeMap<&str, Vec<Operation<'_>>> {
    let mut tags: BTreeMap<&str, Vec<Operation<'_>>> = BTreeMap::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for method in METHODS {
            let Some(value) = item.get(method) else { continue };
            let tag = value.pointer("/tags/0").and_then(Value::as_str).unwrap_or("other");
            let shared = item.get("parameters").unwrap_or(&Value::Null);
            tags.entry(tag).or_default().push(Operation { method, path, value, shared });
        }
    }
    tags
}

fn page(document: &Value) -> Markup {
    let text = |pointer| document.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let tags = by_tag(document);
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (text("/info/title")) }
                link rel="stylesheet" href="/api/docs.css";
            }
            body {
                a .skip href="#operations" { "Skip to the operations" }
                header .top {
                    h1 { (text("/info/title")) " " small { (text("/info/version")) } }
                    (prose(text("/info/description")))
                    p { a href="/api/openapi.json" { "The OpenAPI document" } }
                }
                div .columns {
                    nav aria-label="Operations" { (contents(&tags)) }
                    main #operations {
                        @for (tag, operations) in &tags {
                            section aria-labelledby=(format!("tag-{tag}")) {
                                h2 id=(format!("tag-{tag}")) { (tag.replace('-', " ")) }
                                @for operation in operations { (operation::view(operation)) }
                            }
                        }
                        section aria-labelledby="schemas" {
                            h2 #schemas { "Schemas" }
                            @for (name, schema) in schemas.into_iter().flatten() { (schema::view(name, schema)) }
                        }
                    }
                }
            }
        }
    }
}

fn contents(tags: &BTreeMap<&str, Vec<Operation<'_>>>) -> Markup {
    html! {
        ul {
            @for (tag, operations) in tags {
                li {
                    a href=(format!("#tag-{tag}")) { (tag.replace('-', " ")) }
                    ul {
                        @for operation in operations {
                            li {
                                a href=(format!("#{}", operation.id())) {
                                    span .method data-method=(operation.method) { (operation.method.to_uppercase()) }
                                    " " (operation.path)
                                }
                            }
                        }
                    }
                }
            }
            li { a href="#schemas" { "Schemas" } }
        }
    }
}

/// Text of the document: blank lines part paragraphs, back-ticks mark code.
fn prose(text: &str) -> Markup {
    html! {
        @for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            p { (inline(paragraph)) }
        }
    }
}

fn inline(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
