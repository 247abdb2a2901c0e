//! A source file, and what a line of it says when its comments are left out.

use crate::console::files;
use crate::outcome::{Explain, Outcome};
use crate::paths;
use std::fs;

/// The folders and files that the rules are about.
const PLACES: &[&str] = &[
    "src",
    "crates",
    "tests",
    "xtask",
    "style",
    "docs/accessibility.md",
    "docs/accessibility.openacr.yaml",
    "docs/security.md",
    "docs/security",
    "index.html",
    "Cargo.toml",
];
const KINDS: &[&str] = &["rs", "css", "html", "toml", "json", "js", "md", "yaml"];

/// A file of the checkout.
#[derive(Clone, Debug)]
pub struct Source {
    /// From the root of the checkout, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl Source {
    /// Whether it lies in that folder.
    pub fn within(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Its lines, numbered from one, without `//` comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, without_comment(line)))
    }

    /// Those before its tests.
    pub fn code_before_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code().take_while(|(_, code)| !code.contains("#[cfg(test)]"))
    }

    /// The whole of it without `//` comments; lines stay where they are.
    pub fn all_code(&self) -> String {
        self.code().flat_map(|(_, line)| [line, "\n"]).collect()
    }
}

#[cfg(test)]
impl Source {
    /// A file with that text.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}

/// Cuts a comment off. A `//` inside a string (an address) is none.
fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    let mut before = ' ';
    for (index, character) in line.char_indices() {
        match character {
            '"' if before != '\\' && before != '\'' => quoted = !quoted,
            '/' if !quoted && before == '/' => return line.get(..index - 1).unwrap_or(line),
            _ => {}
        }
        before = character;
    }
    line
}

/// Every source of the checkout.
pub fn all() -> Outcome<Vec<Source>> {
    let mut sources = Vec::new();
    for place in PLACES {
        for file in files(&paths::in_root(place))? {
            if !file.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)) {
                continue;
            }
            let path = file.strip_prefix(paths::root()).unwrap_or(&file).to_string_lossy().into_owned();
            let text = fs::read_to_string(&file).explain(format!("read {path}"))?;
            sources.push(Source { path, text });
        }
    }
    Ok(sources)
}

/// Whether the word stands there as a word of its own.
pub fn has_word(text: &str, word: &str) -> bool {
    let part = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(word).any(|(start, _)| {
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let after = text.get(start + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

#[cfg(test)]
mod tests {
    use super::{has_word, without_comment};

    #[test]
    fn comments_are_cut_and_addresses_are_not() {
        assert_eq!(without_comment("let a = 1; // spawn_local"), "let a = 1; ");
        assert_eq!(without_comment(r#"let a = "http://x"; // y"#), r#"let a = "http://x"; "#);
        assert_eq!(without_comment("//! web_sys"), "");
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("use web_sys::Window", "web_sys"));
        assert!(!has_word("my_web_sys_thing", "web_sys"));
    }
}
