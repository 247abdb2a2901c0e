//! What rules come to for all that a question is about, and which rule decides for what.

use super::{Effect, Grant, Question, Resource, Rule, changes::allowed_of, decide};

/// What the rules say of everything that has at least what a question names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What may be done, each with its exceptions; empty: nothing.
    pub grants: Vec<Grant>,
    /// Which rule decides for what: the last clause that applies.
    pub clauses: Vec<Clause>,
}

/// What a rule decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// For things to which this applies as well; `All`: for everything that the question is about.
    pub with: Resource,
    /// Whether it may be done.
    pub allowed: bool,
    /// The rule's place, from 0. None: no rule matches, and so it is denied.
    pub rule: Option<usize>,
}

impl Explanation {
    /// What admins may do, whatever their rules say.
    #[must_use]
    pub fn of_admin(question: &Question) -> Self {
        let Question { category, action, .. } = *question;
        let on = question.resources().collect();
        Self {
            grants: vec![Grant { category, action, on, except: Vec::new(), unless: Vec::new() }],
            clauses: vec![Clause { with: Resource::All, allowed: true, rule: None }],
        }
    }

    /// Whether all that the question is about may be done, but for exceptions.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        self.clauses.first().is_some_and(|clause| clause.allowed)
    }
}

/// The one account of what rules decide: where it is asked why, where they are listed, and ([`super::changes`]) before they
/// are saved.
#[must_use]
pub fn explain(rules: &[Rule], question: &Question) -> Explanation {
    let decided = decide(rules, question);
    let base = Clause { with: Resource::All, allowed: decided.allowed, rule: decided.deciding };
    // What comes before the rule that decides about everything decides nothing.
    let behind = decided.deciding.map_or(0, |place| place + 1);
    let later: Vec<(usize, &Rule)> = rules
        .iter()
        .enumerate()
        .skip(behind)
        .filter(|(_, rule)| rule.can_decide(question) && can_meet(question, &rule.resource))
        .collect();
    let last = |(place, rule): &&(usize, &Rule)| {
        !later.iter().any(|(other, later)| other > place && later.resource == rule.resource)
    };
    let clause = |(place, rule): &(usize, &Rule)| Clause {
        with: rule.resource.clone(),
        allowed: rule.effect == Effect::Allow,
        rule: Some(*place),
    };
    let first = decided.deciding.and_then(|place| rules.get(place));
    let first = first.map(|rule| Rule { resource: Resource::All, ..rule.clone() });
    let list: Vec<Rule> = first.into_iter().chain(later.iter().map(|(_, rule)| (*rule).clone())).collect();
    let mut grants = allowed_of(&list, &[(question.category, question.action)]);
    for grant in &mut grants {
        grant.on = question.resources().chain(std::mem::take(&mut grant.on)).collect();
    }
    let clauses = std::iter::once(base).chain(later.iter().filter(last).map(clause)).collect();
    Explanation { grants, clauses }
}

/// Whether a thing that has what the question names can be the resource too: it has one id.
fn can_meet(question: &Question, resource: &Resource) -> bool {
    match resource {
        Resource::Id(id) => question.id.is_none_or(|own| own == *id),
        Resource::All | Resource::Tag(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Action, Category};
    use serde_json::json;

    fn rules(all: &[&str]) -> Vec<Rule> {
        let rule = |words: &&str| {
            let (effect, resource) = words.split_once(' ').unwrap();
            let value = json!({
                "category": "dataplants", "name": "A", "effect": effect, "action": "read", "resource": resource,
            });
            serde_json::from_value(value).unwrap()
        };
        all.iter().map(rule).collect()
    }

    fn about(tags: &[&str]) -> Question {
        let tags = tags.iter().map(|tag| tag.parse().unwrap()).collect();
        Question { tags, ..Question::of(Category::Dataplants, Action::Read) }
    }

    fn told(rules: &[Rule], question: &Question) -> (Vec<String>, Vec<String>) {
        let Explanation { grants, clauses } = explain(rules, question);
        let texts = |all: &[Resource]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let clause = |clause: &Clause| {
            let effect = if clause.allowed { "allow" } else { "deny" };
            format!("{} {effect} {:?}", clause.with, clause.rule)
        };
        let grants = grants.iter().map(|grant| format!("{} / {}", texts(&grant.on), texts(&grant.except)));
        (grants.collect(), clauses.iter().map(clause).collect())
    }

    #[test]
    fn an_exception_is_said_whether_or_not_it_is_asked_about() {
        let rules = rules(&["allow all", "deny tag:secret"]);
        assert_eq!(
            told(&rules, &about(&[])),
            (
                vec![" / tag:secret".into()],
                vec!["all allow Some(0)".into(), "tag:secret deny Some(1)".into()]
            )
        );
        assert_eq!(told(&rules, &about(&["secret"])), (vec![], vec!["all deny Some(1)".into()]));
        assert_eq!(told(&rules, &about(&["eu"])).0, ["tag:eu / tag:secret"]);
    }

    #[test]
    fn what_is_denied_but_for_some_names_them() {
        let rules = rules(&["allow tag:us", "deny all", "allow tag:eu", "deny tag:eu", "allow tag:eu"]);
        assert_eq!(
            told(&rules, &about(&[])),
            (vec!["tag:eu / ".into()], vec!["all deny Some(1)".into(), "tag:eu allow Some(4)".into()])
        );
        assert_eq!(told(&[], &about(&[])), (vec![], vec!["all deny None".into()]));
    }
}
