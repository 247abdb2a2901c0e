//! What has to be read again is kept encrypted: by whom, the embedded broker does not know.

/// Encrypts what the journal keeps for a dataplant: its credentials and private keys.
pub trait Sealer: Send + Sync {
    /// Whether there is a key. Without one, no dataplant can be ordered.
    fn can_seal(&self) -> bool;

    /// Encrypts a secret for a place: what is sealed for one must not open in another.
    ///
    /// # Errors
    /// Without a key.
    fn seal(&self, place: &[u8], secret: &[u8]) -> Result<Vec<u8>, SealError>;

    /// Decrypts what was sealed for a place.
    ///
    /// # Errors
    /// Where it was sealed with a key that is not there, for another place, or was changed since.
    fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError>;

    /// Whether something was sealed with the key that seals now: what was not is sealed anew, so that the former key can go.
    fn is_current(&self, sealed: &[u8]) -> bool;
}

/// A secret cannot be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// There is no key.
    #[error("no key is configured to encrypt secrets with")]
    NoKey,
    /// Its key is missing, or it was changed.
    #[error("a secret cannot be decrypted: its key is missing, or it was tampered with")]
    Unopenable,
}
