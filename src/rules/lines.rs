//! The list that is edited: rules with keys by which their rows stay the same while the list changes.

use hq_contract::rules::{Category, Rule};

/// A rule, and the key of its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The same as long as the rule stands in the list.
    pub key: u32,
    /// The rule.
    pub rule: Rule,
}

/// Where a rule stands among those of its category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub position: usize,
    /// How many rules the category has.
    pub count: usize,
}

/// An ordered list of rules. Rules of different categories never meet, and so each category has its own order; in the
/// whole list it keeps the places that it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    items: Vec<Line>,
    next: u32,
}

impl Lines {
    /// The rows of a list.
    pub fn of(rules: &[Rule]) -> Self {
        let mut lines = Self::default();
        lines.take_over(rules);
        lines
    }

    /// The rules.
    pub fn rules(&self) -> Vec<Rule> {
        self.items.iter().map(|line| line.rule.clone()).collect()
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// The keys of a category's rows, in their order.
    pub fn keys(&self, category: Category) -> Vec<u32> {
        self.of_category(category).map(|line| line.key).collect()
    }

    /// The rule of a row.
    pub fn rule(&self, key: u32) -> Option<&Rule> {
        self.items.iter().find(|line| line.key == key).map(|line| &line.rule)
    }

    /// The key of the rule at a place of the whole list, from 0.
    pub fn key_at(&self, index: usize) -> Option<u32> {
        self.items.get(index).map(|line| line.key)
    }

    /// The key of the first row of a rule like this.
    pub fn key_of(&self, rule: &Rule) -> Option<u32> {
        self.items.iter().find(|line| line.rule == *rule).map(|line| line.key)
    }

    /// Where a row stands.
    pub fn place(&self, key: u32) -> Option<Position> {
        let category = self.rule(key)?.category;
        let index = self.of_category(category).position(|line| line.key == key)?;
        Some(Position { position: index + 1, count: self.of_category(category).count() })
    }

    /// Puts a rule behind the others; the key of its row.
    pub fn add(&mut self, rule: Rule) -> u32 {
        let key = self.next;
        self.next += 1;
        self.items.push(Line { key, rule });
        key
    }

    /// Puts a rule in the place of another.
    pub fn change(&mut self, key: u32, rule: Rule) {
        if let Some(line) = self.items.iter_mut().find(|line| line.key == key) {
            line.rule = rule;
        }
    }

    /// Takes a rule out.
    pub fn remove(&mut self, key: u32) {
        self.items.retain(|line| line.key != key);
    }

    /// Moves a rule to a position among those of its category, from 1.
    pub fn shift(&mut self, key: u32, position: usize) {
        let Some(category) = self.rule(key).map(|rule| rule.category) else { return };
        let mut own: Vec<Line> = self.of_category(category).cloned().collect();
        let Some(from) = own.iter().position(|line| line.key == key) else { return };
        let line = own.remove(from);
        own.insert(position.saturating_sub(1).min(own.len()), line);
        let slots = self.items.iter_mut().filter(|line| line.rule.category == category);
        for (slot, line) in slots.zip(own) {
            *slot = line;
        }
    }

    /// Becomes another list; rules that stand in both keep their rows.
    pub fn take_over(&mut self, rules: &[Rule]) {
        let mut before = std::mem::take(&mut self.items);
        for rule in rules {
            if let Some(index) = before.iter().position(|line| line.rule == *rule) {
                self.items.push(before.remove(index));
            } else {
                self.add(rule.clone());
            }
        }
    }

    fn of_category(&self, category: Category) -> impl Iterator<Item = &Line> {
        self.items.iter().filter(move |line| line.rule.category == category)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rule(category: &str, name: &str) -> Rule {
        let value = json!({"category": category, "name": name, "effect": "allow", "action": "all", "resource": "all"});
        serde_json::from_value(value).unwrap()
    }

    fn names(lines: &Lines) -> Vec<String> {
        lines.rules().iter().map(|rule| rule.name.to_string()).collect()
    }

    fn five() -> Lines {
        let rules = [
            rule("dataplants", "a"),
            rule("billing", "x"),
            rule("dataplants", "b"),
            rule("billing", "y"),
            rule("dataplants", "c"),
        ];
        Lines::of(&rules)
    }

    #[test]
    fn a_category_moves_within_its_own_places() {
        let mut lines = five();
        let keys = lines.keys(Category::Dataplants);
        lines.shift(keys[2], 1);
        assert_eq!(names(&lines), ["c", "x", "a", "y", "b"]);
        assert_eq!(lines.place(keys[2]), Some(Position { position: 1, count: 3 }));
        lines.shift(keys[2], 9);
        assert_eq!(names(&lines), ["a", "x", "b", "y", "c"]);
        lines.shift(99, 1);
        assert_eq!(lines, five());
    }

    #[test]
    fn rules_that_stay_keep_their_rows() {
        let mut lines = five();
        let keys = lines.keys(Category::Dataplants);
        lines.take_over(&[rule("dataplants", "c"), rule("dataplants", "new"), rule("dataplants", "a")]);
        let after = lines.keys(Category::Dataplants);
        assert_eq!((after[0], after[2]), (keys[2], keys[0]));
        assert!(!keys.contains(&after[1]));
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn equal_rules_are_two() {
        let twice = [rule("billing", "x"), rule("billing", "x")];
        let mut lines = Lines::of(&twice);
        lines.take_over(&twice);
        let keys = lines.keys(Category::Billing);
        assert_ne!(keys[0], keys[1]);
        lines.remove(keys[0]);
        assert_eq!(lines.keys(Category::Billing), [keys[1]]);
    }
}
