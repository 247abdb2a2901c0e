//! The selected members, for actions on several at once. They stay selected while the table shows others.

use hq_contract::{UserId, members::Member};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The selected members and their names.
#[derive(Clone, Copy)]
pub struct Selection(RwSignal<BTreeMap<UserId, String>>);

impl Selection {
    /// An empty selection.
    pub fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// Whether a member is selected.
    pub fn has(self, id: UserId) -> Memo<bool> {
        Memo::new(move |_| self.0.with(|selection| selection.contains_key(&id)))
    }

    /// How many of these members are selected.
    pub fn of(self, members: &[Member]) -> usize {
        self.0.with(|selection| members.iter().filter(|member| selection.contains_key(&member.id)).count())
    }

    /// The number of selected members.
    pub fn count(self) -> usize {
        self.0.with(BTreeMap::len)
    }

    /// The selected members with their names.
    pub fn all(self) -> BTreeMap<UserId, String> {
        self.0.get_untracked()
    }

    /// Selects or deselects these members.
    pub fn set(self, members: &[Member], chosen: bool) {
        self.0.update(|selection| {
            for member in members {
                if chosen {
                    selection.insert(member.id, member.full_name.to_string());
                } else {
                    selection.remove(&member.id);
                }
            }
        });
    }

    /// Deselects a member who has left the organization.
    pub fn forget(self, id: UserId) {
        self.0.update(|selection| {
            selection.remove(&id);
        });
    }

    /// Deselects everybody.
    pub fn clear(self) {
        self.0.set(BTreeMap::new());
    }
}
