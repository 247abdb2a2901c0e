//! Verifiers of passwords, as a PostgreSQL server keeps them (RFC 5802, 3; RFC 5803).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::{digest, hmac, pbkdf2};
use std::num::NonZeroU32;

/// Whether a verifier is of a password.
pub fn is_of(verifier: &str, password: &str) -> bool {
    let parts: Vec<&str> = verifier.split(['$', ':']).collect();
    let [scheme, rounds, salt, stored, server] = parts[..] else { panic!("{verifier}") };
    assert_eq!(scheme, "SCRAM-SHA-256");
    let keys = keys(password, &STANDARD.decode(salt).unwrap(), rounds.parse().unwrap());
    keys == (stored.to_owned(), server.to_owned())
}

/// A verifier that costs next to nothing: a test connects a thousand times, by code that is not optimized.
pub fn cheap(password: &str) -> String {
    let salt = b"of a test";
    let (stored, server) = keys(password, salt, 1);
    format!("SCRAM-SHA-256$1:{}${stored}:{server}", STANDARD.encode(salt))
}

fn keys(password: &str, salt: &[u8], rounds: u32) -> (String, String) {
    let mut salted = [0; 32];
    let rounds = NonZeroU32::new(rounds).unwrap();
    pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, rounds, salt, password.as_bytes(), &mut salted);
    let key = hmac::Key::new(hmac::HMAC_SHA256, &salted);
    let stored = digest::digest(&digest::SHA256, hmac::sign(&key, b"Client Key").as_ref());
    (STANDARD.encode(stored), STANDARD.encode(hmac::sign(&key, b"Server Key")))
}
