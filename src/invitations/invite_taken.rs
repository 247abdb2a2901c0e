//! What became of a text of addresses, and how that is said.

use super::invite_entries::contains;
use hq_contract::invitations::{Recipient, Recipients};
use hq_text::{Language, Texts, invite};

/// How many words that were left out are named.
const NAMED: usize = 5;
/// How much of each.
const SHOWN: usize = 40;

/// What of a text comes into the list, and what does not.
#[derive(Debug, PartialEq, Eq)]
pub struct Taken {
    /// What is new.
    pub added: Vec<Recipient>,
    /// What was there already, or stands in the text before.
    known: Vec<String>,
    /// What has no address in it.
    left_out: Vec<String>,
}

impl Taken {
    /// What comes into a list.
    pub fn of(read: Recipients, entries: &[Recipient]) -> Self {
        let mut taken = Self { added: Vec::new(), known: Vec::new(), left_out: read.left_out };
        for one in read.list {
            if contains(entries, &one.text) || contains(&taken.added, &one.text) {
                taken.known.push(one.text);
            } else {
                taken.added.push(one);
            }
        }
        taken
    }

    /// All of it, for those who do not see the list.
    pub fn status(&self, texts: &Texts, language: Language) -> String {
        let (right, wrong): (Vec<_>, Vec<_>) = self.added.iter().partition(|one| one.email.is_ok());
        let added = match right.as_slice() {
            [] => String::new(),
            [one] => invite::added(texts, &one.text),
            several => several_of(invite::added_many, several.len(), texts, language),
        };
        let mistakes = match wrong.as_slice() {
            [] => String::new(),
            [one] => invite::added_wrong(texts, &one.text),
            several => several_of(invite::added_wrong_many, several.len(), texts, language),
        };
        sentences(&[added, mistakes, self.notice(texts, language)])
    }

    /// What did not come into the list.
    pub fn notice(&self, texts: &Texts, language: Language) -> String {
        let known = match self.known.as_slice() {
            [] => String::new(),
            [one] => invite::there_already(texts, one),
            several => several_of(invite::there_already_many, several.len(), texts, language),
        };
        sentences(&[known, self.left_out(texts, language)])
    }

    fn left_out(&self, texts: &Texts, language: Language) -> String {
        let words: Vec<String> =
            self.left_out.iter().take(NAMED).map(|word| invite::quoted(texts, &short(word))).collect();
        let words = words.join(", ");
        match self.left_out.len().saturating_sub(NAMED) {
            _ if words.is_empty() => String::new(),
            0 => invite::left_out(texts, &words),
            more => invite::left_out_more(texts, language.plural(more as u64), &more.to_string(), &words),
        }
    }
}

fn several_of(
    text: fn(&Texts, hq_text::Plural, &str) -> String,
    count: usize,
    texts: &Texts,
    language: Language,
) -> String {
    text(texts, language.plural(count as u64), &count.to_string())
}

fn sentences(all: &[String]) -> String {
    let all: Vec<&str> = all.iter().map(String::as_str).filter(|sentence| !sentence.is_empty()).collect();
    all.join(" ")
}

fn short(word: &str) -> String {
    if word.chars().count() <= SHOWN {
        return word.to_owned();
    }
    let mut short: String = word.chars().take(SHOWN).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, before: &str) -> (String, String) {
        let texts = Texts::english();
        let taken = Taken::of(Recipients::read(text), &Recipients::read(before).list);
        (taken.status(&texts, Language::English), taken.notice(&texts, Language::English))
    }

    #[test]
    fn valid_ones_are_counted_and_the_others_told() {
        let (status, notice) = said("a@x.example, b@x.example, ada@", "");
        assert_eq!(status, "2 addresses added. ada@ is not an email address.");
        assert_eq!(notice, "");
        assert_eq!(
            said("a@, b@, c@x.example", "").0,
            "c@x.example added. 2 entries are not email addresses."
        );
        assert_eq!(said("", ""), (String::new(), String::new()));
    }

    #[test]
    fn what_is_left_out_is_named() {
        let (status, notice) = said("name,email\nAda,a@x.example\nBob,B@x.example", "b@x.example");
        assert_eq!(
            notice,
            "B@x.example is already in the list. Ignored, no address found: “name”, “email”, “Ada”, “Bob”."
        );
        assert_eq!(status, format!("a@x.example added. {notice}"));
        let many = said("a, b, c, d, e, f, g, x@x.example x@x.example y@x.example Y@x.example", "").1;
        assert_eq!(
            many,
            "2 of them were already in the list. Ignored, no address found: “a”, “b”, “c”, “d”, “e” and 2 more."
        );
    }
}
