//! Password hashes: Argon2id (RFC 9106), so many at a time, so that a wave of sign-ins cannot take the machine.

use crate::{
    http::problem::Failure,
    platform::{
        password_memory::Memory,
        random::{Random, SharedRandom, bytes},
        turns::Turns,
    },
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use hq_contract::Password;
use std::{sync::Arc, time::Duration};

/// How long memory is kept for the next hash.
const KEPT: Duration = Duration::from_secs(1);

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    random: SharedRandom,
    turns: Turns,
    memory: Memory,
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
    /// It does, but the hash is of former times and should be renewed: of the password as it was typed, before passwords were
    /// prepared, or less work to try out than today's.
    Former,
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
        Ok(Self { argon2, random, turns: Turns::new(at_once), memory: Memory::default(), decoy })
    }

    /// The hash to keep of a password (PHC string), prepared as [`Password`] says.
    ///
    /// # Errors
    /// 500 where hashing fails.
    pub async fn hash(&self, password: &str) -> Result<String, Failure> {
        let (argon2, password) = (self.argon2.clone(), Password::prepare(password));
        let (salt, memory) = (bytes::<16>(self.random.as_ref()), self.memory.clone());
        self.in_turn(move || work_out(&argon2, password.as_bytes(), &salt, &memory))
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
        let (memory, known) = (self.memory.clone(), kept.is_some());
        let hash = kept.map_or_else(|| self.decoy.to_string(), str::to_owned);
        let today = self.argon2.params().clone();
        self.in_turn(move || {
            let Ok(hash) = PasswordHash::new(&hash) else { return Fit::No };
            let fits = |text: &str| is_of(&hash, text.as_bytes(), &memory) && known;
            match (fits(&prepared), typed != prepared && fits(&typed)) {
                (true, _) if is_weaker(&hash, &today) => Fit::Former,
                (true, _) => Fit::Yes,
                (false, true) => Fit::Former,
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
        let done = self.turns.run(work).await;
        self.let_go_soon();
        done
    }

    /// Gives memory back unless it is needed again in a moment.
    fn let_go_soon(&self) {
        let (memory, uses) = (self.memory.clone(), self.memory.uses());
        tokio::spawn(async move {
            tokio::time::sleep(KEPT).await;
            memory.let_go(uses);
        });
    }

    /// How many pieces of memory are kept to hash in.
    #[must_use]
    pub fn memory_pieces(&self) -> usize {
        self.memory.pieces()
    }

    /// How many hashes may start right now.
    #[must_use]
    pub fn free_turns(&self) -> usize {
        self.turns.free()
    }
}

/// The hash of a password, as it is kept.
fn work_out(
    argon2: &Argon2<'_>,
    password: &[u8],
    salt: &[u8],
    memory: &Memory,
) -> Result<String, argon2::password_hash::Error> {
    let mut hash = [0; Params::DEFAULT_OUTPUT_LEN];
    memory.with(argon2.params().block_count(), |blocks| {
        argon2.hash_password_into_with_memory(password, salt, &mut hash, blocks)
    })?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(argon2.params())?,
        salt: Some(Salt::new(salt)?),
        hash: Some(Output::new(&hash)?),
    };
    Ok(hash.to_string())
}

/// Whether a kept hash is that of a password, worked out with the kept one's own parameters. The comparison takes the same
/// time wherever they differ ([`Output`]).
fn is_of(kept: &PasswordHash, password: &[u8], memory: &Memory) -> bool {
    let (Some(salt), Some(hash)) = (&kept.salt, &kept.hash) else { return false };
    let Some((algorithm, version, params)) = way(kept) else { return false };
    let argon2 = Argon2::new(algorithm, version, params);
    let mut buffer = [0; Output::MAX_LENGTH];
    let Some(out) = buffer.get_mut(..hash.len()) else { return false };
    let done = memory.with(argon2.params().block_count(), |blocks| {
        argon2.hash_password_into_with_memory(password, salt, out, blocks)
    });
    done.is_ok() && Output::new(out).is_ok_and(|out| out == *hash)
}

/// How a kept hash was made.
fn way(kept: &PasswordHash) -> Option<(Algorithm, Version, Params)> {
    let algorithm = Algorithm::try_from(kept.algorithm.as_str()).ok()?;
    let version = kept.version.map_or(Ok(Version::default()), Version::try_from).ok()?;
    Some((algorithm, version, Params::try_from(kept).ok()?))
}

/// Whether a kept hash was made in a way that is less than today's in anything.
fn is_weaker(kept: &PasswordHash, today: &Params) -> bool {
    way(kept).is_none_or(|(algorithm, version, params)| {
        algorithm != Algorithm::Argon2id
            || version != Version::V0x13
            || params.m_cost() < today.m_cost()
            || params.t_cost() < today.t_cost()
    })
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
    use argon2::{PasswordHasher as _, PasswordVerifier as _};
    use futures::future::join_all;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn there_is_never_more_memory_than_turns() {
        let random: SharedRandom = Arc::new(crate::platform::random::SystemRandom);
        let passwords = Passwords::new(Cost::Least, 2, random).unwrap();
        let kept = passwords.hash("a password").await.unwrap();
        let tries = (0..60).map(|number| {
            let (passwords, kept) = (passwords.clone(), kept.clone());
            tokio::spawn(async move {
                let password = if number % 2 == 0 { "a password" } else { "another" };
                let fit = passwords.verify(password, Some(&kept)).await.unwrap();
                assert_eq!(fit.fits(), number % 2 == 0, "memory of other hashes changes nothing");
                passwords.memory_pieces()
            })
        });
        for pieces in join_all(tries).await {
            assert!((1..=2).contains(&pieces.unwrap()));
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn memory_goes_back_when_nobody_needs_it() {
        let random: SharedRandom = Arc::new(crate::platform::random::SystemRandom);
        let passwords = Passwords::new(Cost::Least, 1, random).unwrap();
        passwords.hash("a password").await.unwrap();
        let given_back = async {
            while passwords.memory_pieces() > 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(KEPT * 60, given_back).await.unwrap();
    }

    #[tokio::test]
    async fn hashes_are_those_of_everybody_elses_argon2() {
        let random: SharedRandom = Arc::new(crate::platform::random::SystemRandom);
        let passwords = Passwords::new(Cost::Least, 1, random).unwrap();
        for password in ["first", "second"] {
            let kept = passwords.hash(password).await.unwrap();
            let kept = PasswordHash::new(&kept).unwrap();
            assert!(Argon2::default().verify_password(password.as_bytes(), &kept).is_ok());
            assert!(Argon2::default().verify_password(b"other", &kept).is_err());
        }
    }

    #[tokio::test]
    async fn the_decoy_is_worked_through_like_a_real_hash() {
        let random: SharedRandom = Arc::new(crate::platform::random::SystemRandom);
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

    #[test]
    fn hashes_that_are_less_work_than_todays_are_told() {
        let today = Params::new(19 * 1024, 2, 1, None).unwrap();
        for (way, weaker) in [
            ("argon2id$v=19$m=19456,t=2,p=1", false),
            ("argon2id$v=19$m=65536,t=3,p=4", false),
            ("argon2id$v=19$m=9216,t=2,p=1", true),
            ("argon2id$v=19$m=65536,t=1,p=1", true),
            ("argon2id$v=16$m=19456,t=2,p=1", true),
            ("argon2i$v=19$m=19456,t=2,p=1", true),
        ] {
            let kept = format!("${way}$c2l4dGVlbiBieXRlcyAuLg$c2l4dGVlbiBieXRlcyAuLg");
            assert_eq!(is_weaker(&PasswordHash::new(&kept).unwrap(), &today), weaker, "{way}");
        }
    }

    #[tokio::test]
    async fn a_password_fits_however_its_letters_are_composed() {
        let random: SharedRandom = Arc::new(crate::platform::random::SystemRandom);
        let passwords = Passwords::new(Cost::Least, 1, random).unwrap();
        let (nfc, nfd) = ("caf\u{e9} noir\u{3000}", "cafe\u{301} noir ");
        let kept = passwords.hash(nfd).await.unwrap();
        for typed in [nfc, nfd] {
            assert_eq!(passwords.verify(typed, Some(&kept)).await.unwrap(), Fit::Yes, "{typed:?}");
        }
        assert_eq!(passwords.verify("cafe noir ", Some(&kept)).await.unwrap(), Fit::No);
        let former = passwords.argon2.hash_password_with_salt(nfd.as_bytes(), b"sixteen bytes ..").unwrap();
        let former = former.to_string();
        assert_eq!(passwords.verify(nfd, Some(&former)).await.unwrap(), Fit::Former);
        assert_eq!(passwords.verify(nfc, Some(&former)).await.unwrap(), Fit::No, "it never did");
    }
}
