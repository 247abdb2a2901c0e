//! The engine against the plainest implementation there is, over everything that the rules of a case can tell apart.

use super::{
    changes::{every_action, without_lifts},
    *,
};
use crate::{RuleName, Tag};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::TestRunner};
use uuid::Uuid;

/// Cases of each property, together a million, unless `PROPTEST_CASES` asks for another number: a mutant of the engine does
/// not need as many to be found out (`cargo xtask mutants`).
fn cases() -> u32 {
    const CASES: u32 = 250_000;
    const UNASKED: u32 = 256;
    match ProptestConfig::default().cases {
        UNASKED => CASES,
        asked => asked,
    }
}

fn tags() -> [Tag; 3] {
    ["eu", "secret", "test"].map(|tag| Tag::parse(tag).unwrap())
}

fn ids() -> [Uuid; 2] {
    [Uuid::from_u128(1), Uuid::from_u128(2)]
}

/// Two categories that share an action name, one with resources and one without.
fn rule() -> impl Strategy<Value = Rule> {
    let resource = prop_oneof![
        3 => Just(Resource::All),
        2 => select(ids().to_vec()).prop_map(Resource::Id),
        3 => select(tags().to_vec()).prop_map(Resource::Tag),
    ];
    let category = select(vec![Category::StorageEngines, Category::StorageEngines, Category::StorageConfig]);
    (category, resource, any::<bool>(), 0..6_usize).prop_map(|(category, resource, allow, action)| Rule {
        category,
        name: RuleName::parse("A rule").unwrap(),
        effect: if allow { Effect::Allow } else { Effect::Deny },
        action: category.actions().get(action).map_or(Actions::All, |action| Actions::One(*action)),
        resource: if category.has_resources() { resource } else { Resource::All },
    })
}

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    vec(rule(), 0..6)
}

/// Every question that rules about these tags and ids can tell apart.
fn questions() -> Vec<Question> {
    let mut questions = Vec::new();
    for category in [Category::StorageEngines, Category::StorageConfig] {
        for action in category.actions() {
            for id in [None, Some(ids()[0]), Some(ids()[1])] {
                for set in 0..8_u8 {
                    let tags = tags().into_iter().enumerate().filter(|(bit, _)| set & (1 << bit) != 0);
                    let tags = tags.map(|(_, tag)| tag).collect();
                    questions.push(Question { category, action: *action, id, tags });
                }
            }
        }
    }
    questions
}

/// The rule that decides: go through the list, and keep what matches.
fn plainly(rules: &[Rule], question: &Question) -> Option<usize> {
    let mut decided = None;
    for (place, rule) in rules.iter().enumerate() {
        let same_action = match rule.action {
            Actions::All => true,
            Actions::One(action) => action == question.action,
        };
        let same_thing = match &rule.resource {
            Resource::All => true,
            Resource::Id(id) => question.id.as_ref() == Some(id),
            Resource::Tag(tag) => question.tags.iter().any(|other| other == tag),
        };
        if rule.category == question.category && same_action && same_thing {
            decided = Some(place);
        }
    }
    decided
}

fn plainly_allowed(rules: &[Rule], question: &Question) -> bool {
    plainly(rules, question).is_some_and(|place| rules[place].effect == Effect::Allow)
}

fn has(question: &Question, resource: &Resource) -> bool {
    match resource {
        Resource::All => true,
        Resource::Id(id) => question.id == Some(*id),
        Resource::Tag(tag) => question.tags.contains(tag),
    }
}

/// Whether one of the grants says it, exception by exception.
fn told(grants: &[Grant], question: &Question) -> bool {
    let excepted = |grant: &Grant, except: &Resource| {
        let mut lifting = grant.unless.iter().filter(|unless| unless.except == *except);
        has(question, except)
            && !lifting.any(|unless| unless.with.iter().any(|resource| has(question, resource)))
    };
    grants.iter().any(|grant| {
        grant.category == question.category
            && grant.action == question.action
            && grant.on.iter().all(|resource| has(question, resource))
            && !grant.except.iter().any(|except| excepted(grant, except))
    })
}

