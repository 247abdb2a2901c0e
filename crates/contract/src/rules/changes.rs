//! What somebody gains and loses when their rules change.

use super::{Action, Category, Effect, Resource, Rule};
use serde::{Deserialize, Serialize};

/// Something that can be done with some things.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    /// With what kind of things.
    pub category: Category,
    /// What.
    pub action: Action,
    /// With which: those to which all of these apply. None: with all.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub on: Vec<Resource>,
    /// But not with those to which one of these applies as well.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub except: Vec<Resource>,
}

/// What a change of rules does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changes {
    /// What can be done from then on.
    pub gains: Vec<Grant>,
    /// What can no longer be done.
    pub loses: Vec<Grant>,
}

/// What becomes allowed, and what no longer is, when `before` is replaced by `after`. Nothing that changes is left out;
/// exceptions are exact for things to which up to two of the named tags and ids apply.
#[must_use]
pub fn changes(before: &[Rule], after: &[Rule]) -> Changes {
    let mut changes = Changes::default();
    for category in Category::ALL {
        let traits = named(category, &[before, after]);
        for action in category.actions() {
            let change = Change {
                before: Side::of(before, category, *action, &traits),
                after: Side::of(after, category, *action, &traits),
            };
            let grants = |to| {
                let grant = |(on, except): (Vec<usize>, Vec<usize>)| {
                    let (on, except) = (pick(&traits, &on), pick(&traits, &except));
                    Grant { category, action: *action, on, except }
                };
                change.grants(&traits, to).into_iter().map(grant)
            };
            changes.gains.extend(grants(true));
            changes.loses.extend(grants(false));
        }
    }
    changes
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

    /// Whether it is allowed with a thing to which these apply.
    fn allows(&self, set: &[usize]) -> bool {
        let each = set.iter().filter_map(|index| self.each.get(*index).copied().flatten());
        each.chain(self.all).max_by_key(|(place, _)| *place).is_some_and(|(_, allows)| allows)
    }
}

struct Change {
    before: Side,
    after: Side,
}

impl Change {
    /// Whether a thing to which these apply goes from not `to` to `to`.
    fn turns(&self, set: &[usize], to: bool) -> bool {
        self.before.allows(set) != to && self.after.allows(set) == to
    }

    /// What turns `to`, and its exceptions. On each side one rule decides, and so no set of more than two has to be looked
    /// at.
    fn grants(&self, traits: &[Resource], to: bool) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut grants: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        for set in sets(traits) {
            let told = |(on, except): &(Vec<usize>, Vec<usize>)| {
                on.iter().all(|part| set.contains(part)) && !except.iter().any(|part| set.contains(part))
            };
            if !self.turns(&set, to) || grants.iter().any(told) {
                continue;
            }
            let except = (0..traits.len()).filter(|other| {
                let more = [set.as_slice(), &[*other]].concat();
                set.len() < 2 && can_meet(traits, &more) && !set.contains(other) && !self.turns(&more, to)
            });
            let except = except.collect();
            grants.push((set, except));
        }
        grants
    }
}

/// No trait, each alone, each two that one thing can have.
fn sets(traits: &[Resource]) -> impl Iterator<Item = Vec<usize>> {
    let alone = (0..traits.len()).map(|index| vec![index]);
    let both = (0..traits.len()).flat_map(|b| (0..b).map(move |a| vec![a, b]));
    std::iter::once(Vec::new()).chain(alone).chain(both.filter(|set| can_meet(traits, set)))
}

/// Whether one thing can have them all: it has one id.
fn can_meet(traits: &[Resource], set: &[usize]) -> bool {
    set.iter().filter(|index| matches!(traits.get(**index), Some(Resource::Id(_)))).count() <= 1
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

fn pick(traits: &[Resource], set: &[usize]) -> Vec<Resource> {
    set.iter().filter_map(|index| traits.get(*index).cloned()).collect()
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

    /// What is gained, as `with these / but not with those`.
    fn gains(before: &[&str], after: &[&str]) -> Vec<String> {
        let Changes { gains, loses } = changes(&rules(before), &rules(after));
        assert_eq!(loses, []);
        let taken = changes(&rules(after), &rules(before));
        assert_eq!((taken.gains, &taken.loses), (Vec::new(), &gains), "the way back takes the same");
        let texts = |all: &[Resource]| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        gains.iter().map(|grant| format!("{} / {}", texts(&grant.on), texts(&grant.except))).collect()
    }

    #[test]
    fn what_is_gained_is_said_once_and_with_no_more_exceptions_than_there_are() {
        assert_eq!(gains(&[], &["allow all"]), [" / "]);
        assert_eq!(gains(&[], &["allow all", "allow tag:eu"]), [" / "], "all says it already");
        assert_eq!(
            gains(&[], &["allow all", "deny tag:eu", "allow tag:us"]),
            [" / tag:eu", "tag:eu tag:us / "]
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
        assert_eq!(gains(&denied, &last), ["tag:eu tag:us / "], "two are as far as it looks");
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
