//! What is kept of a request's first try, by which another one is known.

use super::{Idempotency, Operation, Origin, Repeat};
use crate::{
    access::Actor, app::App, db::entity::idempotency_key, http::problem::Failure, platform::token::hash,
};
use sea_orm::EntityTrait as _;

/// How a request is known in the table of answers.
#[derive(Debug)]
pub struct Marks {
    /// What the answer is kept under: caller and key.
    pub key_hash: Vec<u8>,
    /// What tells it from another request with the same key.
    pub fingerprint: Vec<u8>,
}

impl Idempotency {
    /// How it is known when this caller sends it; none without a key.
    pub fn marks(&self, caller: Option<&Actor>) -> Option<Marks> {
        let key = self.key.as_ref()?;
        let id = caller.map(|caller| caller.id().to_string()).unwrap_or_default();
        // Salted with the key, which is not kept: the fingerprint of a body with a password tells nothing.
        let fingerprint = hash(&[key, &self.target, &self.body]);
        Some(Marks { key_hash: hash(&[&id, key]), fingerprint })
    }
}

impl Operation {
    /// Ends a PUT, PATCH or DELETE that did its work before, with the answer of then: for work that asks for a proof before it begins,
    /// and makes that proof wrong, as a password that it changes. Only the same request of the same caller ends here; any other goes on
    /// to the proof. What the proof is held against is read before this: what is done in the meantime is then found when it
    /// begins.
    ///
    /// # Errors
    /// The former answer; 429 where the caller writes too much; 503 where the database is away.
    pub async fn end_if_done(app: &App, origin: &Origin, caller: impl Into<Actor>) -> Result<(), Failure> {
        let caller: Actor = caller.into();
        let Some(once) = origin.repeat().map(Repeat::once) else { return Ok(()) };
        let Some(marks) = once.marks(Some(&caller)) else { return Ok(()) };
        let kept = idempotency_key::Entity::find_by_id(marks.key_hash).one(app.db().read()).await?;
        if kept.is_some_and(|kept| kept.fingerprint == marks.fingerprint) {
            // Ends here, unless the answer was forgotten in the meantime: then nothing has begun.
            drop(Self::begin_once(app, origin, Some(caller), &once).await?);
        }
        Ok(())
    }
}
