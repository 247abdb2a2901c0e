//! Who did something, in words.

use hq_contract::Actor;
use hq_text::{Texts, common};

/// What somebody is called, and of an API key that it is one, within a sentence.
#[must_use]
pub fn actor_name(texts: &Texts, actor: &Actor) -> String {
    match actor {
        Actor::Person { name, .. } => name.to_string(),
        Actor::ApiKey { name, .. } => common::api_key_named(texts, name.as_str()),
    }
}
