//! Mails about cards that could not be charged.

use super::Letter;
use crate::mail::Message;
use hq_text::mail;

/// What a payer is told of a card that could not be charged.
#[derive(Clone, Copy, Debug)]
pub struct CardRefused<'a> {
    /// The invoice's number.
    pub number: &'a str,
    /// With which words it is paid by bank transfer.
    pub reference: Option<&'a str>,
    /// Whether the bank wants to hear from its customer.
    pub wants_person: bool,
    /// After how many days it is tried again, if it is.
    pub days: Option<u32>,
}

impl Letter<'_> {
    /// To who pays by card: it could not be charged, what to do, and what happens next.
    #[must_use]
    pub fn card_refused(&self, refused: &CardRefused<'_>, link: String) -> Message {
        let number = refused.number;
        let why = if refused.wants_person {
            mail::card_person_why(self.texts, number)
        } else {
            mail::card_declined_why(self.texts, number)
        };
        let transfer = match refused.reference {
            Some(reference) => mail::card_transfer_reference(self.texts, reference),
            None => self.says(mail::CARD_TRANSFER),
        };
        let next = match refused.days.map(u64::from) {
            Some(days) => mail::card_again(self.texts, self.texts.language().plural(days), &days.to_string()),
            None => self.says(mail::CARD_NOT_AGAIN),
        };
        self.about(mail::card_subject(self.texts, number))
            .paragraph(why)
            .paragraph(transfer)
            .button(self.says(mail::CARD_BUTTON), link)
            .note(next)
    }
}
