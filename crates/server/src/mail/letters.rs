//! Every mail that HQ writes.

use crate::{
    app::App,
    db::entity::user,
    mail::{Asked, Message, TimeLeft},
};
use hq_text::{Language, Plural, Texts, mail};

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

/// The texts of a person's own language.
#[must_use]
pub fn texts_of(user: &user::Model) -> Texts {
    Texts::of(Language::from_tag(&user.language).unwrap_or_default())
}

impl<'a> Letter<'a> {
    /// A letter to somebody with an account.
    #[must_use]
    pub fn to(app: &'a App, texts: &'a Texts, user: &'a user::Model) -> Self {
        let first_name = user.full_name.split(' ').next().unwrap_or_default();
        Self { texts, public_url: &app.settings().public_url, first_name }
    }
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
        let name = self.first_name;
        if name.is_empty() || name.contains(['/', ':', '@']) || name.trim_end_matches('.').contains('.') {
            self.texts.get(mail::GREETING_PLAIN).into_owned()
        } else {
            mail::greeting(self.texts, self.first_name)
        }
    }

    /// To who signed up: the link that makes it an account.
    #[must_use]
    pub fn verify_address(&self, asked: &Asked<'_>, link: String, hours: u64) -> Message {
        let plural = self.texts.language().plural(hours);
        self.start(mail::VERIFY_SUBJECT, mail::VERIFY_WHY)
            .paragraph(asked.sentence(self.texts))
            .button(self.texts.get(mail::VERIFY_BUTTON).into_owned(), link)
            .note(mail::verify_note(self.texts, plural, &hours.to_string()))
    }

    /// To who signed up with an address that has an account.
    #[must_use]
    pub fn account_exists(&self, asked: &Asked<'_>, sign_in_link: String) -> Message {
        self.start(mail::KNOWN_SUBJECT, mail::KNOWN_WHY)
            .paragraph(asked.sentence(self.texts))
            .button(self.texts.get(mail::KNOWN_BUTTON).into_owned(), sign_in_link)
            .note(self.texts.get(mail::KNOWN_NOTE).into_owned())
    }

    /// To who forgot the password: the link to a new one.
    #[must_use]
    pub fn reset_password(&self, asked: &Asked<'_>, link: String, hours: u64) -> Message {
        let plural = self.texts.language().plural(hours);
        self.start(mail::RESET_SUBJECT, mail::RESET_WHY)
            .paragraph(asked.sentence(self.texts))
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

impl Letter<'_> {
    /// To who is invited: the link that leads to joining or declining.
    #[must_use]
    pub fn invitation(&self, invitation: &Invited<'_>, link: String) -> Message {
        let days = u64::from(hq_contract::invitations::DAYS);
        let Invited { organization, inviter, note } = *invitation;
        let message =
            Message::new(self.texts, self.public_url, mail::invitation_subject(self.texts, organization))
                .paragraph(self.greeting())
                .paragraph(mail::invitation_why(self.texts, inviter, organization));
        let message = match note {
            Some(note) => message.paragraph(mail::invitation_note(self.texts, inviter, note)),
            None => message,
        };
        let plural = self.texts.language().plural(days);
        message
            .button(self.texts.get(mail::INVITATION_BUTTON).into_owned(), link)
            .note(mail::invitation_hint(self.texts, plural, &days.to_string()))
    }

    /// To who invited: the invited person asks for a new link.
    #[must_use]
    pub fn renewal_asked(&self, organization: &str, email: &str, members_link: String) -> Message {
        Message::new(self.texts, self.public_url, mail::renewal_subject(self.texts, organization))
            .paragraph(self.greeting())
            .paragraph(mail::renewal_why(self.texts, email, organization))
            .button(self.texts.get(mail::RENEWAL_BUTTON).into_owned(), members_link)
            .note(self.texts.get(mail::RENEWAL_NOTE).into_owned())
    }

    /// To an admin: the organization was deleted, and where it can be restored.
    #[must_use]
    pub fn organization_deleted(&self, organization: &str, by: &str, organizations_link: String) -> Message {
        let days = u64::from(hq_contract::organizations::deletion::RESTORABLE_DAYS);
        let plural = self.texts.language().plural(days);
        Message::new(self.texts, self.public_url, mail::deleted_subject(self.texts, organization))
            .paragraph(self.greeting())
            .paragraph(mail::deleted_why(self.texts, by, organization))
            .button(self.texts.get(mail::DELETED_BUTTON).into_owned(), organizations_link)
            .note(mail::deleted_note(self.texts, plural, &days.to_string()))
    }

    /// To an admin: a domain's record is gone, and until when the domain stays.
    #[must_use]
    pub fn domain_lost(&self, organization: &str, domain: &str, days: u64, link: String) -> Message {
        let plural = self.texts.language().plural(days);
        Message::new(self.texts, self.public_url, mail::domain_subject(self.texts, domain))
            .paragraph(self.greeting())
            .paragraph(mail::domain_why(self.texts, domain, organization))
            .button(self.texts.get(mail::DOMAIN_BUTTON).into_owned(), link)
            .note(mail::domain_note(self.texts, plural, &days.to_string()))
    }

    /// To an admin: a certificate expires in so many days.
    #[must_use]
    pub fn certificate_expires(
        &self,
        organization: &str,
        name: &str,
        left: TimeLeft,
        link: String,
    ) -> Message {
        let (write, number): (fn(&Texts, Plural, &str) -> String, u64) = match left {
            TimeLeft::Days(days) => (mail::certificate_days, days),
            TimeLeft::Hours(hours) => (mail::certificate_hours, hours),
            TimeLeft::Minutes(minutes) => (mail::certificate_minutes, minutes),
        };
        let left = write(self.texts, self.texts.language().plural(number), &number.to_string());
        Message::new(self.texts, self.public_url, mail::certificate_subject(self.texts, &left, name))
            .paragraph(self.greeting())
            .paragraph(mail::certificate_why(self.texts, &left, name, organization))
            .button(self.texts.get(mail::CERTIFICATE_BUTTON).into_owned(), link)
            .note(self.texts.get(mail::CERTIFICATE_NOTE).into_owned())
    }

    /// To an admin: somebody asks to join.
    #[must_use]
    pub fn join_requested(
        &self,
        organization: &str,
        person: &str,
        note: Option<&str>,
        members_link: String,
    ) -> Message {
        let message =
            Message::new(self.texts, self.public_url, mail::request_subject(self.texts, organization))
                .paragraph(self.greeting())
                .paragraph(mail::request_why(self.texts, organization, person));
        let message = match note {
            Some(note) => message.paragraph(format!("“{note}”")),
            None => message,
        };
        message
            .button(self.texts.get(mail::REQUEST_BUTTON).into_owned(), members_link)
            .note(self.texts.get(mail::REQUEST_NOTE).into_owned())
    }

    /// To who asked: an admin let them in.
    #[must_use]
    pub fn join_approved(&self, organization: &str, link: String) -> Message {
        Message::new(self.texts, self.public_url, mail::approved_subject(self.texts, organization))
            .paragraph(self.greeting())
            .paragraph(mail::approved_why(self.texts, organization))
            .button(mail::approved_button(self.texts, organization), link)
            .note(self.texts.get(mail::APPROVED_NOTE).into_owned())
    }
}

/// What an invitation says.
#[derive(Clone, Copy, Debug)]
pub struct Invited<'a> {
    /// The organization's name.
    pub organization: &'a str,
    /// Who invites.
    pub inviter: &'a str,
    /// Their personal word.
    pub note: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_an_address_is_not_repeated() {
        let texts = Texts::english();
        let greeting = |first_name| {
            let letter = Letter { texts: &texts, public_url: "https://hq.example.org", first_name };
            let asked = Asked { at: 0, agent: "", address: "" };
            letter.verify_address(&asked, "https://hq.example.org/x".into(), 24).text()
        };
        assert!(greeting("Ada").starts_with("Hello Ada,\n") && greeting("Jr.").starts_with("Hello Jr.,\n"));
        assert!(
            greeting("evil.example").starts_with("Hello,\n") && greeting("http://x").starts_with("Hello,\n")
        );
    }
}
