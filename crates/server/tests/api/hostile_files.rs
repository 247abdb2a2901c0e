//! Certificates, keys and pictures that somebody has broken on purpose: whatever it is, it is refused in little time. More of
//! it, and led by what it reaches: `cargo xtask fuzz`.

use crate::support::{certificate, pem};
use hq_contract::certificates::NewCertificate;
use std::time::{Duration, Instant};

/// 2026-03-01
const NOW: i64 = 1_772_323_200;
const CASES: u32 = 4_000;
/// For one file; it takes microseconds, but the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// Numbers without a pattern, the same each time (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most.max(1) as u64).unwrap()
    }
}

/// The same with some bytes changed, taken out, doubled, or all behind a place cut off.
fn broken(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len());
        match numbers.below(5) {
            0 | 1 if at < bytes.len() => bytes[at] = u8::try_from(numbers.below(256)).unwrap(),
            2 => drop(bytes.drain(at..(at + numbers.below(8)).min(bytes.len()))),
            3 => {
                let part = bytes[at..(at + numbers.below(64)).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            _ if numbers.below(8) == 0 => bytes.truncate(at),
            _ => {}
        }
    }
    bytes
}

fn in_time<T>(what: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = what();
    assert!(started.elapsed() < PATIENCE, "it took {:?}", started.elapsed());
    result
}

fn der(text: &str) -> Vec<Vec<u8>> {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    let parts =
        text.split("-----END").filter_map(|part| part.split_once("-----BEGIN")?.1.split_once("-----"));
    parts.map(|(_, part)| BASE64_STANDARD.decode(part.replace(['\n', '\r'], "")).unwrap()).collect()
}

fn as_pem(label: &str, der: &[u8]) -> String {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", BASE64_STANDARD.encode(der))
}

#[test]
fn broken_certificates_and_keys_are_refused_in_time() {
    let mut numbers = Numbers(0x5eed);
    let mut taken = 0;
    for (chain, key) in
        [("chain.pem", "chain.key"), ("rsa.pem", "rsa.pkcs1.key"), ("ed25519.pem", "ed25519.key")]
    {
        let good = certificate(chain, key);
        let (ders, key_der) = (der(&good.chain), der(&pem(key)).remove(0));
        let label = if key.contains("pkcs1") { "RSA PRIVATE KEY" } else { "PRIVATE KEY" };
        for case in 0..CASES {
            let tried = match case % 3 {
                0 => {
                    let text = broken(good.chain.as_bytes(), &mut numbers);
                    NewCertificate { chain: String::from_utf8_lossy(&text).into_owned(), ..good.clone() }
                }
                1 => {
                    let which = numbers.below(ders.len());
                    let part = |(at, der): (usize, &Vec<u8>)| {
                        as_pem(
                            "CERTIFICATE",
                            &if at == which { broken(der, &mut numbers) } else { der.clone() },
                        )
                    };
                    NewCertificate { chain: ders.iter().enumerate().map(part).collect(), ..good.clone() }
                }
                _ => NewCertificate {
                    private_key: as_pem(label, &broken(&key_der, &mut numbers)),
                    ..good.clone()
                },
            };
            let result = in_time(|| hq_server::certificates::check(&tried, NOW));
            taken += u32::from(result.is_ok());
            assert!(result.is_ok() || !result.unwrap_err().is_empty(), "a refusal says why");
        }
    }
    assert!(taken < CASES, "most are broken: {taken}");
}

#[test]
fn broken_pictures_are_refused_in_time() {
    let mut numbers = Numbers(0x5eed);
    let folder = format!("{}/../../fuzz/seeds/pictures", env!("CARGO_MANIFEST_DIR"));
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(hq_server::platform::images::redraw(&bytes).is_ok());
        for _ in 0..CASES / 8 {
            let tried = broken(&bytes, &mut numbers);
            let _ = in_time(|| hq_server::platform::images::redraw(&tried));
        }
    }
}
