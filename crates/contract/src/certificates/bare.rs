//! Certificates and keys that stand in a text without `-----BEGIN …-----`: as one line of base64, or as base64 of a whole
//! text of PEM, as in Kubernetes' secrets. Keys above all: none of them is to be overlooked.

use super::{
    der::{self, Kind},
    part::Part,
    pem,
};
use data_encoding::BASE64_NOPAD;
use x509_parser::{certificate::X509Certificate, prelude::FromDer as _};

/// A word of fewer letters begins nothing: it may be a word of a sentence.
const MIN_FIRST: usize = 24;
/// `openssh-key-v1`, encoded.
const ENCODED_SSH: &str = "b3BlbnNzaC1rZXktdjE";
/// PuTTY writes its keys so.
const PUTTY: &str = "PuTTY-User-Key-File";

/// Looks for them in what stands outside of all parts.
pub fn read(text: &str, parts: &mut Vec<Part>) {
    if text.contains(PUTTY) {
        parts.push(Part::new("PUTTY PRIVATE KEY", None, false));
    }
    let mut digits = String::new();
    for word in text.split(|c: char| c.is_whitespace() || "\"'`,;:(){}[]<>|".contains(c)) {
        let bare = word.trim_end_matches('=');
        let is_base64 = bare.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/');
        if !bare.is_empty() && is_base64 && (bare.len() >= MIN_FIRST || !digits.is_empty()) {
            digits.push_str(bare);
        } else if !bare.is_empty() {
            flush(&mut digits, parts);
        }
        if bare.len() < word.len() {
            flush(&mut digits, parts);
        }
    }
    flush(&mut digits, parts);
}

fn flush(digits: &mut String, parts: &mut Vec<Part>) {
    let run = std::mem::take(digits);
    if run.starts_with(ENCODED_SSH) {
        parts.push(Part::new("OPENSSH PRIVATE KEY", pem::decoded(&run), false));
    } else if let Some(text) = text_in(&run) {
        // It is shorter than what it stands in by a quarter: however deep this goes, it takes its time by the whole length.
        parts.extend(pem::parts(&text));
    } else {
        elements(&run, parts);
    }
}

/// PEM within base64.
fn text_in(run: &str) -> Option<String> {
    let whole = run.len() - usize::from(run.len() % 4 == 1);
    let bytes = BASE64_NOPAD.decode(run.get(..whole)?.as_bytes()).ok()?;
    String::from_utf8(bytes).ok().filter(|text| text.contains("-----"))
}

/// The elements of DER that the run consists of, where they are certificates, keys or bundles.
fn elements(mut run: &str, parts: &mut Vec<Part>) {
    // So many digits are needed for so many bytes. The last one may be the next element's first one too: then nothing is.
    while let Some(digits) = length_of(run).map(|length| (length * 4).div_ceil(3)) {
        let (Some(own), Some(rest)) = (run.get(..digits), run.get(digits..)) else { return };
        let Some(content) = pem::decoded(own) else { return };
        match der::kind(&content) {
            Kind::Signed if X509Certificate::from_der(&content).is_ok() => {
                parts.push(Part::new("CERTIFICATE", Some(content), false));
            }
            Kind::Signed | Kind::Other => {}
            _ => parts.push(Part::new("", Some(content), false)),
        }
        run = rest;
    }
}

/// How many bytes the sequence has that base64 begins with.
fn length_of(run: &str) -> Option<usize> {
    let head = BASE64_NOPAD.decode(run.as_bytes().get(..8)?).ok()?;
    let (0x30, rest) = head.split_first()? else { return None };
    let (length, rest) = rest.split_first()?;
    match length {
        0..=0x7f => Some(usize::from(*length) + 2),
        0x81..=0x83 => {
            let digits = usize::from(*length & 0x0f);
            let number =
                rest.get(..digits)?.iter().fold(0, |number, digit| number * 256 + usize::from(*digit));
            Some(number + 2 + digits)
        }
        _ => None,
    }
}
