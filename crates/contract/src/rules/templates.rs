//! Lists of rules to start from.

use super::{Actions, Category, Effect, Resource, Rule};
use crate::RuleName;

/// A list to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Template {
    /// See everything that there is to see, change nothing.
    ReadEverything,
    /// Everything with dataplants.
    ManageDataplants,
    /// No rule, and so nothing.
    Nothing,
}

impl Template {
    /// Every template, in the order of the choice.
    pub const ALL: [Self; 3] = [Self::ReadEverything, Self::ManageDataplants, Self::Nothing];

    /// Which actions of which categories it allows.
    #[must_use]
    pub fn grants(self) -> Vec<(Category, Actions)> {
        match self {
            Self::ReadEverything => Category::ALL
                .into_iter()
                .filter(|category| category.actions().contains(&super::Action::Read))
                .map(|category| (category, Actions::One(super::Action::Read)))
                .collect(),
            Self::ManageDataplants => vec![(Category::Dataplants, Actions::All)],
            Self::Nothing => Vec::new(),
        }
    }

    /// Its rules, with names in the language of whoever takes it.
    #[must_use]
    pub fn rules(self, name: impl Fn(Category, Actions) -> RuleName) -> Vec<Rule> {
        let rule = |(category, action)| Rule {
            category,
            name: name(category, action),
            effect: Effect::Allow,
            action,
            resource: Resource::All,
        };
        self.grants().into_iter().map(rule).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Action, Question, check, decide};

    fn allows(template: Template, category: Category, action: Action) -> bool {
        let rules = template.rules(|_, _| RuleName::parse("From a template").unwrap());
        check(&rules).unwrap();
        decide(&rules, &Question::of(category, action)).allowed
    }

    #[test]
    fn templates_allow_what_they_say() {
        for category in Category::ALL {
            for action in category.actions() {
                assert_eq!(allows(Template::ReadEverything, category, *action), *action == Action::Read);
                assert_eq!(
                    allows(Template::ManageDataplants, category, *action),
                    category == Category::Dataplants
                );
                assert!(!allows(Template::Nothing, category, *action));
            }
        }
    }
}
