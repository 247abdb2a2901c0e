//! Answers that are files of any length, read page by page while they are sent.

mod turns;

pub use turns::{Exports, Running};

use crate::{access::Actor, app::App, http::problem::Failure};
use axum::{
    body::Body,
    http::header,
    response::{IntoResponse as _, Response},
};
use futures::stream::try_unfold;
use hq_contract::{PageToken, spreadsheet::guard};

/// What a file is made of.
pub trait Pages: Send + Sync + 'static {
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

/// The answer, to be kept under a name: one a person at a time. Its first part is made before it begins, so that a database
/// that is away is 503 and not half a file; where a later one fails the connection ends, so that nobody takes a part for the
/// whole.
///
/// # Errors
/// 429 while another export of the caller runs; where the first part fails.
pub async fn answer(
    app: &App,
    caller: &Actor,
    pages: impl Pages,
    name: &str,
    content_type: &str,
) -> Result<Response, Failure> {
    let export = Export { running: app.exports().begin(caller.id())?, pages };
    let first = export.part(None).await?;
    let parts = try_unfold((export, Some(first)), |(export, part)| async {
        let Some(Part { text, next }) = part else { return Ok::<_, std::io::Error>(None) };
        let part = match next {
            Some(next) => Some(export.part(Some(&next)).await.map_err(|_| ended_early())?),
            None => None,
        };
        Ok(Some((text, (export, part))))
    });
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers =
        [(header::CONTENT_TYPE, content_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from_stream(parts)).into_response())
}

/// An export under way; it ends when it is dropped, read to its end or not.
struct Export<P> {
    running: Running,
    pages: P,
}

impl<P: Pages> Export<P> {
    async fn part(&self, after: Option<&PageToken>) -> Result<Part, Failure> {
        let _turn = self.running.turn().await;
        self.pages.part(after).await
    }
}

fn ended_early() -> std::io::Error {
    std::io::Error::other("the export ended early")
}

/// What tells Excel that a file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Lines of CSV (RFC 4180), each text in quotation marks; the head comes with the mark that tells Excel the encoding. A text
/// that a spreadsheet would take for a formula begins with an apostrophe ([`guard`]).
///
/// # Errors
/// 500 where it cannot be written.
pub fn table<const N: usize>(
    head: Option<[&str; N]>,
    lines: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>, Failure> {
    let begun = head.map(|_| BYTE_ORDER_MARK.as_bytes().to_vec()).unwrap_or_default();
    let mut table = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(begun);
    let written = head
        .map_or(Ok(()), |head| table.write_record(head))
        .and_then(|()| lines.map(|line| line.map(plain)).try_for_each(|line| table.write_record(line)));
    written.map_err(|error| Failure::internal(&error))?;
    table.into_inner().map_err(|error| Failure::internal(error.error()))
}

/// A NUL ends the text for some readers, and the file for others.
fn plain(text: String) -> String {
    guard(&text.replace('\0', "\u{fffd}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::spreadsheet::unguard;
    use proptest::{collection::vec, prelude::*, test_runner::TestRunner};
    use std::{
        io::Write as _,
        process::{Command, Stdio},
    };

    const HEAD: [&str; 2] = ["name", "email"];

    fn written(lines: &[[String; 2]]) -> String {
        String::from_utf8(table(Some(HEAD), lines.iter().cloned()).unwrap()).unwrap()
    }

    /// What may stand in a table: letters, what ends cells and lines, what begins formulas, and anything.
    fn lines() -> impl Strategy<Value = Vec<[String; 2]>> {
        let text = || "[aé=+@'＝\u{200b} ;,\t\"-]{0,8}|[a\r\n\"]{0,6}|[^\\x00]{0,12}";
        vec((text(), text()).prop_map(|(name, email)| [name, email]), 0..6)
    }

    /// What a spreadsheet makes of a file, by the separator of the country that it is set up for: a field is quoted where it
    /// begins with a quotation mark, and what follows the second one is added as it is (Excel, LibreOffice).
    fn cells(file: &str, separator: char) -> Vec<String> {
        let mut cells = vec![String::new()];
        let (mut quoted, mut begins) = (false, true);
        let mut characters = file.trim_start_matches(BYTE_ORDER_MARK).chars().peekable();
        while let Some(c) = characters.next() {
            let ends = !quoted && (c == separator || c == '\n' || c == '\r');
            match c {
                _ if ends => cells.push(String::new()),
                '"' if begins => quoted = true,
                '"' if quoted && characters.next_if_eq(&'"').is_none() => quoted = false,
                c => cells.last_mut().unwrap().push(c),
            }
            begins = ends;
        }
        cells
    }

    #[test]
    fn no_cell_is_a_formula_whatever_separates_them() {
        let unseen = |c: char| c.is_whitespace() || c.is_control() || c == '\u{200b}';
        let formula =
            |cell: &String| cell.trim_start_matches(unseen).starts_with(&['=', '+', '-', '@', '＝'][..]);
        TestRunner::default()
            .run(&lines(), |lines| {
                for separator in [',', ';', '\t'] {
                    let found = cells(&written(&lines), separator).into_iter().find(formula);
                    prop_assert_eq!(found, None, "by {:?}", separator);
                }
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn what_was_written_is_read_back() {
        TestRunner::default()
            .run(&lines(), |lines| {
                let file = written(&lines);
                let mut reader =
                    csv::Reader::from_reader(file.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
                prop_assert_eq!(reader.headers().unwrap(), &csv::StringRecord::from(HEAD.to_vec()));
                let read: Vec<Vec<String>> =
                    reader.records().map(|record| record.unwrap().iter().map(unguard).collect()).collect();
                prop_assert_eq!(read, lines);
                Ok(())
            })
            .unwrap();
    }

    /// Python's reader, as what people write themselves reads the file.
    #[test]
    fn python_reads_what_was_written() {
        const READ: &str = "import csv, io, json, sys
files = json.load(sys.stdin)
read = lambda file: list(csv.reader(io.StringIO(file.encode().decode('utf-8-sig'), newline='')))
print(json.dumps([read(file) for file in files]))";
        let mut all: Vec<Vec<[String; 2]>> = Vec::new();
        let tables = std::cell::RefCell::new(&mut all);
        TestRunner::new(ProptestConfig { cases: 200, ..ProptestConfig::default() })
            .run(&lines(), |lines| {
                tables.borrow_mut().push(lines);
                Ok(())
            })
            .unwrap();
        let files: Vec<String> = all.iter().map(|lines| written(lines)).collect();
        let mut python = Command::new("python3")
            .args(["-c", READ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 is installed");
        python.stdin.take().unwrap().write_all(&serde_json::to_vec(&files).unwrap()).unwrap();
        let answer = python.wait_with_output().unwrap();
        let read: Vec<Vec<Vec<String>>> =
            serde_json::from_slice(&answer.stdout).expect("it read all of them");
        for (read, lines) in read.into_iter().zip(all) {
            let mut rows = read.into_iter();
            assert_eq!(rows.next().unwrap(), HEAD);
            let rows: Vec<Vec<String>> =
                rows.map(|row| row.iter().map(|text| unguard(text)).collect()).collect();
            assert_eq!(rows, lines);
        }
    }
}
