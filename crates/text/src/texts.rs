//! The texts of one language.

use crate::{Language, Plural};
use std::{borrow::Cow, sync::Arc};

/// Names a text without arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub(crate) u16);

/// The texts of one language; cheap to clone.
#[derive(Clone, Debug)]
pub struct Texts {
    language: Language,
    lines: Lines,
}

#[derive(Clone, Debug)]
enum Lines {
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
        #[cfg(feature = "all-languages")]
        return Self::of(Language::English);
        #[cfg(not(feature = "all-languages"))]
        Self { language: Language::English, lines: Lines::Compiled(&crate::EN) }
    }

    /// A language's texts, all of them compiled in.
    #[cfg(feature = "all-languages")]
    #[must_use]
    pub const fn of(language: Language) -> Self {
        let lines: &'static [&'static str] = match language {
            Language::English => &crate::EN_ON_SERVER,
            Language::French => &crate::FR_ON_SERVER,
        };
        Self { language, lines: Lines::Compiled(lines) }
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

    /// Reads a file made by the server of the same build.
    ///
    /// # Errors
    /// [`Unfit`] where it is no list of texts, or one of another length (another build's).
    pub fn from_file(language: Language, json: &str) -> Result<Self, Unfit> {
        let lines: Vec<String> = serde_json::from_str(json).map_err(|_| Unfit)?;
        if lines.len() != crate::EN.len() {
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
        let index = usize::from(key.0);
        match &self.lines {
            Lines::Compiled(lines) => Cow::Borrowed(lines.get(index).copied().unwrap_or_default()),
            Lines::Fetched(lines) => Cow::Owned(lines.get(index).cloned().unwrap_or_default()),
        }
    }

    /// The text at `index` with its arguments filled in; arguments' own braces stay as they are.
    pub(crate) fn fill(&self, index: u16, plural: Option<Plural>, arguments: &[(&str, &str)]) -> String {
        let line = self.get(Key(index));
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
            filled.push_str(value.map_or("", |(_, value)| value));
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
    fn a_served_file_is_read_back() {
        let file = Texts::file(Language::French);
        let french = Texts::from_file(Language::French, &file).unwrap();
        assert_eq!(french.get(crate::common::SAVE), Texts::of(Language::French).get(crate::common::SAVE));
        assert_eq!(Texts::from_file(Language::French, "[\"one\"]").unwrap_err(), Unfit);
    }

    #[test]
    fn plural_forms_fall_back_to_other() {
        let texts = Texts::english();
        assert_eq!(crate::organizations::count(&texts, Plural::One, "1"), "1 organization");
        assert_eq!(crate::organizations::count(&texts, Plural::Few, "3"), "3 organizations");
    }
}
