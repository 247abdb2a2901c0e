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
            .paragraph(mail::greeting(self.texts, self.first_name))
            .paragraph(text(why))
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
