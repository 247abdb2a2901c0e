//! Password hashes: Argon2id (RFC 9106) behind a semaphore, so that a wave of sign-ins cannot take the machine.

use crate::{
    problem::Failure,
    random::{Random, SharedRandom, bytes},
};
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::phc::PasswordHash,
};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use hq_contract::{Password, ProblemCode};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    random: SharedRandom,
    turns: Arc<Semaphore>,
    /// Fits no password; checked for unknown addresses so that they take as long as known ones.
    decoy: Arc<str>,
}

/// Whether a password fits a kept hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It does not, or there is none.
    No,
    /// It does.
    Yes,
    /// It does as it was typed: the hash is of the time before passwords were prepared, and should be renewed.
    Unprepared,
}

impl Fit {
    /// Whether it fits at all.
    #[must_use]
    pub fn fits(self) -> bool {
        self != Self::No
    }
}

/// How much work a hash is.
#[derive(Clone, Copy, Debug)]
pub enum Cost {
    /// 19 MiB, two passes: OWASP's minimum for Argon2id.
    Full,
    /// As little as possible, for tests.
    Least,
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passwords")
    }
}

impl Passwords {
    /// With so many hashes at a time.
    ///
    /// # Errors
    /// Where Argon2 refuses the parameters.
    pub fn new(
        cost: Cost,
        at_once: usize,
        random: SharedRandom,
    ) -> Result<Self, argon2::password_hash::Error> {
        let params = match cost {
            Cost::Full => Params::new(19 * 1024, 2, 1, None),
            Cost::Least => Params::new(8, 1, 1, None),
        }?;
        let decoy = decoy(&params, random.as_ref()).into();
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Ok(Self { argon2, random, turns: Arc::new(Semaphore::new(at_once)), decoy })
    }

    /// The hash to keep of a password (PHC string), prepared as [`Password`] says.
    ///
    /// # Errors
    /// 500 where hashing fails.
    pub async fn hash(&self, password: &str) -> Result<String, Failure> {
        let (argon2, password) = (self.argon2.clone(), Password::prepare(password));
        let salt = crate::random::bytes::<16>(self.random.as_ref());
        self.in_turn(move || {
            argon2.hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string())
        })
        .await?
        .map_err(|error| Failure::internal(&error))
    }

    /// Whether a password fits a kept hash, prepared or, for hashes of former times, as it was typed. Without a hash
    /// (unknown address) it takes as long, and never fits; how long depends on what was typed alone.
    ///
    /// # Errors
    /// 500 where the work could not be done.
    pub async fn verify(&self, password: &str, kept: Option<&str>) -> Result<Fit, Failure> {
        let (prepared, typed) = (Password::prepare(password), password.to_owned());
        let (argon2, known) = (self.argon2.clone(), kept.is_some());
        let hash = kept.map_or_else(|| self.decoy.to_string(), str::to_owned);
        self.in_turn(move || {
            let Ok(hash) = PasswordHash::new(&hash) else { return Fit::No };
            let fits = |text: &str| argon2.verify_password(text.as_bytes(), &hash).is_ok() && known;
            match (fits(&prepared), typed != prepared && fits(&typed)) {
                (true, _) => Fit::Yes,
                (false, true) => Fit::Unprepared,
                (false, false) => Fit::No,
            }
        })
        .await
    }

    /// Runs work on a blocking thread when its turn has come.
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let turn =
            self.turns.clone().acquire_owned().await.map_err(|_| Failure::from(ProblemCode::Unavailable))?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(|error| Failure::internal(&error))
    }

    /// How many hashes may start right now.
    #[must_use]
    pub fn free_turns(&self) -> usize {
        self.turns.available_permits()
    }
}

/// A hash that takes as long to check as any other, made up: working it out would cost the start 19 MiB.
fn decoy(params: &Params, random: &dyn Random) -> String {
    let (memory, time, lanes) = (params.m_cost(), params.t_cost(), params.p_cost());
    let salt = STANDARD_NO_PAD.encode(bytes::<16>(random));
    let hash = STANDARD_NO_PAD.encode(bytes::<32>(random));
    format!("$argon2id$v=19$m={memory},t={time},p={lanes}${salt}${hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_decoy_is_worked_through_like_a_real_hash() {
        let random: SharedRandom = Arc::new(crate::random::SystemRandom);
        let passwords = Passwords::new(Cost::Least, 1, random).unwrap();
        let real = passwords.hash("a password").await.unwrap();
        let (decoy, real) = (PasswordHash::new(&passwords.decoy).unwrap(), PasswordHash::new(&real).unwrap());
        assert_eq!(
            (decoy.algorithm, decoy.version, &decoy.params),
            (real.algorithm, real.version, &real.params)
        );
        assert_eq!(
            (decoy.salt.map(|s| s.len()), decoy.hash.map(|h| h.len())),
            (real.salt.map(|s| s.len()), real.hash.map(|h| h.len()))
        );
        assert_eq!(passwords.verify("", None).await.unwrap(), Fit::No);
    }

    #[tokio::test]
    async fn a_password_fits_however_its_letters_are_composed() {
        let random: SharedRandom = Arc::new(crate::random::SystemRandom);
        let passwords = Passwords::new(Cost::Least, 1, random).unwrap();
        let (nfc, nfd) = ("caf\u{e9} noir\u{3000}", "cafe\u{301} noir ");
        let kept = passwords.hash(nfd).await.unwrap();
        for typed in [nfc, nfd] {
            assert_eq!(passwords.verify(typed, Some(&kept)).await.unwrap(), Fit::Yes, "{typed:?}");
        }
        assert_eq!(passwords.verify("cafe noir ", Some(&kept)).await.unwrap(), Fit::No);
        let former = passwords.argon2.hash_password_with_salt(nfd.as_bytes(), b"sixteen bytes ..").unwrap();
        let former = former.to_string();
        assert_eq!(passwords.verify(nfd, Some(&former)).await.unwrap(), Fit::Unprepared);
        assert_eq!(passwords.verify(nfc, Some(&former)).await.unwrap(), Fit::No, "it never did");
    }
}
