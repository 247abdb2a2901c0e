//! What stands where the console would be, in a server that was compiled without it.

use axum::response::{Html, IntoResponse as _, Response};
use hq_text::{Language, Texts, unbuilt};
use http::{HeaderMap, StatusCode, header::ACCEPT_LANGUAGE};
use maud::{DOCTYPE, html};

/// Says how to get the console.
pub fn page(headers: &HeaderMap) -> Response {
    let accept = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let texts = Texts::of(Language::from_accept_language(accept));
    let page = html! {
        (DOCTYPE)
        html lang=(texts.language().code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="color-scheme" content="light dark";
                title { (texts.get(unbuilt::TITLE)) }
            }
            body {
                main {
                    h1 { (texts.get(unbuilt::TITLE)) }
                    p { (texts.get(unbuilt::WHY)) }
                    p { (texts.get(unbuilt::WHAT)) }
                    pre { code { "cargo xtask run" } }
                    p { a href="/api/docs" { "/api/docs" } }
                }
            }
        }
    };
    (StatusCode::SERVICE_UNAVAILABLE, Html(page.into_string())).into_response()
}
