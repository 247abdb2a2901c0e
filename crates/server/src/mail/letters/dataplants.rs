//! Mails about dataplants.

use super::Letter;
use crate::mail::Message;
use hq_contract::dataplants::DELETION_MINUTES;
use hq_text::{Typed, mail};

impl Letter<'_> {
    /// To who asked to delete a dataplant: the link that confirms it.
    #[must_use]
    pub fn confirm_dataplant_deletion(&self, organization: &str, dataplant: &str, link: String) -> Message {
        let minutes = u64::from(DELETION_MINUTES);
        let plural = self.texts.language().plural(minutes);
        let (organization, dataplant) = (Typed::new(organization), Typed::new(dataplant));
        self.about(mail::dataplant_subject(self.texts, &dataplant))
            .paragraph(mail::dataplant_why(self.texts, &dataplant, &organization))
            .button(self.says(mail::DATAPLANT_BUTTON), link)
            .note(mail::dataplant_note(self.texts, plural, &minutes.to_string()))
    }
}
