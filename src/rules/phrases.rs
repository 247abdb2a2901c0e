//! What may be done, in words: the one place that makes sentences of grants.

pub use crate::language::{capitalized, part, phrase};
use crate::language::{done, joined, things_with};
use hq_contract::rules::{Actions, Category, Grant, Question, Resource};
use hq_text::{Texts, rules};

/// What grants say that are alike but for the one thing that each is about, within a sentence: "read all dataplants except
/// those with tag “secret”".
fn granted(texts: &Texts, actions: Actions, alike: &[&Grant]) -> String {
    let Some(grant) = alike.first() else { return String::new() };
    let or = |parts: &[Resource]| joined(texts, parts, |first, second| rules::part_or(texts, first, second));
    let mut what = if alike.len() == 1 {
        phrase(texts, grant.category, actions, &grant.on)
    } else {
        let each: Vec<Resource> = alike.iter().flat_map(|grant| grant.on.iter().cloned()).collect();
        done(texts, grant.category, actions, &things_with(texts, grant.category, &or(&each)))
    };
    // Those that are lifted by the same are one; the plain ones come first, as what follows would lift them too.
    let nothing: &[Resource] = &[];
    let mut groups: Vec<(&[Resource], Vec<Resource>)> = vec![(nothing, Vec::new())];
    for except in &grant.except {
        let lifted = grant.lifted_by(except);
        match groups.iter_mut().find(|(other, _)| *other == lifted) {
            Some((_, parts)) => parts.push(except.clone()),
            None => groups.push((lifted, vec![except.clone()])),
        }
    }
    let mut first = true;
    for (lifted, parts) in groups.iter().filter(|(_, parts)| !parts.is_empty()) {
        let (lifted, parts) = (or(lifted), or(parts));
        what = match (first, lifted.as_str()) {
            (_, "") => rules::except(texts, &parts, &what),
            (true, lifted) => rules::except_unless(texts, lifted, &parts, &what),
            (false, lifted) => rules::except_also_unless(texts, lifted, &parts, &what),
        };
        first = false;
    }
    what
}

/// That nothing of what is asked may be done.
pub fn denied(texts: &Texts, name: &str, question: &Question) -> String {
    let actions = Actions::One(question.action);
    if question.tags.is_empty() && question.category.has_resources() {
        let engines = question.category == Category::StorageEngines;
        let none = texts.get(if engines { rules::ENGINES_NONE } else { rules::DATAPLANTS_NONE });
        return rules::why_no_any(texts, name, &done(texts, question.category, actions, &none));
    }
    let on: Vec<Resource> = question.tags.iter().cloned().map(Resource::Tag).collect();
    rules::why_no(texts, name, &phrase(texts, question.category, actions, &on))
}

/// What becomes possible, or no longer is, a sentence each.
pub fn sentences(texts: &Texts, category: Category, grants: &[Grant]) -> Vec<String> {
    phrases(texts, category, grants).iter().map(|phrase| capitalized(phrase)).collect()
}

/// What grants of a category say, each within a sentence: all actions with the same things are one, and so is one action with
/// several.
pub fn phrases(texts: &Texts, category: Category, grants: &[Grant]) -> Vec<String> {
    let own: Vec<&Grant> = grants.iter().filter(|grant| grant.category == category).collect();
    let but_for = |one: &Grant, other: &Grant| one.except == other.except && one.unless == other.unless;
    let every = |grant: &Grant| {
        let same = |other: &&&Grant| other.on == grant.on && but_for(other, grant);
        category.actions().len() > 1 && own.iter().filter(same).count() == category.actions().len()
    };
    let mut groups: Vec<(Actions, Vec<&Grant>)> = Vec::new();
    for grant in own.iter().copied() {
        let actions = if every(grant) { Actions::All } else { Actions::One(grant.action) };
        let is_like = |other: &Grant| {
            let single = other.on.len() == 1 && grant.on.len() == 1;
            but_for(other, grant) && (single || other.on == grant.on)
        };
        let group = groups
            .iter_mut()
            .find(|(others, alike)| *others == actions && alike.iter().all(|other| is_like(other)));
        match group {
            Some((_, alike)) if alike.iter().any(|other| other.on == grant.on) => {}
            Some((_, alike)) => alike.push(grant),
            None => groups.push((actions, vec![grant])),
        }
    }
    groups.iter().map(|(actions, alike)| granted(texts, *actions, alike)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::{
        RuleName, Tag,
        rules::{Action, Effect, Rule, allowed, changes},
    };

    fn rule(effect: Effect, action: Actions, resource: Resource) -> Rule {
        let category = Category::Dataplants;
        Rule { category, name: RuleName::parse("A").unwrap(), effect, action, resource }
    }

    fn tag(text: &str) -> Resource {
        Resource::Tag(Tag::parse(text).unwrap())
    }

    #[test]
    fn what_is_gained_reads_as_sentences() {
        let texts = Texts::english();
        let read = Actions::One(Action::Read);
        let after = [rule(Effect::Allow, read, Resource::All), rule(Effect::Deny, read, tag("secret"))];
        let gains = changes(&[], &after).gains;
        assert_eq!(
            sentences(&texts, Category::Dataplants, &gains),
            ["Read all dataplants except those with tag “secret”"]
        );
        let all = changes(&[], &[rule(Effect::Allow, Actions::All, Resource::All)]).gains;
        assert_eq!(sentences(&texts, Category::Dataplants, &all), ["Do everything with all dataplants"]);
        assert!(sentences(&texts, Category::Billing, &all).is_empty());
    }

    #[test]
    fn what_lifts_an_exception_is_said_with_it() {
        let texts = Texts::english();
        let read = Actions::One(Action::Read);
        let list = |all: &[(Effect, Resource)]| -> Vec<Rule> {
            all.iter().map(|(effect, resource)| rule(*effect, read, resource.clone())).collect()
        };
        let said = |rules: &[Rule]| sentences(&texts, Category::Dataplants, &allowed(rules)).join("; ");
        let mut all = vec![
            (Effect::Allow, Resource::All),
            (Effect::Deny, tag("a")),
            (Effect::Deny, tag("b")),
            (Effect::Allow, tag("c")),
        ];
        assert_eq!(
            said(&list(&all)),
            "Read all dataplants except those with tag “a” or tag “b” unless they also have tag “c”"
        );
        all.push((Effect::Deny, tag("d")));
        assert_eq!(
            said(&list(&all)),
            "Read all dataplants except those with tag “d”, and those with tag “a” or tag “b” unless they also have tag “c”"
        );
        let some = [(Effect::Allow, tag("a")), (Effect::Deny, tag("b")), (Effect::Allow, tag("c"))];
        assert_eq!(
            said(&list(&some)),
            "Read dataplants with tag “a” except those with tag “b” unless they also have tag “c”; Read dataplants with tag “c”"
        );
        let several = [(Effect::Allow, tag("a")), (Effect::Allow, tag("b")), (Effect::Allow, tag("c"))];
        assert_eq!(said(&list(&several)), "Read dataplants with tag “a” or tag “b” or tag “c”");
    }
}
