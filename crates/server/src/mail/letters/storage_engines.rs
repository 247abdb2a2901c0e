//! Mails about storage engines.

use super::Letter;
use crate::mail::Message;
use hq_text::{Language, Typed, mail};

/// The bytes of a tenth of a GB.
const TENTH: u64 = 100_000_000;

impl Letter<'_> {
    /// To an admin: a storage engine holds more than its size is meant for.
    #[must_use]
    pub fn storage_engine_full(
        &self,
        organization: &str,
        engine: &str,
        (used, limit): (u64, u64),
        link: String,
    ) -> Message {
        let language = self.texts.language();
        let (organization, engine) = (Typed::new(organization), Typed::new(engine));
        // Rounded up and down, so that it never reads as if it held no more than the limit.
        let (used, limit) = (gb(used.div_ceil(TENTH), language), gb(limit / TENTH, language));
        self.about(mail::engine_full_subject(self.texts, &engine))
            .paragraph(mail::engine_full_why(self.texts, &engine, &limit, &organization, &used))
            .button(self.says(mail::ENGINE_FULL_BUTTON), link)
            .note(self.says(mail::ENGINE_FULL_NOTE))
    }
}

/// Tenths of a GB as a number of GB, in the way of the language.
fn gb(tenths: u64, language: Language) -> String {
    let (whole, rest) = (tenths / 10, tenths % 10);
    let separator = match language {
        Language::English => '.',
        Language::French => ',',
    };
    if rest == 0 { whole.to_string() } else { format!("{whole}{separator}{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_text::Texts;

    #[test]
    fn it_says_how_much_is_held_and_how_much_is_meant() {
        let written = |language| {
            let texts = Texts::of(language);
            let letter = Letter { texts: &texts, public_url: "https://hq.example.org", first_name: "Ada" };
            let sizes = (10_000_000_001, 10_000_000_000);
            letter.storage_engine_full("Acme", "Orders", sizes, "https://hq.example.org/x".into())
        };
        let english = written(Language::English);
        assert!(english.subject().contains("is over its storage limit"), "{}", english.subject());
        let text = english.text();
        assert!(text.contains("10.1\u{2069} GB, more than") || text.contains("10.1 GB, more than"), "{text}");
        let text = written(Language::French).text();
        assert!(text.contains("10,1") && text.contains("Go"), "{text}");
        assert_eq!(gb(0, Language::English), "0");
    }
}
