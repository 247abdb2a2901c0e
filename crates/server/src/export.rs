//! Answers that are files of any length, read page by page while they are sent.

use crate::problem::Failure;
use axum::{
    body::Body,
    http::header,
    response::{IntoResponse as _, Response},
};
use futures::stream::try_unfold;
use hq_contract::PageToken;

/// What a file is made of.
pub trait Pages: Send + 'static {
    /// What comes behind a place, or first.
    fn part(&self, after: Option<&PageToken>) -> impl Future<Output = Result<Part, Failure>> + Send;
}

/// A part of a file.
#[derive(Debug)]
pub struct Part {
    /// Its bytes.
    pub text: Vec<u8>,
    /// Behind which place the next one is; none: this is the last.
    pub next: Option<PageToken>,
}

/// The answer, to be kept under a name. Its first part is made before it begins, so that a database that is away is 503 and
/// not half a file; where a later one fails the connection ends, so that nobody takes a part for the whole.
///
/// # Errors
/// Where the first part fails.
pub async fn answer(pages: impl Pages, name: &str, content_type: &str) -> Result<Response, Failure> {
    let first = pages.part(None).await?;
    let parts = try_unfold((pages, Some(first)), |(pages, part)| async {
        let Some(Part { text, next }) = part else { return Ok::<_, std::io::Error>(None) };
        let part = match next {
            Some(next) => Some(pages.part(Some(&next)).await.map_err(|_| ended_early())?),
            None => None,
        };
        Ok(Some((text, (pages, part))))
    });
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers =
        [(header::CONTENT_TYPE, content_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from_stream(parts)).into_response())
}

fn ended_early() -> std::io::Error {
    std::io::Error::other("the export ended early")
}

/// Lines of CSV (RFC 4180). A text that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV
/// Injection).
///
/// # Errors
/// 500 where it cannot be written.
pub fn table<const N: usize>(
    head: Option<[&str; N]>,
    lines: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>, Failure> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let written = head
        .map_or(Ok(()), |head| table.write_record(head))
        .and_then(|()| lines.map(|line| line.map(plain)).try_for_each(|line| table.write_record(line)));
    written.map_err(|error| Failure::internal(&error))?;
    table.into_inner().map_err(|error| Failure::internal(error.error()))
}

fn plain(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}
