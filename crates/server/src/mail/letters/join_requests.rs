//! Mails about requests to join.

use super::{Letter, Person};
use crate::mail::Message;
use hq_text::{Typed, mail};

impl Letter<'_> {
    /// To an admin: somebody asks to join.
    #[must_use]
    pub fn join_requested(
        &self,
        organization: &str,
        asker: Person<'_>,
        note: Option<&str>,
        members_link: String,
    ) -> Message {
        let organization = Typed::new(organization);
        let (person, address) = asker.shown();
        let message = self
            .about(mail::request_subject(self.texts, &organization))
            .paragraph(mail::request_why(self.texts, &address, &organization, &person));
        let message = match note {
            Some(note) => message.quote(mail::request_said(self.texts, &person), Typed::new(note)),
            None => message,
        };
        message.button(self.says(mail::REQUEST_BUTTON), members_link).note(self.says(mail::REQUEST_NOTE))
    }

    /// To who asked: an admin let them in.
    #[must_use]
    pub fn join_approved(&self, organization: &str, link: String) -> Message {
        let organization = Typed::new(organization);
        self.about(mail::approved_subject(self.texts, &organization))
            .paragraph(mail::approved_why(self.texts, &organization))
            .button(mail::approved_button(self.texts, &organization), link)
            .note(self.says(mail::APPROVED_NOTE))
    }
}
