//! The page on which others' script draws the document: with search, and requests sent from it. What the script needs is told in
//! docs/decisions/0004-api-docs-page.md.

use super::PLAIN;
use crate::http::headers::{DRAWS_ITSELF, Policy};
use axum::response::{Html, IntoResponse as _, Response};
use http::header::{CONTENT_TYPE, HeaderName};
use maud::{DOCTYPE, html};

/// The script among the console's files; where these were built without it, there is the plain page alone.
pub const SCRIPT: &str = "api-reference.js";
/// Starts it, with nothing of elsewhere: no fonts, no proxy, no telemetry, no services of its makers.
const START: &str = include_str!("viewer.js");
const STYLE: &str = include_str!("viewer.css");
/// Under which it may be passed on.
const LICENCE: &str = include_str!("viewer-licence.txt");

/// The page.
pub fn page() -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "HQ API" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/api/docs/viewer.css";
            }
            body {
                p .plain { a href=(PLAIN) { "Read it as a plain page" } }
                div #reference {}
                script src=(format!("/{SCRIPT}")) {}
                script src="/api/docs/viewer.js" {}
            }
        }
    };
    let mut response = Html(page.into_string()).into_response();
    response.extensions_mut().insert(Policy(DRAWS_ITSELF));
    response
}

/// What starts it.
pub async fn start() -> Response {
    (kind("text/javascript; charset=utf-8"), START).into_response()
}

/// What stands around it.
pub async fn style() -> Response {
    (kind("text/css; charset=utf-8"), STYLE).into_response()
}

/// Its licence.
pub async fn licence() -> Response {
    (kind("text/plain; charset=utf-8"), LICENCE).into_response()
}

fn kind(kind: &'static str) -> [(HeaderName, &'static str); 1] {
    [(CONTENT_TYPE, kind)]
}
