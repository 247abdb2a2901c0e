//! Passwords of bindings. Nobody keeps them: who lost one is given another.

use crate::ambient::Random;
use postgres_protocol::password::scram_sha_256;

/// The characters of a password: none that a URL or a shell reads differently.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// How many: 6 bits each, 192 in all.
const LENGTH: usize = 32;

/// A password.
pub struct Password(String);

impl Password {
    /// A new one.
    pub fn new(random: &Random) -> Self {
        let mut bytes = [0_u8; LENGTH];
        random(&mut bytes);
        Self(
            bytes
                .iter()
                .filter_map(|byte| ALPHABET.get(usize::from(byte % 64)))
                .map(|byte| char::from(*byte))
                .collect(),
        )
    }

    /// What the server keeps instead of it (RFC 5803). Only this is sent to it: the statement may be in its log.
    pub fn verifier(&self) -> String {
        scram_sha_256(self.0.as_bytes())
    }

    /// The password itself, to be told once.
    pub fn tell(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn a_password_is_drawn_and_its_verifier_does_not_hold_it() {
        let random: Random =
            Arc::new(|bytes| bytes.iter_mut().zip(0_u8..).for_each(|(byte, n)| *byte = n * 7));
        let password = Password::new(&random);
        let verifier = password.verifier();
        assert!(verifier.starts_with("SCRAM-SHA-256$4096:"));
        let told = password.tell();
        assert_eq!(told.len(), 32);
        assert!(!verifier.contains(&told));
    }
}
