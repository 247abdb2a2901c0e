//! What somebody gains and loses when their rules change.

use super::{Action, Category, Effect, Grant, Resource, Rule, Unless};
use serde::{Deserialize, Serialize};

/// What a change of rules does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changes {
    /// What can be done from then on.
    pub gains: Vec<Grant>,
    /// What can no longer be done.
    pub loses: Vec<Grant>,
}

/// How much is told with what lifts each exception, and how much an answer holds: grants, and each tag and id in them.
pub const MOST_TOLD: usize = 10_000;

/// What becomes allowed, and what no longer is, when `before` is replaced by `after`: all that changes, and nothing else.
/// What is more than [`MOST_TOLD`] is told without what lifts exceptions, in more grants and a fraction of the words.
#[must_use]
pub fn changes(before: &[Rule], after: &[Rule]) -> Changes {
    brief_changes(before, after).unwrap_or_else(|| without_lifts(before, after, &every_action()))
}

/// The same, if it is no more than [`MOST_TOLD`].
#[must_use]
pub fn brief_changes(before: &[Rule], after: &[Rule]) -> Option<Changes> {
    let about = every_action();
    let tell = |lifts| Account { lifts, left: MOST_TOLD }.tell(before, after, &about);
    tell(true).or_else(|| tell(false))
}

/// What may be done by a list of rules.
#[must_use]
pub fn allowed(rules: &[Rule]) -> Vec<Grant> {
    allowed_of(rules, &every_action())
}

/// Which of these may be done by a list of rules. Where nothing is before, no grant is about two traits, so that without
/// what lifts exceptions there are no more of them than pairs of an allowing and a denying rule.
pub(super) fn allowed_of(rules: &[Rule], about: &[(Category, Action)]) -> Vec<Grant> {
    let full = Account { lifts: true, left: MOST_TOLD }.tell(&[], rules, about);
    full.unwrap_or_else(|| without_lifts(&[], rules, about)).gains
}

/// All of it, however much, without what lifts exceptions: whoever an exception is lifted for is told of by another grant.
pub(super) fn without_lifts(before: &[Rule], after: &[Rule], about: &[(Category, Action)]) -> Changes {
    Account { lifts: false, left: usize::MAX }.tell(before, after, about).unwrap_or_default()
}

pub(super) fn every_action() -> Vec<(Category, Action)> {
    let of = |category: Category| category.actions().iter().map(move |action| (category, *action));
    Category::ALL.into_iter().flat_map(of).collect()
}

/// How changes are told.
struct Account {
    /// With what lifts each exception.
    lifts: bool,
    /// How much more.
    left: usize,
}

impl Account {
    /// None: it is more than is left.
    fn tell(mut self, before: &[Rule], after: &[Rule], about: &[(Category, Action)]) -> Option<Changes> {
        let mut changes = Changes::default();
        for (category, action) in about.iter().copied() {
            let traits = named(category, &[before, after]);
            let change = Change {
                before: Side::of(before, category, action, &traits),
                after: Side::of(after, category, action, &traits),
                traits: &traits,
            };
            for (to, grants) in [(true, &mut changes.gains), (false, &mut changes.loses)] {
                let scopes = change.scopes(to, &mut self)?;
                grants.extend(scopes.into_iter().map(|scope| scope.grant(category, action, &traits)));
            }
        }
        Some(changes)
    }

    fn spend(&mut self, scope: &Scope) -> Option<()> {
        let except = scope.except.iter().map(|(_, lifted)| match lifted.len() {
            0 => 1,
            some => 2 + some,
        });
        self.left = self.left.checked_sub(1 + scope.on.len() + except.sum::<usize>())?;
        Some(())
    }
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

    /// All that turns `to`; none where it is more than the account has left. On each side one rule decides, so that whatever
    /// turns is about no more than two traits, and an exception is one more that turns the decision of one side.
    fn scopes(&self, to: bool, account: &mut Account) -> Option<Vec<Scope>> {
        let mut scopes: Vec<Scope> = Vec::new();
        for on in self.sets().filter(|set| self.turns(set, to) && self.all_decide(set)) {
            // Smaller sets come first, and only they can say it.
            let mut smaller = scopes.iter().take_while(|told| told.on.len() < on.len());
            if !smaller.any(|told| self.says(told, &on, to)) {
                let scope = self.scope(on, to, account.lifts);
                account.spend(&scope)?;
                scopes.push(scope);
            }
        }
        Some(scopes)
    }

