//! What somebody gains and loses when their rules change.

use super::{Action, Category, Effect, Grant, Resource, Rule, Unless};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a change of rules does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changes {
    /// What can be done from then on.
    pub gains: Vec<Grant>,
    /// What can no longer be done.
    pub loses: Vec<Grant>,
}

/// What becomes allowed, and what no longer is, when `before` is replaced by `after`: all that changes, and nothing else.
#[must_use]
pub fn changes(before: &[Rule], after: &[Rule]) -> Changes {
    let mut changes = Changes::default();
    for category in Category::ALL {
        let traits = named(category, &[before, after]);
        for action in category.actions() {
            let change = Change {
                before: Side::of(before, category, *action, &traits),
                after: Side::of(after, category, *action, &traits),
                traits: &traits,
            };
            let grants =
                |to| change.scopes(to).into_iter().map(|scope| scope.grant(category, *action, &traits));
            changes.gains.extend(grants(true));
            changes.loses.extend(grants(false));
        }
    }
    changes
}

/// What may be done by a list of rules.
#[must_use]
pub fn allowed(rules: &[Rule]) -> Vec<Grant> {
    changes(&[], rules).gains
}

/// A rule's place in its list, and whether it allows.
type Last = Option<(usize, bool)>;

/// What one list says of one action: the last rule about all, and about each of the named tags and ids.
struct Side {
    all: Last,
    each: Vec<Last>,
}

impl Side {
    fn of(rules: &[Rule], category: Category, action: Action, traits: &[Resource]) -> Self {
        let last = |resource: &Resource| {
            let matches = |rule: &Rule| {
                rule.category == category && rule.action.covers(action) && rule.resource == *resource
            };
            let found = rules.iter().enumerate().rev().find(|(_, rule)| matches(rule));
            found.map(|(place, rule)| (place, rule.effect == Effect::Allow))
        };
        Self { all: last(&Resource::All), each: traits.iter().map(last).collect() }
    }

    /// Which of the traits decides about a thing that has these, if one does, and whether it is allowed.
    fn decide(&self, set: &[usize]) -> (Option<usize>, bool) {
        let each = set.iter().filter_map(|index| Some((self.each.get(*index).copied()??, Some(*index))));
        let last = each.chain(self.all.map(|last| (last, None))).max_by_key(|((place, _), _)| *place);
        last.map_or((None, false), |((_, allows), index)| (index, allows))
    }
}

/// Places in the list of traits: what a grant says without its category and action.
struct Scope {
    on: Vec<usize>,
    /// Each with what lifts it.
    except: Vec<(usize, Vec<usize>)>,
}

impl Scope {
    fn grant(self, category: Category, action: Action, traits: &[Resource]) -> Grant {
        let pick = |set: &[usize]| -> Vec<Resource> {
            set.iter().filter_map(|index| traits.get(*index).cloned()).collect()
        };
        let unless = self.except.iter().filter(|(_, lifted)| !lifted.is_empty());
        let unless = unless.filter_map(|(except, lifted)| {
            Some(Unless { except: traits.get(*except)?.clone(), with: pick(lifted) })
        });
        let unless = unless.collect();
        let except: Vec<usize> = self.except.iter().map(|(except, _)| *except).collect();
        Grant { category, action, on: pick(&self.on), except: pick(&except), unless }
    }
}

struct Change<'a> {
    before: Side,
    after: Side,
    traits: &'a [Resource],
}

impl Change<'_> {
    /// Whether a thing to which these apply goes from not `to` to `to`.
    fn turns(&self, set: &[usize], to: bool) -> bool {
        self.before.decide(set).1 != to && self.after.decide(set).1 == to
    }

    /// Whether each of these decides on one side: what holds for them would hold without the others.
    fn all_decide(&self, set: &[usize]) -> bool {
        let deciding = [self.before.decide(set).0, self.after.decide(set).0];
        set.iter().all(|index| deciding.contains(&Some(*index)))
    }

    /// All that turns `to`. On each side one rule decides, so that whatever turns is about no more than two traits, and an
    /// exception is one more that turns the decision of one side.
    fn scopes(&self, to: bool) -> Vec<Scope> {
        let mut scopes: Vec<Scope> = Vec::new();
        for on in self.sets().filter(|set| self.turns(set, to) && self.all_decide(set)) {
            let scope = self.scope(on, to);
            if !scopes.iter().any(|told| self.says(told, &scope)) {
                scopes.push(scope);
            }
        }
        scopes
    }

    fn scope(&self, on: Vec<usize>, to: bool) -> Scope {
        let except = self.beside(&on).into_iter().filter(|(_, with)| !self.turns(with, to));
        let except = except.map(|(except, with)| {
            let lifted = self.beside(&with).into_iter().filter(|(_, more)| self.turns(more, to));
            (except, lifted.map(|(index, _)| index).collect())
        });
        let except = except.collect();
        Scope { on, except }
    }

    /// Whether all that `scope` says, `told` says as well. What `told` excepts must be nothing that `scope` can be about, or be
    /// lifted by what `scope` is about, or be excepted by `scope` too, and lifted by no more.
    fn says(&self, told: &Scope, scope: &Scope) -> bool {
        told.on.iter().all(|index| scope.on.contains(index))
            && told.except.iter().all(|(except, lifted)| {
                let mut same = scope.except.iter().filter(|(index, _)| index == except);
                !self.can_meet(&[scope.on.as_slice(), &[*except]].concat())
                    || lifted.iter().any(|index| scope.on.contains(index))
                    || same.any(|(_, by)| by.iter().all(|index| lifted.contains(index)))
            })
    }

    /// Each trait that a thing with these can have besides, and all of it.
    fn beside(&self, set: &[usize]) -> Vec<(usize, Vec<usize>)> {
        let more = (0..self.traits.len()).filter(|index| !set.contains(index));
        let more = more.map(|index| (index, [set, &[index]].concat()));
        more.filter(|(_, set)| self.can_meet(set)).collect()
    }

    /// No trait, each alone, each two that one thing can have.
    fn sets(&self) -> impl Iterator<Item = Vec<usize>> {
        let count = self.traits.len();
        let alone = (0..count).map(|index| vec![index]);
        let both = (0..count).flat_map(|b| (0..b).map(move |a| vec![a, b]));
        std::iter::once(Vec::new()).chain(alone).chain(both.filter(|set| self.can_meet(set)))
    }

    /// Whether one thing can have them all: it has one id.
    fn can_meet(&self, set: &[usize]) -> bool {
        let is_id = |index: &&usize| matches!(self.traits.get(**index), Some(Resource::Id(_)));
        set.iter().filter(is_id).collect::<BTreeSet<_>>().len() <= 1
    }
}

