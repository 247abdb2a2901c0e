//! Mails about API keys.

use super::Letter;
use crate::mail::{Message, TimeLeft};
use hq_text::{Typed, mail};

impl Letter<'_> {
    /// To an admin: the secret of a key ends soon.
    #[must_use]
    pub fn api_key_expires(&self, organization: &str, name: &str, left: TimeLeft, link: String) -> Message {
        let left = self.left(left);
        let (organization, name) = (Typed::new(organization), Typed::new(name));
        self.about(mail::api_key_subject(self.texts, left.as_str(), &name))
            .paragraph(mail::api_key_why(self.texts, left.as_str(), &name, &organization))
            .button(self.says(mail::API_KEY_BUTTON), link)
            .note(self.says(mail::API_KEY_NOTE))
    }

    /// To an admin: somebody who made keys has left, and the keys go on.
    #[must_use]
    pub fn api_key_creator_left(
        &self,
        organization: &str,
        person: &str,
        count: u64,
        link: String,
    ) -> Message {
        let plural = self.texts.language().plural(count);
        let (organization, person) = (Typed::new(organization), Typed::new(person));
        self.about(mail::api_key_left_subject(self.texts, &organization, &person))
            .paragraph(mail::api_key_left_why(self.texts, plural, &count.to_string(), &organization, &person))
            .button(self.says(mail::API_KEY_LEFT_BUTTON), link)
            .note(self.says(mail::API_KEY_LEFT_NOTE))
    }
}
