//! The texts of one language.

use crate::{Language, Plural, isolate};
use std::{borrow::Cow, sync::Arc};

/// Names a text without arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub(crate) &'static Line);

/// A text: where it stands in each language, and what it is in English. Each stands for itself, not in a table: so the
/// console's English comes with the pieces of code that say it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) index: u16,
    pub(crate) english: &'static str,
}

/// The texts of one language; cheap to clone.
#[derive(Clone, Debug)]
pub struct Texts {
    language: Language,
    lines: Lines,
}

#[derive(Clone, Debug)]
enum Lines {
    English,
    #[cfg(feature = "all-languages")]
    Compiled(&'static [&'static str]),
    Fetched(Arc<[String]>),
}

/// A file of texts does not belong to this build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit;

impl Texts {
    /// English.
    #[must_use]
    pub const fn english() -> Self {
        Self { language: Language::English, lines: Lines::English }
    }

    /// A language's texts, all of them compiled in.
    #[cfg(feature = "all-languages")]
    #[must_use]
    pub const fn of(language: Language) -> Self {
        match language {
            Language::English => Self::english(),
            Language::French => Self { language, lines: Lines::Compiled(&crate::FR_ON_SERVER) },
        }
    }

    /// The file that the server offers at [`Language::path`]: a JSON array of the console's lines.
    #[cfg(feature = "all-languages")]
    #[must_use]
    pub fn file(language: Language) -> String {
        let lines: &[&str] = match language {
            Language::English => &crate::EN,
            Language::French => &crate::FR,
        };
        serde_json::to_string(lines).unwrap_or_default()
    }

    /// The texts of a file made by the server of the same build.
    ///
    /// # Errors
    /// [`Unfit`] where there are more or fewer (another build's).
    pub fn from_lines(language: Language, lines: Vec<String>) -> Result<Self, Unfit> {
        if lines.len() != crate::COUNT {
            return Err(Unfit);
        }
        Ok(Self { language, lines: Lines::Fetched(lines.into()) })
    }

    /// Which language this is.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text of a key.
    #[must_use]
    pub fn get(&self, key: Key) -> Cow<'static, str> {
        let Line { index, english } = *key.0;
        let index = usize::from(index);
        match &self.lines {
            Lines::English => Cow::Borrowed(english),
            #[cfg(feature = "all-languages")]
            Lines::Compiled(lines) => Cow::Borrowed(lines.get(index).copied().unwrap_or_default()),
            Lines::Fetched(lines) => Cow::Owned(lines.get(index).cloned().unwrap_or_default()),
        }
    }

    /// A text with its arguments filled in; arguments' own braces stay as they are, and no argument changes the direction
    /// of what is around it.
    pub(crate) fn fill(
        &self,
        line: &'static Line,
        plural: Option<Plural>,
        arguments: &[(&str, &str)],
    ) -> String {
        let line = self.get(Key(line));
        let mut rest: &str = match plural {
            None => &line,
            Some(plural) => {
                let mut forms = line.split('\u{1}');
                let form = forms.clone().nth(plural as usize).unwrap_or_default();
                if form.is_empty() { forms.next_back().unwrap_or_default() } else { form }
            }
        };
        let mut filled = String::with_capacity(rest.len() + 16);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            let value = arguments.iter().find(|(argument, _)| *argument == name);
            filled.push_str(&isolate(value.map_or("", |(_, value)| value)));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(all(test, feature = "all-languages"))]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_filled_and_not_read_again() {
        let text = crate::start::welcome(&Texts::english(), "{x}");
        assert_eq!(text, "Welcome, {x}!");
    }

    #[test]
    fn names_from_right_to_left_do_not_turn_the_text() {
        let text = crate::members::now_admin(&Texts::english(), "العربية (1)");
        assert_eq!(text, "\u{2068}العربية (1)\u{2069} is now an admin.");
        assert_eq!(crate::members::now_admin(&Texts::english(), "Ada (1)"), "Ada (1) is now an admin.");
    }

    #[test]
    fn what_is_typed_is_no_link_in_a_mail() {
        let organization = crate::Typed::new("pay at https://e.example/1");
        let subject = crate::mail::invitation_subject(&Texts::english(), &organization);
        assert_eq!(subject.as_str(), "Join the organization pay at https: // e. example/1");
    }

    #[test]
    fn a_served_file_is_read_back() {
        let file = Texts::file(Language::French);
        let lines = serde_json::from_str(&file).unwrap();
        let french = Texts::from_lines(Language::French, lines).unwrap();
        assert_eq!(french.get(crate::common::SAVE), Texts::of(Language::French).get(crate::common::SAVE));
        assert_eq!(Texts::from_lines(Language::French, vec!["one".into()]).unwrap_err(), Unfit);
    }

    #[test]
    fn plural_forms_fall_back_to_other() {
        let texts = Texts::english();
        assert_eq!(crate::organizations::count(&texts, Plural::One, "1"), "1 organization");
        assert_eq!(crate::organizations::count(&texts, Plural::Few, "3"), "3 organizations");
    }
}
