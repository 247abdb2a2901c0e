//! One file, ready to be sent.

use crate::http::{assets::encoding::Encoding, conditional::has};
use axum::{
    body::{Body, Bytes},
    response::{IntoResponse as _, Response},
};
use flate2::{Compression, write::GzEncoder};
use headers::{HeaderMapExt as _, IfNoneMatch};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY},
};
use sha2::{Digest as _, Sha256};
use std::{
    borrow::Cow,
    io::Write as _,
    sync::{Arc, OnceLock},
};

/// Named by its content: never asked for again.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// May be kept, but has to be asked about.
const ASK: &str = "no-cache";

/// A file in all its forms.
#[derive(Clone, Debug)]
pub struct File {
    identity: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Gzip>,
    kind: HeaderValue,
    cache: &'static str,
    tag: String,
}

/// A file's form for who knows no brotli.
#[derive(Clone, Debug)]
enum Gzip {
    /// Made with the page.
    Built(Bytes),
    /// Made here, once somebody asks: no start should wait for it.
    OnDemand(Arc<OnceLock<Bytes>>),
}

impl File {
    /// A file by its path and content.
    pub fn new(path: &str, content: Cow<'static, [u8]>, hash: &[u8; 32]) -> Self {
        let cache = if named_by_content(path) { FOR_EVER } else { ASK };
        Self { identity: bytes(content), brotli: None, gzip: None, kind: kind(path), cache, tag: tag(hash) }
    }

    /// A text that this server made.
    pub fn made(path: &str, text: String) -> Self {
        let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        let mut file = Self::new(path, Cow::Owned(text.into_bytes()), &hash);
        file.gzip = Some(Gzip::OnDemand(Arc::default()));
        file
    }

    /// Adds a compressed form.
    pub fn add(&mut self, encoding: Encoding, content: Cow<'static, [u8]>) {
        match encoding {
            Encoding::Brotli => self.brotli = Some(bytes(content)),
            Encoding::Gzip => self.gzip = Some(Gzip::Built(bytes(content))),
            Encoding::Identity => {}
        }
    }

    fn form(&self, encoding: Encoding) -> Option<&Bytes> {
        match encoding {
            Encoding::Brotli => self.brotli.as_ref(),
            Encoding::Gzip => self.gzip.as_ref().map(|gzip| match gzip {
                Gzip::Built(content) => content,
                Gzip::OnDemand(content) => content.get_or_init(|| compressed(&self.identity)),
            }),
            Encoding::Identity => Some(&self.identity),
        }
    }

    /// The file in the form that the client likes best, or word that it has it already.
    pub fn answer(&self, request: &HeaderMap) -> Response {
        let accept = join(request, &ACCEPT_ENCODING);
        let encoding = Encoding::choose(&accept, |encoding| self.form(encoding).is_some());
        // Strong tags: each form has its own.
        let etag = match encoding {
            Encoding::Identity => format!("\"{}\"", self.tag),
            other => format!("\"{}-{}\"", self.tag, other.token()),
        };
        let is_fresh = has(request.typed_get::<IfNoneMatch>().as_ref(), &etag);
        let mut response = if is_fresh {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let mut response = Response::new(Body::from(self.form(encoding).cloned().unwrap_or_default()));
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, self.kind.clone());
            if encoding != Encoding::Identity {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.token()));
            }
            response
        };
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(self.cache));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(etag) = HeaderValue::try_from(etag) {
            headers.insert(ETAG, etag);
        }
        response
    }
}

/// A catalogue of texts: its path names its content.
pub fn of_texts(json: String) -> File {
    File { cache: FOR_EVER, ..File::made("texts.json", json) }
}

fn compressed(content: &[u8]) -> Bytes {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    // Memory takes whatever is written to it.
    let written = gzip.write_all(content).and_then(|()| gzip.finish());
    written.unwrap_or_default().into()
}

fn bytes(content: Cow<'static, [u8]>) -> Bytes {
    match content {
        Cow::Borrowed(content) => Bytes::from_static(content),
        Cow::Owned(content) => Bytes::from(content),
    }
}

fn tag(hash: &[u8; 32]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn join(headers: &HeaderMap, name: &http::HeaderName) -> String {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(",")
}

/// Whether a name holds the hash of the content, as trunk writes it: `hq-console-0123456789abcdef_bg.wasm`.
fn named_by_content(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_hash = |word: &str| word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split(['-', '.', '_']).skip(1).any(is_hash)
}

/// The media type of a file, by its name. What is text is UTF-8, all of it.
fn kind(path: &str) -> HeaderValue {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let charset = if kind.type_() == mime_guess::mime::TEXT { "; charset=utf-8" } else { "" };
    HeaderValue::try_from(format!("{}{charset}", kind.essence_str()))
        .unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_the_media_types_that_browsers_ask_for() {
        let kinds = [
            ("index.html", "text/html; charset=utf-8"),
            ("later.css", "text/css; charset=utf-8"),
            ("boot.js", "text/javascript; charset=utf-8"),
            ("page.wasm", "application/wasm"),
            ("fr.json", "application/json"),
            ("logo.svg", "image/svg+xml"),
            ("font.woff2", "font/woff2"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("without", "application/octet-stream"),
        ];
        for (path, wanted) in kinds {
            assert_eq!(kind(path), wanted, "{path}");
        }
    }

    #[test]
    fn only_names_with_a_hash_are_for_ever() {
        assert!(
            named_by_content("hq-console-0123456789abcdef_bg.wasm")
                && named_by_content("a/base-0123456789abcdef.css")
        );
        assert!(
            !named_by_content("boot.js")
                && !named_by_content("index.html")
                && !named_by_content("0123456789abcdef")
        );
        assert!(!named_by_content("organization-illustration.svg"));
    }
}
