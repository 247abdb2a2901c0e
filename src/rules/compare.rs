//! What tells two lists apart, rule by rule.

use hq_contract::rules::{Category, Rule};

/// What became of the rules of one list in another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Those that the first list does not have.
    pub added: Vec<Rule>,
    /// Those that the second list does not have.
    pub removed: Vec<Rule>,
    /// Those that stand elsewhere among the others of their category: as few as explain the order.
    pub moved: Vec<Rule>,
}

impl Difference {
    /// From one list to another.
    pub fn between(before: &[Rule], after: &[Rule]) -> Self {
        let mut added: Vec<Rule> = Vec::new();
        let mut left: Vec<(usize, &Rule)> = before.iter().enumerate().collect();
        // For each rule of the second list that the first one has: its place there.
        let mut kept: Vec<(usize, &Rule)> = Vec::new();
        for rule in after {
            match left.iter().position(|(_, other)| *other == rule) {
                Some(index) => kept.push(left.remove(index)),
                None => added.push(rule.clone()),
            }
        }
        let removed = left.into_iter().map(|(_, rule)| rule.clone()).collect();
        let moved = Category::ALL
            .into_iter()
            .flat_map(|category| {
                let own: Vec<(usize, &Rule)> =
                    kept.iter().filter(|(_, rule)| rule.category == category).copied().collect();
                out_of_order(&own).into_iter().cloned().collect::<Vec<_>>()
            })
            .collect();
        Self { added, removed, moved }
    }

    /// Whether the lists are alike.
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.moved.is_empty()
    }
}

/// The rules outside of the longest run whose former places rise.
fn out_of_order<'a>(kept: &[(usize, &'a Rule)]) -> Vec<&'a Rule> {
    // For each rule: how long the longest run is that ends with it, and what stands before it there.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::new();
    for (place, _) in kept {
        let before = runs
            .iter()
            .enumerate()
            .zip(kept)
            .filter(|(_, (other, _))| other < place)
            .map(|((index, (length, _)), _)| (*length, index))
            .max_by_key(|(length, _)| *length);
        runs.push(before.map_or((1, None), |(length, index)| (length + 1, Some(index))));
    }
    let mut at = runs.iter().enumerate().max_by_key(|(_, (length, _))| *length).map(|(index, _)| index);
    let mut stays = Vec::new();
    while let Some(index) = at {
        stays.push(index);
        at = runs.get(index).and_then(|(_, before)| *before);
    }
    let moved = kept.iter().enumerate().filter(|(index, _)| !stays.contains(index));
    moved.map(|(_, (_, rule))| *rule).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rules(names: &[&str]) -> Vec<Rule> {
        let rule = |name: &&str| {
            let category = if name.starts_with('x') { "billing" } else { "dataplants" };
            let value = json!({"category": category, "name": name, "effect": "allow", "action": "all", "resource": "all"});
            serde_json::from_value(value).unwrap()
        };
        names.iter().map(rule).collect()
    }

    #[test]
    fn one_rule_that_moved_is_one() {
        let found = Difference::between(&rules(&["a", "b", "c", "d"]), &rules(&["d", "a", "b", "c"]));
        assert_eq!(found, Difference { moved: rules(&["d"]), ..Difference::default() });
    }

    #[test]
    fn what_came_and_went_is_told() {
        let found = Difference::between(&rules(&["a", "b", "b"]), &rules(&["b", "c"]));
        assert_eq!(found.added, rules(&["c"]));
        assert_eq!(found.removed, rules(&["a", "b"]));
        assert!(found.moved.is_empty());
    }

    #[test]
    fn categories_do_not_pass_each_other() {
        assert!(Difference::between(&rules(&["a", "x", "b"]), &rules(&["x", "a", "b"])).is_empty());
    }
}
