//! Letters about another address for an account.

use super::Letter;
use crate::mail::{Asked, Message};
use hq_text::mail;

impl Letter<'_> {
    /// To the new address of an account: the link that makes it so.
    #[must_use]
    pub fn confirm_new_address(&self, asked: &Asked<'_>, link: String, hours: u64) -> Message {
        let plural = self.texts.language().plural(hours);
        self.start(mail::NEW_ADDRESS_SUBJECT, mail::NEW_ADDRESS_WHY)
            .paragraph(asked.sentence(self.texts))
            .button(self.says(mail::NEW_ADDRESS_BUTTON), link)
            .note(mail::new_address_note(self.texts, plural, &hours.to_string()))
    }

    /// To an address with an account, which somebody wants for another one.
    #[must_use]
    pub fn address_has_account(&self, asked: &Asked<'_>, sign_in_link: String) -> Message {
        self.start(mail::KNOWN_SUBJECT, mail::ADDRESS_WANTED_WHY)
            .paragraph(asked.sentence(self.texts))
            .button(self.says(mail::KNOWN_BUTTON), sign_in_link)
            .note(self.says(mail::KNOWN_NOTE))
    }

    /// To the address that an account had until somebody took its former one back. Without a link: there is nothing left that
    /// this address could undo.
    #[must_use]
    pub fn address_taken_back(&self, happened: &Asked<'_>) -> Message {
        self.start(mail::ADDRESS_TAKEN_BACK_SUBJECT, mail::ADDRESS_TAKEN_BACK_WHY)
            .paragraph(happened.done(self.texts))
            .note(self.says(mail::ADDRESS_TAKEN_BACK_NOTE))
    }
}
