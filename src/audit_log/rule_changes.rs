//! What is different between two lists of rules, in words.

use crate::{
    api::read_json,
    language::{effect_key, phrase},
};
use hq_contract::rules::{Resource, Rule};
use hq_text::{Texts, audit_log};

/// What became of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleChange {
    /// It was not there before: "Allow: read all dataplants".
    Added(String),
    /// It is there no more.
    Removed(String),
    /// The rules are the same, in another order.
    Reordered,
}

/// What became of the rules of one list in another (JSON), those that went first; nothing where one of them is no list of rules.
/// Names do not count: they decide nothing.
pub fn rule_changes(texts: &Texts, before: Option<&str>, after: Option<&str>) -> Option<Vec<RuleChange>> {
    let list = |text: Option<&str>| text.map_or(Some(Vec::new()), |text| read_json::<Vec<Rule>>(text).ok());
    let (before, after) = (list(before)?, list(after)?);
    let removed = without(&before, &after).into_iter().map(|rule| RuleChange::Removed(words(texts, rule)));
    let added = without(&after, &before).into_iter().map(|rule| RuleChange::Added(words(texts, rule)));
    let changes: Vec<RuleChange> = removed.chain(added).collect();
    let reordered = changes.is_empty() && !before.iter().zip(&after).all(|(one, other)| is_same(one, other));
    Some(if reordered { vec![RuleChange::Reordered] } else { changes })
}

/// The rules of a list that are not in another, each as often as it is missing there.
fn without<'a>(list: &'a [Rule], others: &[Rule]) -> Vec<&'a Rule> {
    let mut left: Vec<&Rule> = others.iter().collect();
    let is_missing = |rule: &&Rule| match left.iter().position(|other| is_same(rule, other)) {
        Some(place) => {
            left.swap_remove(place);
            false
        }
        None => true,
    };
    list.iter().filter(is_missing).collect()
}

fn is_same(one: &Rule, other: &Rule) -> bool {
    (one.category, one.effect, one.action, &one.resource)
        == (other.category, other.effect, other.action, &other.resource)
}

fn words(texts: &Texts, rule: &Rule) -> String {
    let on: &[Resource] =
        if rule.resource == Resource::All { &[] } else { std::slice::from_ref(&rule.resource) };
    let what = phrase(texts, rule.category, rule.action, on);
    audit_log::rule_line(texts, &texts.get(effect_key(rule.effect)), &what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(lines: &[(&str, &str, &str)]) -> String {
        let rule = |(effect, action, resource): &(&str, &str, &str)| {
            format!(
                r#"{{"category":"dataplants","name":"R","effect":"{effect}","action":"{action}","resource":"{resource}"}}"#
            )
        };
        format!("[{}]", lines.iter().map(rule).collect::<Vec<_>>().join(","))
    }

    fn said(before: Option<&str>, after: Option<&str>) -> Option<Vec<String>> {
        let line = |change| match change {
            RuleChange::Added(what) => format!("+ {what}"),
            RuleChange::Removed(what) => format!("- {what}"),
            RuleChange::Reordered => "reordered".to_owned(),
        };
        Some(rule_changes(&Texts::english(), before, after)?.into_iter().map(line).collect())
    }

    #[test]
    fn what_went_and_what_came_is_told() {
        let before = rules(&[("allow", "read", "all"), ("deny", "delete", "tag:prod")]);
        let after = rules(&[("allow", "read", "all"), ("allow", "read", "all"), ("allow", "logs", "all")]);
        let told = [
            "- Deny: delete dataplants with tag “prod”",
            "+ Allow: read all dataplants",
            "+ Allow: read the logs of all dataplants",
        ];
        let told_bare = |list: Vec<String>| {
            list.into_iter().map(|line| line.replace(['\u{2068}', '\u{2069}'], "")).collect::<Vec<_>>()
        };
        assert_eq!(told_bare(said(Some(&before), Some(&after)).unwrap()), told);
        assert_eq!(said(None, Some(&rules(&[("allow", "read", "all")]))).unwrap().len(), 1);
    }

    #[test]
    fn another_order_and_another_name_are_told_apart() {
        let (one, other) = (("allow", "read", "all"), ("deny", "read", "tag:x"));
        let (before, after) = (rules(&[one, other]), rules(&[other, one]));
        assert_eq!(said(Some(&before), Some(&after)).unwrap(), ["reordered"]);
        let renamed = before.replace("\"R\"", "\"S\"");
        assert_eq!(said(Some(&before), Some(&renamed)), Some(Vec::new()));
        assert_eq!(said(Some("seven"), Some(&after)), None);
    }
}
