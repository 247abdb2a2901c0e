//! What was asked for: everything, a part, or the tests with a word in their names.

use crate::outcome::Outcome;
use crate::paths;
use std::fs;
use std::path::Path;

const PARTS: [&str; 7] = ["check", "host", "api", "api-tools", "web", "e2e", BY_KEYBOARD];
/// The journeys without a mouse: they take three times as long, so this part is only run where it is asked for.
const BY_KEYBOARD: &str = "by-keyboard";

/// The parts and the tests that a run is about.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Selection {
    part: Option<String>,
    filter: Option<String>,
    thorough: bool,
}

impl Selection {
    /// `[PART] [PATTERN] [--thorough]`
    pub fn from_arguments(arguments: &[String]) -> Self {
        let thorough = arguments.iter().any(|argument| argument == "--thorough");
        let mut arguments = arguments.iter().filter(|argument| !argument.starts_with('-')).peekable();
        let part = arguments.next_if(|first| PARTS.contains(&first.as_str())).cloned();
        Self { part, filter: arguments.next().cloned(), thorough }
    }

    /// Whether a part has to run. With a pattern alone, the parts that have such tests.
    pub fn wants(&self, part: &str) -> bool {
        match (&self.part, &self.filter) {
            (Some(asked), _) => {
                asked == part || matches!((asked.as_str(), part), ("api", "host") | (BY_KEYBOARD, "e2e"))
            }
            (None, None) => true,
            (None, Some(filter)) => match part {
                "host" => true,
                "web" | "e2e" => mentions(&paths::in_root("tests").join(part), filter).unwrap_or(true),
                _ => false,
            },
        }
    }

    /// Whether nothing in particular was asked for.
    pub fn is_everything(&self) -> bool {
        self.part.is_none() && self.filter.is_none()
    }

    /// Whether only the tests of the API were asked for.
    pub fn only_api(&self) -> bool {
        self.part.as_deref() == Some("api")
    }

    /// Whether journeys press everything by keys.
    pub fn has_no_mouse(&self) -> bool {
        self.part.as_deref() == Some(BY_KEYBOARD)
    }

    /// Whether races run all their rounds, which takes minutes each.
    pub const fn is_thorough(&self) -> bool {
        self.thorough
    }

    /// The word that has to be in a test's name.
    pub fn filter(&self) -> Option<&str> {
        self.filter.as_deref()
    }
}

/// Whether a file in the folder has the word in its path or in its text.
fn mentions(folder: &Path, word: &str) -> Outcome<bool> {
    Ok(crate::console::files(folder)?.iter().any(|file| {
        let named = file.strip_prefix(folder).is_ok_and(|path| path.to_string_lossy().contains(word));
        named || fs::read_to_string(file).is_ok_and(|text| text.contains(word))
    }))
}

#[cfg(test)]
mod tests {
    use super::Selection;

    fn selection(words: &[&str]) -> Selection {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        Selection::from_arguments(&words)
    }

    #[test]
    fn without_words_everything_is_wanted() {
        let all = selection(&[]);
        assert!(["check", "host", "web", "e2e"].iter().all(|part| all.wants(part)) && all.is_everything());
    }

    #[test]
    fn a_part_is_only_that_part() {
        let web = selection(&["web", "organizations"]);
        assert!(web.wants("web") && !web.wants("host") && !web.wants("check"));
        assert_eq!(web.filter(), Some("organizations"));
        let api = selection(&["api"]);
        assert!(api.wants("host") && api.only_api() && !api.wants("web") && !api.wants("api-tools"));
        let tools = selection(&["api-tools"]);
        assert!(tools.wants("api-tools") && !tools.wants("host") && !tools.wants("api"));
    }

    #[test]
    fn only_who_asks_goes_through_the_journeys_by_keyboard() {
        let keys = selection(&["by-keyboard", "members"]);
        assert!(keys.wants("e2e") && keys.has_no_mouse() && !keys.wants("host") && !keys.wants("check"));
        assert!(!selection(&[]).has_no_mouse() && !selection(&["e2e"]).has_no_mouse());
    }

    #[test]
    fn a_pattern_wants_no_part_without_such_tests() {
        let pattern = selection(&["no_test_is_called_like_this"]);
        assert!(pattern.wants("host") && !pattern.wants("web") && !pattern.wants("check"));
    }
}
