//! Secrets that have to be read again, encrypted before they reach the database: AES-256-GCM (NIST SP 800-38D) under a key
//! of the configuration. Passwords and tokens are not among them: those are kept as hashes.

use crate::platform::random::{Random, bytes};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest as _, Sha256};
use std::{fmt, sync::Arc};

/// The bytes of a key.
pub const KEY_BYTES: usize = 32;
/// How a sealed secret is laid out: this byte, the key's name, the nonce, the encrypted text with its tag.
const LAYOUT: u8 = 1;
/// The bytes of a key's name.
const NAME_BYTES: usize = 8;

/// The keys: the first one seals, each opens what it sealed. Without any, nothing can be kept.
#[derive(Clone, Default)]
pub struct Secrets(Arc<[Key]>);

struct Key {
    name: [u8; NAME_BYTES],
    key: LessSafeKey,
}

/// There is no key to seal with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no key is configured to encrypt secrets with")]
pub struct NoKey;

/// What was kept cannot be opened: its key is not configured, or it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret cannot be decrypted: its key is missing, or it was tampered with")]
pub struct Unopenable;

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({} keys)", self.0.len())
    }
}

impl Secrets {
    /// The keys, the one that seals first.
    #[must_use]
    pub fn new(keys: impl IntoIterator<Item = [u8; KEY_BYTES]>) -> Self {
        Self(keys.into_iter().filter_map(|bytes| Key::new(&bytes)).collect())
    }

    /// Whether anything can be kept.
    #[must_use]
    pub fn can_seal(&self) -> bool {
        !self.0.is_empty()
    }

    /// Encrypts a secret for a place: what is sealed for one cannot be opened in another.
    ///
    /// # Errors
    /// Without a key.
    pub fn seal(&self, random: &dyn Random, place: &[u8], secret: &[u8]) -> Result<Vec<u8>, NoKey> {
        let key = self.0.first().ok_or(NoKey)?;
        let nonce: [u8; NONCE_LEN] = bytes(random);
        let mut text = secret.to_vec();
        key.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place), &mut text)
            .map_err(|_| NoKey)?;
        Ok([&[LAYOUT], &key.name[..], &nonce[..], &text[..]].concat())
    }

    /// Decrypts what was sealed for a place.
    ///
    /// # Errors
    /// Where it was sealed with another key, for another place, or changed since.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Unopenable> {
        let (key, nonce, text) = self.parts(sealed).ok_or(Unopenable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Unopenable)?;
        let mut text = text.to_vec();
        let secret = key.key.open_in_place(nonce, Aad::from(place), &mut text).map_err(|_| Unopenable)?;
        Ok(secret.to_vec())
    }

    /// Whether something was sealed with the first key: what was not is sealed anew, and then the other key can go.
    #[must_use]
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        self.0.first().is_some_and(|key| sealed.get(1..=NAME_BYTES) == Some(&key.name[..]))
    }

    /// What was sealed with another key than the first, sealed with the first one; nothing where it was so already.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn renewed(
        &self,
        random: &dyn Random,
        place: &[u8],
        sealed: &[u8],
    ) -> Result<Option<Vec<u8>>, Unopenable> {
        if self.is_current(sealed) {
            return Ok(None);
        }
        let secret = self.open(place, sealed)?;
        Ok(self.seal(random, place, &secret).ok())
    }

    fn parts<'a>(&self, sealed: &'a [u8]) -> Option<(&Key, &'a [u8], &'a [u8])> {
        let (layout, rest) = sealed.split_first()?;
        let (name, rest) = rest.split_at_checked(NAME_BYTES)?;
        let (nonce, text) = rest.split_at_checked(NONCE_LEN)?;
        let key = self.0.iter().find(|key| key.name == name).filter(|_| *layout == LAYOUT)?;
        Some((key, nonce, text))
    }
}

impl Key {
    fn new(bytes: &[u8; KEY_BYTES]) -> Option<Self> {
        let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, bytes).ok()?);
        // A name says nothing of the key: it is the beginning of a hash, with a word so that no other use has the same.
        let digest = Sha256::new().chain_update(b"hq secrets key").chain_update(bytes).finalize();
        let name = digest.first_chunk().copied()?;
        Some(Self { name, key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::random::SystemRandom;

    fn secrets(keys: &[u8]) -> Secrets {
        Secrets::new(keys.iter().map(|byte| [*byte; KEY_BYTES]))
    }

    #[test]
    fn what_is_sealed_opens_in_its_place_only() {
        let secrets = secrets(&[1]);
        let sealed = secrets.seal(&SystemRandom, b"here", b"a private key").unwrap();
        assert_eq!(secrets.open(b"here", &sealed).unwrap(), b"a private key");
        assert_eq!(secrets.open(b"there", &sealed), Err(Unopenable));
        assert!(!sealed.windows(7).any(|part| part == b"private"));
        assert_ne!(secrets.seal(&SystemRandom, b"here", b"a private key").unwrap(), sealed);
    }

    #[test]
    fn what_was_changed_or_cut_off_does_not_open() {
        let secrets = secrets(&[1]);
        let sealed = secrets.seal(&SystemRandom, b"here", b"a private key").unwrap();
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert_eq!(secrets.open(b"here", &changed), Err(Unopenable), "byte {index}");
            assert_eq!(secrets.open(b"here", &sealed[..index]), Err(Unopenable), "cut at {index}");
        }
    }

    #[test]
    fn former_keys_open_and_the_first_one_seals() {
        let old = secrets(&[1]);
        let sealed = old.seal(&SystemRandom, b"here", b"x").unwrap();
        let both = secrets(&[2, 1]);
        assert_eq!(both.open(b"here", &sealed).unwrap(), b"x");
        assert!(old.is_current(&sealed) && !both.is_current(&sealed));
        let anew = both.seal(&SystemRandom, b"here", b"x").unwrap();
        assert!(both.is_current(&anew));
        assert_eq!(secrets(&[1]).open(b"here", &anew), Err(Unopenable));
    }

    #[test]
    fn without_a_key_nothing_is_kept() {
        let none = secrets(&[]);
        assert_eq!(none.seal(&SystemRandom, b"here", b"x"), Err(NoKey));
        assert!(!none.can_seal() && !format!("{:?}", secrets(&[7])).contains('7'));
    }
}
