//! Members who have been chosen, to do something to several at once. They stay chosen while others are shown.

use hq_contract::{UserId, members::Member};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Who is chosen, by name.
#[derive(Clone, Copy)]
pub struct Picked(RwSignal<BTreeMap<UserId, String>>);

impl Picked {
    /// Nobody.
    pub fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// Whether somebody is chosen.
    pub fn has(self, id: UserId) -> Memo<bool> {
        Memo::new(move |_| self.0.with(|picked| picked.contains_key(&id)))
    }

    /// How many of these are chosen.
    pub fn of(self, members: &[Member]) -> usize {
        self.0.with(|picked| members.iter().filter(|member| picked.contains_key(&member.id)).count())
    }

    /// How many are.
    pub fn count(self) -> usize {
        self.0.with(BTreeMap::len)
    }

    /// Who is, with their names.
    pub fn all(self) -> BTreeMap<UserId, String> {
        self.0.get_untracked()
    }

    /// Chooses these, or does so no more.
    pub fn set(self, members: &[Member], chosen: bool) {
        self.0.update(|picked| {
            for member in members {
                if chosen {
                    picked.insert(member.id, member.full_name.to_string());
                } else {
                    picked.remove(&member.id);
                }
            }
        });
    }

    /// Somebody belongs to the organization no more.
    pub fn forget(self, id: UserId) {
        self.0.update(|picked| {
            picked.remove(&id);
        });
    }

    /// Chooses nobody.
    pub fn clear(self) {
        self.0.set(BTreeMap::new());
    }
}
