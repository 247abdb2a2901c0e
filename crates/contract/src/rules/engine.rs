//! What rules decide: the one implementation, for the browser and the server.

use super::{Action, Category, Effect, Resource, Rule};
use crate::Tag;
use uuid::Uuid;

/// May this be done?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// With what kind of things.
    pub category: Category,
    /// What.
    pub action: Action,
    /// With which thing, if with one in particular.
    pub id: Option<Uuid>,
    /// The thing's tags.
    pub tags: Vec<Tag>,
}

/// What the rules say to a question. Numbers are places in the list, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether it may be done.
    pub allowed: bool,
    /// The rule that decided: the last that matches. None: no rule matches, and so it is denied.
    pub deciding: Option<usize>,
    /// The others that match, first to last.
    pub overridden: Vec<usize>,
}

/// A rule that can never decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shadow {
    /// The rule's place, from 0.
    pub rule: usize,
    /// The places of those that hide it, first to last: whatever it matches, one of these matches later.
    pub by: Vec<usize>,
}

impl Question {
    /// About things of a category, none in particular.
    #[must_use]
    pub const fn of(category: Category, action: Action) -> Self {
        Self { category, action, id: None, tags: Vec::new() }
    }

    /// Whether a resource is among what it is about.
    #[must_use]
    pub fn is_about(&self, resource: &Resource) -> bool {
        match resource {
            Resource::All => true,
            Resource::Id(id) => self.id == Some(*id),
            Resource::Tag(tag) => self.tags.contains(tag),
        }
    }

    /// The thing's id and tags.
    pub(super) fn resources(&self) -> impl Iterator<Item = Resource> {
        self.id.map(Resource::Id).into_iter().chain(self.tags.iter().cloned().map(Resource::Tag))
    }
}

impl Rule {
    /// Whether the rule has a say.
    #[must_use]
    pub fn matches(&self, question: &Question) -> bool {
        self.can_decide(question) && question.is_about(&self.resource)
    }

    /// Whether the rule is about the same action.
    pub(super) fn can_decide(&self, question: &Question) -> bool {
        self.category == question.category && self.action.covers(question.action)
    }
}

impl Resource {
    /// Whether it is about everything that the other is about, whatever tags things may have.
    fn contains(&self, other: &Self) -> bool {
        *self == Self::All || self == other
    }
}

/// The last rule that matches wins; where none does, the answer is no.
#[must_use]
pub fn decide(rules: &[Rule], question: &Question) -> Decision {
    let mut overridden: Vec<usize> =
        rules.iter().enumerate().filter(|(_, rule)| rule.matches(question)).map(|(place, _)| place).collect();
    let deciding = overridden.pop();
    let allowed =
        deciding.and_then(|place| rules.get(place)).is_some_and(|rule| rule.effect == Effect::Allow);
    Decision { allowed, deciding, overridden }
}

/// Which rules can never decide, first to last.
#[must_use]
pub fn shadowed(rules: &[Rule]) -> Vec<Shadow> {
    (0..rules.len())
        .filter_map(|place| hidden_by(rules, place).map(|by| Shadow { rule: place, by }))
        .collect()
}

/// The later rules that together match whatever the one at `place` matches, if they do. Things have any tags, so that no
/// number of rules about tags or single things makes up for one about all.
fn hidden_by(rules: &[Rule], place: usize) -> Option<Vec<usize>> {
    let rule = rules.get(place)?;
    let mut by = Vec::new();
    for action in rule.category.actions().iter().filter(|action| rule.action.covers(**action)) {
        let hides = |later: &Rule| {
            later.category == rule.category
                && later.action.covers(*action)
                && later.resource.contains(&rule.resource)
        };
        let last = rules.iter().enumerate().skip(place + 1).rev().find(|(_, later)| hides(later))?.0;
        if !by.contains(&last) {
            by.push(last);
        }
    }
    by.sort_unstable();
    Some(by)
}