/// Runs a property over many cases, spread over the machine's processors.
fn over_many<S: Strategy>(strategy: S, property: impl Fn(S::Value)) {
    let config = ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new(config)
        .run(&strategy, |value| {
            property(value);
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_last_rule_that_matches_decides() {
    let questions = questions();
    let which = 0..questions.len();
    over_many((rules(), which), |(rules, which)| {
        let question = &questions[which];
        let decision = decide(&rules, question);
        assert_eq!(decision.deciding, plainly(&rules, question), "{rules:?} {question:?}");
        assert_eq!(decision.allowed, plainly_allowed(&rules, question));
        let others: Vec<usize> = (0..rules.len())
            .filter(|place| rules[*place].matches(question) && Some(*place) != decision.deciding)
            .collect();
        assert_eq!(decision.overridden, others);
        assert!(decision.overridden.iter().all(|place| Some(*place) < decision.deciding));
    });
}

#[test]
fn a_rule_is_shadowed_when_nothing_is_left_for_it_to_decide() {
    let questions = questions();
    over_many(rules(), |rules| {
        let decides: Vec<Option<usize>> =
            questions.iter().map(|question| plainly(&rules, question)).collect();
        let never: Vec<usize> = (0..rules.len()).filter(|place| !decides.contains(&Some(*place))).collect();
        let shadows = shadowed(&rules);
        assert_eq!(shadows.iter().map(|shadow| shadow.rule).collect::<Vec<_>>(), never, "{rules:?}");
        for Shadow { rule, by } in shadows {
            assert!(by.iter().all(|later| *later > rule));
            // Without those that hide it, it decides something again.
            for question in questions.iter().filter(|question| rules[rule].matches(question)) {
                assert!(by.iter().any(|later| rules[*later].matches(question)), "{rules:?} {question:?}");
            }
        }
    });
}

#[test]
fn every_change_is_told_and_nothing_else() {
    let questions = questions();
    over_many((rules(), rules()), |(before, after)| {
        let changes = changes(&before, &after);
        let shorter = without_lifts(&before, &after, &every_action());
        let gains = [&changes.gains, &shorter.gains];
        let loses = [&changes.loses, &shorter.loses];
        for question in &questions {
            let (was, is) = (plainly_allowed(&before, question), plainly_allowed(&after, question));
            let gained = gains.map(|grants| (grants, !was && is));
            for (grants, turned) in gained.into_iter().chain(loses.map(|grants| (grants, was && !is))) {
                assert_eq!(told(grants, question), turned, "{before:?} {after:?} {question:?} {grants:?}");
                assert!(grants.iter().any(|grant| grant.covers(question)) == turned);
            }
        }
    });
}

/// Whether a thing has whatever a question names.
fn is_part(question: &Question, thing: &Question) -> bool {
    question.category == thing.category
        && question.action == thing.action
        && question.id.is_none_or(|id| thing.id == Some(id))
        && question.tags.iter().all(|tag| thing.tags.contains(tag))
}

#[test]
fn an_explanation_says_what_is_decided_about_each_thing_and_by_which_rule() {
    let questions = questions();
    let which = 0..questions.len();
    over_many((rules(), which), |(rules, which)| {
        let question = &questions[which];
        let explanation = explain(&rules, question);
        for thing in questions.iter().filter(|thing| is_part(question, thing)) {
            let decided = plainly(&rules, thing);
            let allowed = plainly_allowed(&rules, thing);
            assert_eq!(
                told(&explanation.grants, thing),
                allowed,
                "{rules:?} {question:?} {thing:?} {explanation:?}"
            );
            let clause = explanation.clauses.iter().rfind(|clause| has(thing, &clause.with)).unwrap();
            assert_eq!((clause.rule, clause.allowed), (decided, allowed), "{rules:?} {question:?} {thing:?}");
        }
        assert_eq!(explanation.is_allowed(), plainly_allowed(&rules, question));
        assert!(!explanation.is_allowed() || explanation.grants.len() == 1, "one sentence: {explanation:?}");
    });
}

#[test]
fn what_is_allowed_is_what_a_new_member_would_gain() {
    let questions = questions();
    over_many(rules(), |rules| {
        let grants = allowed(&rules);
        for question in &questions {
            assert_eq!(told(&grants, question), plainly_allowed(&rules, question), "{rules:?} {question:?}");
        }
    });
}

#[test]
fn the_same_list_changes_nothing_and_an_empty_one_takes_all() {
    let questions = questions();
    over_many(rules(), |rules| {
        assert_eq!(changes(&rules, &rules), Changes::default());
        let taken = changes(&rules, &[]);
        assert!(taken.gains.is_empty());
        let any = questions.iter().any(|question| plainly_allowed(&rules, question));
        assert_eq!(taken.loses.is_empty(), !any);
    });
}
