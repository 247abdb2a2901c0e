//! The console's files, and the catalogues of texts, out of the binary.

mod encoding;
mod file;
mod unbuilt;

use axum::{
    Router,
    extract::Request,
    response::{IntoResponse as _, Response},
};
pub use encoding::Encoding;
pub use file::File;
use hq_contract::ProblemCode;
use hq_text::{Language, Texts};
use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{ACCEPT, ALLOW, VARY},
};
use rust_embed::RustEmbed;
use std::{borrow::Cow, collections::HashMap, sync::Arc};

use crate::http::problem::Failure;

/// What `cargo xtask run` built. Debug builds read the folder when they start.
#[derive(RustEmbed)]
#[folder = "../../dist"]
#[allow_missing = true]
struct Dist;

/// The page that every path of the console starts with.
const INDEX: &str = "index.html";
/// Paths that are not the console's: nothing under them is a page of it.
const NOT_PAGES: [&str; 5] = ["api", "mailbox", "texts", "livez", "readyz"];

/// Files to serve, each with its compressed forms.
#[derive(Clone, Debug)]
pub struct Assets(Arc<HashMap<String, File>>);

impl Assets {
    /// The console's files.
    #[must_use]
    pub fn embedded() -> Self {
        Self::new(Dist::iter().filter_map(|path| {
            let file = Dist::get(&path)?;
            Some((path.into_owned(), file.data, file.metadata.sha256_hash()))
        }))
    }

    /// Files by their paths, each with its SHA-256. `x.br` and `x.gz` are taken for compressed forms of `x`.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (String, Cow<'static, [u8]>, [u8; 32])>) -> Self {
        let mut assets: HashMap<String, File> = HashMap::new();
        let (compressed, whole): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|(path, _, _)| Encoding::of_file(path).is_some());
        for (path, content, hash) in whole {
            let file = File::new(&path, content, &hash);
            assets.insert(path, file);
        }
        for (path, content, _) in compressed {
            if let Some((whole, encoding)) = Encoding::of_file(&path)
                && let Some(file) = assets.get_mut(whole)
            {
                file.add(encoding, content);
            }
        }
        for language in Language::ALL {
            let path = language.path().trim_start_matches('/').to_owned();
            assets.insert(path, file::of_texts(Texts::file(language)));
        }
        Self(Arc::new(assets))
    }

    /// Whether there is a file at this path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// A router whose fallback answers with these files.
    pub fn router<S: Clone + Send + Sync + 'static>(self) -> Router<S> {
        Router::new().fallback(move |request: Request| {
            let response = self.answer(request.method(), request.uri().path(), request.headers());
            std::future::ready(response)
        })
    }

    /// The answer to a request that no route takes.
    #[must_use]
    pub fn answer(&self, method: &Method, path: &str, headers: &HeaderMap) -> Response {
        let path = path.trim_start_matches('/');
        let file = self.0.get(path);
        if file.is_none() && !is_page(path, headers) {
            return Failure::from(ProblemCode::NotFound).into_response();
        }
        if method != Method::GET && method != Method::HEAD {
            let mut response = Failure::from(ProblemCode::MethodNotAllowed).into_response();
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return response;
        }
        // For HEAD, hyper sends the length and leaves the body out.
        let mut response = match file.or_else(|| self.0.get(INDEX)) {
            Some(file) => file.answer(headers),
            None => unbuilt::page(headers),
        };
        if file.is_none() && has_extension(path) {
            response.headers_mut().append(VARY, HeaderValue::from_static("accept"));
            if response.status() == StatusCode::OK {
                *response.status_mut() = StatusCode::NOT_FOUND;
            }
        }
        response
    }
}

/// Whether a path may be a page of the console. They have no file extension; but a person whose link took the full stop of its
/// sentence along is told by the console, too, what is not there.
fn is_page(path: &str, headers: &HeaderMap) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    !NOT_PAGES.contains(&first) && (!has_extension(path) || asks_for_html(headers))
}

fn has_extension(path: &str) -> bool {
    path.rsplit('/').next().unwrap_or_default().contains('.')
}

/// Whether a browser opens it as a page (RFC 9110, 12.5.1): scripts, styles and pictures are asked for in other words.
fn asks_for_html(headers: &HeaderMap) -> bool {
    let accept = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accept
        .flat_map(|value| value.split(','))
        .any(|kind| kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("text/html")))
}
