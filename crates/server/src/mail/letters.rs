//! Every mail that HQ writes.

use crate::mail::Message;
use hq_text::{Texts, mail};

/// What a letter needs to know besides its own matter.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// The texts of the reader's language.
    pub texts: &'a Texts,
    /// Where people reach the console.
    pub public_url: &'a str,
    /// By which name to greet.
    pub first_name: &'a str,
}

impl Letter<'_> {
    fn start(&self, subject: hq_text::Key, why: hq_text::Key) -> Message {
        let text = |key| self.texts.get(key).into_owned();
        Message::new(self.texts, self.public_url, text(subject))
            .paragraph(self.greeting())
            .paragraph(text(why))
    }

    /// The name is what somebody typed at a sign-up, perhaps somebody else: what a mail program might turn into a link
    /// is not repeated.
    fn greeting(&self) -> String {
        if self.first_name.contains(['/', ':', '@']) || self.first_name.trim_end_matches('.').contains('.') {
            self.texts.get(mail::GREETING_PLAIN).into_owned()
        } else {
            mail::greeting(self.texts, self.first_name)
        }
    }

    /// To who signed up: the link that makes it an account.
    #[must_use]
    pub fn verify_address(&self, link: String, hours: u64) -> Message {
        let plural = self.texts.language().plural(hours);
        self.start(mail::VERIFY_SUBJECT, mail::VERIFY_WHY)
            .button(self.texts.get(mail::VERIFY_BUTTON).into_owned(), link)
            .note(mail::verify_note(self.texts, plural, &hours.to_string()))
    }

    /// To who signed up with an address that has an account.
    #[must_use]
    pub fn account_exists(&self, sign_in_link: String) -> Message {
        self.start(mail::KNOWN_SUBJECT, mail::KNOWN_WHY)
            .button(self.texts.get(mail::KNOWN_BUTTON).into_owned(), sign_in_link)
            .note(self.texts.get(mail::KNOWN_NOTE).into_owned())
    }

    /// To who forgot the password: the link to a new one.
    #[must_use]
    pub fn reset_password(&self, link: String, hours: u64) -> Message {
        let plural = self.texts.language().plural(hours);
        self.start(mail::RESET_SUBJECT, mail::RESET_WHY)
            .button(self.texts.get(mail::RESET_BUTTON).into_owned(), link)
            .note(mail::reset_note(self.texts, plural, &hours.to_string()))
    }

    /// To whose password was changed.
    #[must_use]
    pub fn password_changed(&self, reset_link: String) -> Message {
        self.start(mail::CHANGED_SUBJECT, mail::CHANGED_WHY)
            .button(self.texts.get(mail::CHANGED_BUTTON).into_owned(), reset_link)
            .note(self.texts.get(mail::CHANGED_NOTE).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_an_address_is_not_repeated() {
        let texts = Texts::english();
        let greeting = |first_name| {
            let letter = Letter { texts: &texts, public_url: "https://hq.example.org", first_name };
            letter.verify_address("https://hq.example.org/verify/x".into(), 24).text()
        };
        assert!(greeting("Ada").starts_with("Hello Ada,\n") && greeting("Jr.").starts_with("Hello Jr.,\n"));
        assert!(
            greeting("evil.example").starts_with("Hello,\n") && greeting("http://x").starts_with("Hello,\n")
        );
    }
}