/// The tags and ids that rules of the category name, each once, in the order in which they come.
fn named(category: Category, lists: &[&[Rule]]) -> Vec<Resource> {
    let mut traits = Vec::new();
    for rule in lists.iter().flat_map(|rules| rules.iter()) {
        if rule.category == category && rule.resource != Resource::All && !traits.contains(&rule.resource) {
            traits.push(rule.resource.clone());
        }
    }
    traits
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ONE: &str = "id:01890a5d-ac96-774b-bcce-b302099a8057";
    const OTHER: &str = "id:01890a5d-ac96-774b-bcce-b302099a8058";

    /// Rules about reading dataplants: `allow` or `deny`, and with which.
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

    /// What is gained, as `with these / but not with those (unless with these)`.
    fn gains(before: &[&str], after: &[&str]) -> Vec<String> {
        let Changes { gains, loses } = changes(&rules(before), &rules(after));
        assert_eq!(loses, []);
        let taken = changes(&rules(after), &rules(before));
        assert_eq!((taken.gains, &taken.loses), (Vec::new(), &gains), "the way back takes the same");
        let texts = |all: &[Resource]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let except = |grant: &Grant, except: &Resource| match grant.lifted_by(except) {
            [] => except.to_string(),
            lifted => format!("{except} ({})", texts(lifted)),
        };
        let told = |grant: &Grant| {
            let except: Vec<String> = grant.except.iter().map(|one| except(grant, one)).collect();
            format!("{} / {}", texts(&grant.on), except.join(" "))
        };
        gains.iter().map(told).collect()
    }

    #[test]
    fn what_is_gained_is_said_once_and_with_no_more_exceptions_than_there_are() {
        assert_eq!(gains(&[], &["allow all"]), [" / "]);
        assert_eq!(gains(&[], &["allow all", "allow tag:eu"]), [" / "], "all says it already");
        assert_eq!(gains(&[], &["allow all", "deny tag:eu", "allow tag:us"]), [" / tag:eu (tag:us)"]);
        assert_eq!(
            gains(&[], &["allow all", "deny tag:eu", "allow tag:us", "deny tag:test"]),
            [" / tag:eu (tag:us) tag:test"]
        );
        assert_eq!(
            gains(&[], &["allow tag:eu", "deny tag:test", "allow tag:us"]),
            ["tag:eu / tag:test (tag:us)", "tag:us / "]
        );
        assert_eq!(gains(&[], &["allow tag:eu", "deny tag:eu", "allow tag:eu"]), ["tag:eu / "]);
        assert_eq!(gains(&["allow tag:eu"], &["allow all"]), [" / tag:eu"]);
        assert_eq!(gains(&[], &["allow tag:eu", "deny tag:us"]), ["tag:eu / tag:us"]);
    }

    #[test]
    fn two_traits_count_where_one_alone_changes_nothing() {
        let before = ["allow all", "deny tag:eu"];
        assert_eq!(gains(&before, &["allow all", "deny tag:eu", "allow tag:us"]), ["tag:eu tag:us / "]);
        let denied = ["allow all", "deny tag:eu", "deny tag:test"];
        let after = ["allow all", "deny tag:eu", "deny tag:test", "allow tag:us"];
        assert_eq!(gains(&denied, &after), ["tag:eu tag:us / ", "tag:test tag:us / "]);
        let last = ["allow all", "deny tag:eu", "allow tag:us", "deny tag:test"];
        assert_eq!(gains(&denied, &last), ["tag:eu tag:us / tag:test"]);
    }

    #[test]
    fn nothing_has_two_ids() {
        let one = format!("allow {ONE}");
        let other = format!("deny {OTHER}");
        assert_eq!(gains(&[], &[&one, &other]), [format!("{ONE} / ")]);
        assert_eq!(gains(&["allow all", "deny tag:eu"], &["allow all", "deny tag:eu", &one]).len(), 1);
        let both = ["allow all", "deny all", &one, &format!("allow {OTHER}")];
        assert_eq!(gains(&["deny all"], &both), [format!("{ONE} / "), format!("{OTHER} / ")]);
    }
}
