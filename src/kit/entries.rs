//! Lists that others may change while a person does: tags, domain names.

use super::ChipsInput;
use leptos::prelude::*;

/// What the person has added and taken away, done to what others have saved. So both find in it what they have added.
#[must_use]
pub fn merge_entries(base: &[String], latest: &[String], typed: &[String]) -> Vec<String> {
    if base == latest {
        return typed.to_vec();
    }
    let stays = latest.iter().filter(|entry| typed.contains(entry) || !base.contains(entry));
    let added = typed.iter().filter(|entry| !base.contains(entry) && !latest.contains(entry));
    stays.chain(added).cloned().collect()
}

/// Fills the field, of which `all` follows what is typed and not completed too: that goes on being typed.
pub fn put_entries<T: PartialEq + ToString + 'static>(input: ChipsInput<T>, all: Vec<String>) {
    if untrack(|| input.all()) == all {
        return;
    }
    let text = input.text.with_untracked(|text| text.trim().to_owned());
    let (typing, complete): (Vec<_>, Vec<_>) = all.into_iter().partition(|entry| *entry == text);
    if typing.is_empty() {
        input.text.set(String::new());
    }
    input.entries.set(complete);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, latest: &str, typed: &str) -> String {
        let list = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        merge_entries(&list(base), &list(latest), &list(typed)).join(" ")
    }

    #[test]
    fn what_both_have_added_and_taken_away_is_so() {
        assert_eq!(merged("a b", "a b", "b c"), "b c", "nobody else");
        assert_eq!(merged("a b", "b c", "a b"), "b c", "only others");
        assert_eq!(merged("a b", "a b theirs", "a b mine"), "a b theirs mine");
        assert_eq!(merged("a b c", "a c", "b c mine"), "c mine", "each has taken one away");
        assert_eq!(merged("a", "a both", "a both"), "a both", "the same is added once");
        assert_eq!(merged("a", "", ""), "", "or taken away");
    }
}
