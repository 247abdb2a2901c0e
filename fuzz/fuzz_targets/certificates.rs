//! A chain and a key, as somebody pastes them. The first byte says how they come: as they are, or as the content of PEM,
//! so that what is mutated is the certificate and not its base64.

#![no_main]

use hq_contract::certificates::NewCertificate;
use libfuzzer_sys::fuzz_target;

/// 2026-03-01
const NOW: i64 = 1_772_323_200;

fuzz_target!(|data: &[u8]| {
    let Some((kind, data)) = data.split_first() else { return };
    let (chain, private_key) = match kind % 3 {
        0 => {
            let text = String::from_utf8_lossy(data);
            let (chain, key) = text.split_once('\0').unwrap_or((&text, &text));
            (chain.to_owned(), key.to_owned())
        }
        1 => (pem("CERTIFICATE", data), String::from(include_str!("../../tests/fixtures/certificates/chain.key"))),
        _ => {
            let label = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"][usize::from(kind / 3 % 3)];
            (String::from(include_str!("../../tests/fixtures/certificates/chain.pem")), pem(label, data))
        }
    };
    let _ = hq_server::certificates::check(&NewCertificate { chain, private_key }, NOW);
});

/// Between the parts of a case.
const BETWEEN: [u8; 4] = [0xfe, 0xed, 0xfa, 0xce];

/// Parts of PEM.
fn pem(label: &str, mut data: &[u8]) -> String {
    let mut text = String::new();
    loop {
        let end = data.windows(4).position(|four| four == BETWEEN);
        let der = &data[..end.unwrap_or(data.len())];
        text.push_str(&format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", base64(der)));
        match end {
            Some(end) => data = &data[end + 4..],
            None => return text,
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().fold(0u32, |number, byte| number << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}
