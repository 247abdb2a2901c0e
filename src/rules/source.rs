//! Where the saved rules are read, and how they are saved: a member's are a list of their own, a key's stand in the key.

use super::owner::{RulesOf, RulesOwner};
use crate::{
    api::{Answer, Error, Mutation, Query},
    kit::is_stale,
};
use hq_contract::{
    ETag,
    api_keys::{ApiKey, ApiKeyPatch, UpdateApiKey},
    rules::{FormerRules, MemberRules, NewRules, PutRules, Rule},
};
use leptos::prelude::*;

/// The saved rules.
#[derive(Clone, Copy)]
pub enum RulesSource {
    /// Of a member.
    Member(Query<MemberRules>),
    /// Of a key.
    Key(Query<ApiKey>),
}

impl RulesSource {
    /// The list, as soon as it is here.
    pub fn rules(self) -> Option<Vec<Rule>> {
        match self {
            Self::Member(query) => query.with(|remote| Some(remote.ready()?.value.rules.clone())),
            Self::Key(query) => query.with(|remote| Some(remote.ready()?.value.rules.clone())),
        }
    }

    /// What a member had when they last left.
    pub fn former(self) -> Option<FormerRules> {
        match self {
            Self::Member(query) => query.with(|remote| remote.ready()?.value.former.clone()),
            Self::Key(_) => None,
        }
    }

    /// The version that a change starts from.
    pub fn version(self) -> Option<ETag> {
        match self {
            Self::Member(query) => query.with_untracked(|remote| remote.ready()?.version.clone()),
            Self::Key(query) => query.with_untracked(|remote| remote.ready()?.version.clone()),
        }
    }

    /// Looks for what others have saved.
    pub fn retry(self) {
        match self {
            Self::Member(query) => query.retry(),
            Self::Key(query) => query.retry(),
        }
    }

    /// Whether that is on its way.
    pub fn fetching(self) -> Signal<bool> {
        match self {
            Self::Member(query) => query.fetching(),
            Self::Key(query) => query.fetching(),
        }
    }
}

/// Saves a list.
#[derive(Clone, Copy)]
pub struct Saving {
    put: Mutation<PutRules>,
    update: Mutation<UpdateApiKey>,
}

impl Saving {
    /// Nothing is sent yet. `done` runs with what was saved.
    pub fn new(source: RulesSource, done: impl Fn(Vec<Rule>) + Copy + 'static) -> Self {
        let put = Mutation::<PutRules>::new(move |answer: Answer<MemberRules>| {
            let rules = answer.value.rules.clone();
            if let RulesSource::Member(query) = source {
                query.set(answer);
            }
            done(rules);
        });
        let update = Mutation::<UpdateApiKey>::new(move |answer: Answer<ApiKey>| {
            let rules = answer.value.rules.clone();
            if let RulesSource::Key(query) = source {
                query.set(answer);
            }
            done(rules);
        });
        Self { put, update }
    }

    /// Sends a list.
    pub fn run(self, owner: RulesOwner, version: ETag, rules: Vec<Rule>) {
        let org = owner.org;
        match owner.of {
            RulesOf::Member(user) => self.put.run(&PutRules { org, user, version, body: NewRules { rules } }),
            RulesOf::Key(id) => {
                let body = ApiKeyPatch { rules: Some(rules), ..ApiKeyPatch::default() };
                self.update.run(&UpdateApiKey { org, id, version, body });
            }
        }
    }

    /// Why it was not saved.
    pub fn error(self) -> Option<Error> {
        self.put.error().get().or_else(|| self.update.error().get())
    }

    /// Whether it is on its way.
    pub fn pending(self) -> Signal<bool> {
        let (put, update) = (self.put.pending(), self.update.pending());
        Signal::derive(move || put.get() || update.get())
    }

    /// Whether others have saved another list meanwhile.
    pub fn is_stale(self) -> bool {
        is_stale(self.put) || is_stale(self.update)
    }

    /// Forgets why it was not saved.
    pub fn clear(self) {
        self.put.clear();
        self.update.clear();
    }
}