    fn scope(&self, on: Vec<usize>, to: bool, lifts: bool) -> Scope {
        let except = self.beside(&on).filter(|(_, with)| !self.turns(with, to));
        let except = except.map(|(except, with)| {
            let lifted = self.beside(&with).filter(|(_, more)| lifts && self.turns(more, to));
            (except, lifted.map(|(index, _)| index).collect())
        });
        let except = except.collect();
        Scope { on, except }
    }

    /// Whether `told` says all about which the traits of `on` decide, which turn `to`. What it excepts must be nothing that
    /// this can be about, or be lifted by one of them, or be decided by the exception instead.
    fn says(&self, told: &Scope, on: &[usize], to: bool) -> bool {
        told.on.iter().all(|index| on.contains(index))
            && told.except.iter().all(|(except, lifted)| {
                let with = [on, &[*except]].concat();
                !self.can_meet(&with)
                    || lifted.iter().any(|index| on.contains(index))
                    || !self.turns(&with, to)
            })
    }

    /// Each trait that a thing with these can have besides, and all of it.
    fn beside(&self, set: &[usize]) -> impl Iterator<Item = (usize, Vec<usize>)> {
        let more = (0..self.traits.len()).filter(|index| !set.contains(index));
        let more = more.map(move |index| (index, [set, &[index]].concat()));
        more.filter(|(_, set)| self.can_meet(set))
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
        let mut ids = set.iter().filter(is_id);
        let first = ids.next();
        ids.all(|id| first == Some(id))
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
    use crate::rules::{Actions, Question};
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

    fn numbered(count: usize, words: impl Fn(usize) -> Vec<String>) -> Vec<Rule> {
        let all: Vec<String> = (1..=count).flat_map(words).collect();
        rules(&all.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// How many grants, and how many tags and ids in them.
    fn size(grants: &[Grant]) -> usize {
        let unless = |grant: &Grant| grant.unless.iter().map(|unless| 1 + unless.with.len()).sum::<usize>();
        grants.iter().map(|grant| 1 + grant.on.len() + grant.except.len() + unless(grant)).sum()
    }

    #[test]
    fn exceptions_that_are_lifted_again_and_again_are_told_in_other_words() {
        let list = numbered(100, |one| vec![format!("allow tag:b{one}"), format!("deny tag:c{one}")]);
        // In full, there would be 166,650 that lift.
        let brief = brief_changes(&[], &list).unwrap();
        assert_eq!((brief.gains.len(), size(&brief.gains)), (100, 100 + 100 + 5050));
        assert!(brief.gains.iter().all(|grant| grant.unless.is_empty()));
        assert_eq!(changes(&[], &list), brief);
        let thing = |tags: [&str; 3]| {
            let tags = tags.map(|tag| tag.parse().unwrap()).to_vec();
            Question { tags, ..Question::of(Category::Dataplants, Action::Read) }
        };
        for (tags, may) in [(["b1", "c7", "b8"], true), (["b1", "c8", "b8"], false)] {
            assert_eq!(brief.gains.iter().any(|grant| grant.covers(&thing(tags))), may, "{tags:?}");
        }
        let mut every = list;
        every.iter_mut().for_each(|rule| rule.action = Actions::All);
        assert_eq!(brief_changes(&[], &every), None, "six times as much");
        assert_eq!(size(&changes(&[], &every).gains), 6 * 5250);
        let few = numbered(10, |one| vec![format!("allow tag:b{one}"), format!("deny tag:c{one}")]);
        assert!(
            changes(&[], &few).gains.iter().any(|grant| !grant.unless.is_empty()),
            "few are told in full"
        );
    }

    #[test]
    fn two_traits_are_told_once_where_each_is_told() {
        let before = numbered(200, |one| vec![format!("deny tag:a{one}")]);
        let after = numbered(200, |one| vec![format!("allow tag:a{}", 201 - one)]);
        // 20,000 pairs turn, each decided by one of the two before and by the other after.
        let brief = brief_changes(&before, &after).unwrap();
        assert_eq!((brief.gains.len(), size(&brief.gains)), (200, 400));
        assert_eq!(brief_changes(&after, &before).unwrap().loses.len(), 200);
    }

    #[test]
    fn what_no_answer_holds_is_not_told() {
        let denied = numbered(199, |one| vec![format!("deny tag:a{one}")]);
        let before = [rules(&["allow all"]), denied].concat();
        let after = numbered(100, |one| vec![format!("allow tag:b{one}"), format!("deny tag:c{one}")]);
        // Each of 199 with each of 100, with up to 100 exceptions.
        assert_eq!(brief_changes(&before, &after), None);
        assert_eq!(brief_changes(&after, &before), None);
        let each = numbered(200, |one| vec![format!("allow tag:a{one}")]);
        assert_eq!(size(&brief_changes(&[], &each).unwrap().gains), 400);
    }
}
