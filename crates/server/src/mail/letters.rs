//! Every mail that HQ writes.

mod addresses;
mod api_keys;
pub mod billing;
mod cards;
mod dataplants;
mod join_requests;
pub mod plans;
mod storage_engines;

pub use cards::CardRefused;

use crate::{
    app::App,
    db::entity::user,
    mail::{Asked, Message, TimeLeft, greeting::is_likely_name},
};
use hq_contract::{EmailAddress, account_alerts::AlertKind};
use hq_text::{Key, Language, Texts, Typed, Written, mail};

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
    fn start(&self, subject: Key, why: Key) -> Message {
        self.about(self.says(subject)).paragraph(self.says(why))
    }

    fn about(&self, subject: Written) -> Message {
        Message::new(self.texts, self.public_url, subject).paragraph(self.greeting())
    }

    fn says(&self, key: Key) -> Written {
        Written::of(self.texts, key)
    }

    /// The name is what somebody typed at a sign-up, perhaps somebody else: nobody is greeted by what could be a link or a
    /// message.
    fn greeting(&self) -> Written {
        let name = Typed::new(self.first_name);
        if name.is_broken() || !is_likely_name(self.first_name) {
            self.says(mail::GREETING_PLAIN)
        } else {
            mail::greeting(self.texts, &name)
        }
    }

    /// To who signed up: the link that makes it an account.
    #[must_use]
    pub fn verify_address(&self, asked: &Asked<'_>, link: String, hours: u64) -> Message {
        let plural = self.texts.language().plural(hours);
        self.start(mail::VERIFY_SUBJECT, mail::VERIFY_WHY)
            .paragraph(asked.sentence(self.texts))
            .button(self.says(mail::VERIFY_BUTTON), link)
            .note(mail::verify_note(self.texts, plural, &hours.to_string()))
    }

    /// To who signed up with an address that has an account.
    #[must_use]
    pub fn account_exists(&self, asked: &Asked<'_>, sign_in_link: String) -> Message {
        self.start(mail::KNOWN_SUBJECT, mail::KNOWN_WHY)
            .paragraph(asked.sentence(self.texts))
            .button(self.says(mail::KNOWN_BUTTON), sign_in_link)
            .note(self.says(mail::KNOWN_NOTE))
    }

    /// To who forgot the password: the link to a new one.
    #[must_use]
    pub fn reset_password(&self, asked: &Asked<'_>, link: String, hours: u64) -> Message {
        let plural = self.texts.language().plural(hours);
        self.start(mail::RESET_SUBJECT, mail::RESET_WHY)
            .paragraph(asked.sentence(self.texts))
            .button(self.says(mail::RESET_BUTTON), link)
            .note(mail::reset_note(self.texts, plural, &hours.to_string()))
    }

    /// To whose account something happened: when, with what and from where, and the link for who did not do it.
    #[must_use]
    pub fn account_alert(&self, kind: AlertKind, happened: &Asked<'_>, link: String) -> Message {
        let days = u64::from(kind.hours() / 24);
        let plural = self.texts.language().plural(days);
        let (subject, why) = match kind {
            AlertKind::SignedIn => (mail::SIGNED_IN_SUBJECT, mail::SIGNED_IN_WHY),
            AlertKind::PasswordChanged => (mail::CHANGED_SUBJECT, mail::CHANGED_WHY),
            AlertKind::PasswordReset => (mail::RESET_DONE_SUBJECT, mail::RESET_DONE_WHY),
            AlertKind::MfaEnabled => (mail::MFA_ON_SUBJECT, mail::MFA_ON_WHY),
            AlertKind::MfaDisabled => (mail::MFA_OFF_SUBJECT, mail::MFA_OFF_WHY),
            AlertKind::EmailChangeAsked => (mail::NEW_ADDRESS_ASKED_SUBJECT, mail::NEW_ADDRESS_ASKED_WHY),
            AlertKind::EmailChanged => (mail::NEW_ADDRESS_SET_SUBJECT, mail::NEW_ADDRESS_SET_WHY),
            AlertKind::RecoveryCodesRenewed => (mail::CODES_SUBJECT, mail::CODES_WHY),
        };
        self.start(subject, why)
            .paragraph(happened.done(self.texts))
            .paragraph(self.says(mail::ALERT_IF_YOU))
            .button(self.says(mail::ALERT_BUTTON), link)
            .note(mail::alert_note(self.texts, plural, &days.to_string()))
    }
}

impl Letter<'_> {
    /// To who is invited: the link that leads to joining or declining, and one for whom it is a stranger's.
    #[must_use]
    pub fn invitation(&self, invitation: &Invited<'_>, links: InvitationLinks) -> Message {
        let days = u64::from(hq_contract::invitations::DAYS);
        let organization = Typed::new(invitation.organization);
        let (inviter, address) = invitation.inviter.shown();
        let message = self
            .about(mail::invitation_subject(self.texts, &organization))
            .paragraph(mail::invitation_why(self.texts, &address, &inviter, &organization));
        let message = match invitation.note {
            Some(note) => message.quote(mail::invitation_note(self.texts, &inviter), Typed::new(note)),
            None => message,
        };
        let plural = self.texts.language().plural(days);
        message
            .button(self.says(mail::INVITATION_BUTTON), links.join)
            .note(mail::invitation_hint(self.texts, plural, &days.to_string()))
            .aside(self.says(mail::INVITATION_STRANGER), self.says(mail::INVITATION_REPORT), links.report)
    }

    /// To who invited: the invited person asks for a new link.
    #[must_use]
    pub fn renewal_asked(&self, organization: &str, email: &str, members_link: String) -> Message {
        let organization = Typed::new(organization);
        self.about(mail::renewal_subject(self.texts, &organization))
            .paragraph(mail::renewal_why(self.texts, &shown_address(email), &organization))
            .button(self.says(mail::RENEWAL_BUTTON), members_link)
            .note(self.says(mail::RENEWAL_NOTE))
    }

    /// To an admin: the organization was deleted, and where it can be restored.
    #[must_use]
    pub fn organization_deleted(&self, organization: &str, by: &str, organizations_link: String) -> Message {
        let days = u64::from(hq_contract::organizations::deletion::RESTORABLE_DAYS);
        let plural = self.texts.language().plural(days);
        let organization = Typed::new(organization);
        self.about(mail::deleted_subject(self.texts, &organization))
            .paragraph(mail::deleted_why(self.texts, &organization, &Typed::new(by)))
            .button(self.says(mail::DELETED_BUTTON), organizations_link)
            .note(mail::deleted_note(self.texts, plural, &days.to_string()))
    }

    /// To an admin: a domain's record is gone, and until when the domain stays.
    #[must_use]
    pub fn domain_lost(&self, organization: &str, domain: &str, days: u64, link: String) -> Message {
        let plural = self.texts.language().plural(days);
        let (organization, domain) = (Typed::new(organization), Typed::new(domain));
        self.about(mail::domain_subject(self.texts, &domain))
            .paragraph(mail::domain_why(self.texts, &domain, &organization))
            .button(self.says(mail::DOMAIN_BUTTON), link)
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
        let left = self.left(left);
        let (organization, name) = (Typed::new(organization), Typed::new(name));
        self.about(mail::certificate_subject(self.texts, left.as_str(), &name))
            .paragraph(mail::certificate_why(self.texts, left.as_str(), &name, &organization))
            .button(self.says(mail::CERTIFICATE_BUTTON), link)
            .note(self.says(mail::CERTIFICATE_NOTE))
    }

    /// How long there is still.
    fn left(&self, left: TimeLeft) -> Written {
        let plural = |number| self.texts.language().plural(number);
        match left {
            TimeLeft::Days(days) => mail::certificate_days(self.texts, plural(days), &days.to_string()),
            TimeLeft::Hours(hours) => mail::certificate_hours(self.texts, plural(hours), &hours.to_string()),
            TimeLeft::Minutes(minutes) => {
                mail::certificate_minutes(self.texts, plural(minutes), &minutes.to_string())
            }
        }
    }
}

/// What an invitation says.
#[derive(Clone, Copy, Debug)]
pub struct Invited<'a> {
    /// The organization's name.
    pub organization: &'a str,
    /// Who invites.
    pub inviter: Person<'a>,
    /// Their personal word.
    pub note: Option<&'a str>,
}

/// Somebody of whom a mail speaks.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// What they call themselves.
    pub name: &'a str,
    /// The address that they have shown to be theirs.
    pub address: &'a str,
}

impl<'a> From<&'a user::Model> for Person<'a> {
    fn from(user: &'a user::Model) -> Self {
        Self { name: &user.full_name, address: &user.email }
    }
}

impl Person<'_> {
    fn shown(self) -> (Typed, Typed) {
        (Typed::new(self.name), shown_address(self.address))
    }
}

/// An address that can be copied and answered: as its owner spells it, or, where that has to be broken apart, as mail servers
/// have it.
fn shown_address(address: &str) -> Typed {
    let shown = Typed::address(address);
    if !shown.is_broken() {
        return shown;
    }
    let mailed = EmailAddress::parse(address).and_then(|address| address.mailed());
    mailed.map_or(shown, |mailed| Typed::address(&mailed))
}

/// Where the mail of an invitation leads.
#[derive(Clone, Debug)]
pub struct InvitationLinks {
    /// To joining or declining.
    pub join: String,
    /// To declining or reporting, for who does not know the inviter.
    pub report: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::micros::Micros;
    use hq_contract::quotas::QuotaKind;

    const LINK: &str = "https://hq.example.org/x";
    const ASKED: Asked<'static> = Asked { at: Micros::new(0), agent: "", address: "" };

    #[test]
    fn a_name_that_is_an_address_is_not_repeated() {
        let texts = Texts::english();
        let greeting = |first_name| {
            let letter = Letter { texts: &texts, public_url: "https://hq.example.org", first_name };
            letter.verify_address(&ASKED, LINK.into(), 24).text()
        };
        assert!(greeting("Ada").starts_with("Hello Ada,\n") && greeting("Jr.").starts_with("Hello Jr.,\n"));
        assert!(
            greeting("evil.example").starts_with("Hello,\n") && greeting("http://x").starts_with("Hello,\n")
        );
    }

    #[test]
    fn an_address_can_be_copied_and_answered() {
        for (spelling, shown) in [
            ("d@bücher.example", "d@bücher.example"),
            ("d@bücher．example", "d@xn--bcher-kva.example"),
            ("d@例え。テスト", "d@xn--r8jz45g.xn--zckzah"),
            ("o'neil@ｘ｡example", "o'neil@x.example"),
            // No mail program would take it for one, and some for the page of the domain.
            ("http//e.example/1@x.example", "http// e. example/1@ x. example"),
        ] {
            assert_eq!(shown_address(spelling).as_str(), shown);
        }
        let texts = Texts::english();
        let letter = Letter { texts: &texts, public_url: "https://hq.example.org", first_name: "Ada" };
        let person = Person { name: "D", address: "d@bücher．example" };
        let asked = letter.join_requested("Acme", person, None, LINK.into()).text();
        assert!(asked.contains("d@xn--bcher-kva.example"), "{asked}");
    }

    /// Every letter in which something stands that somebody typed.
    fn letters(texts: &Texts, typed: &str) -> Vec<Message> {
        let letter = Letter { texts, public_url: "https://hq.example.org", first_name: typed };
        let links = InvitationLinks { join: LINK.into(), report: LINK.into() };
        let person = Person { name: typed, address: "ada@example.org" };
        let invited = Invited { organization: typed, inviter: person, note: Some(typed) };
        let alerts = AlertKind::ALL.map(|kind| letter.account_alert(kind, &ASKED, LINK.into()));
        let over = billing::HandOver { account: typed, from: person, to: typed, organizations: 2 };
        let issued = billing::Issued { number: "HQ-2026-000001", organization: typed, amount: "90.00 EUR" };
        let paying = billing::Paying::Transfer { due: "2026-03-31", reference: "RF31HQ2026000001" };
        let mut letters = vec![
            letter.confirm_hand_over(&over, LINK.into()),
            letter.accept_hand_over(&over, LINK.into()),
            letter.handed_over(&over, LINK.into()),
            letter.taken_over(&over, LINK.into()),
            letter.invoice(&issued, paying, LINK.into()),
            letter.credit_note(&issued, "HQ-2026-000001", LINK.into()),
            letter.reminder(&issued, "2026-03-31", None, false, LINK.into()),
            letter.invitation(&invited, links),
            letter.renewal_asked(typed, typed, LINK.into()),
            letter.organization_deleted(typed, typed, LINK.into()),
            letter.domain_lost(typed, typed, 7, LINK.into()),
            letter.confirm_dataplant_deletion(typed, typed, LINK.into()),
            letter.certificate_expires(typed, typed, TimeLeft::Days(7), LINK.into()),
            letter.api_key_expires(typed, typed, TimeLeft::Days(7), LINK.into()),
            letter.api_key_creator_left(typed, typed, 2, LINK.into()),
            letter.storage_engine_full(typed, typed, (2, 1), LINK.into()),
            letter.join_requested(typed, person, Some(typed), LINK.into()),
            letter.join_approved(typed, LINK.into()),
            letter.budget_spent(typed, 80, LINK.into()),
            letter.quota_requested(plans::AskedQuota {
                organization: typed,
                person,
                kind: QuotaKind::Fpu,
                wanted: 128,
                reason: typed,
                id: hq_contract::QuotaRequestId::nil(),
            }),
            letter.quota_answered(typed, QuotaKind::Fpu, plans::Answer::Granted(128), LINK.into()),
            letter.quota_answered(typed, QuotaKind::Fpu, plans::Answer::Refused(typed), LINK.into()),
            letter.verify_address(&ASKED, LINK.into(), 24),
            letter.address_taken_back(&ASKED),
        ];
        letters.extend(alerts);
        letters
    }

    /// Subject, text and page of each letter in each language.
    fn all(typed: &str) -> Vec<String> {
        let written = |message: Message| [message.subject().to_owned(), message.text(), message.html()];
        let languages = [Language::English, Language::French].map(Texts::of);
        languages.iter().flat_map(|texts| letters(texts, typed)).flat_map(written).collect()
    }

    #[test]
    fn nothing_that_is_typed_becomes_a_link() {
        for (typed, link) in [
            ("pay at https://e.example/1", "e.example"),
            ("evil.com", "evil.com"),
            ("www.evil.fr", "www.evil"),
            ("ask ada@evil.com/x", "ada@evil"),
            ("mailto:me", "mailto:me"),
            ("evil．com", "evil．com"),
            ("例え。テスト", "例え。テスト"),
            ("\\\\evil\\share", "\\\\evil"),
            ("call 0800123456", "0800123456"),
        ] {
            for text in all(typed) {
                assert!(!text.contains(link), "{link} in {text}");
            }
        }
    }

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in ["Acme Inc.", "Dr. Ruiz", "Node.js", "3.5"] {
            let letters = letters(&Texts::english(), name);
            // The others have the name in the greeting alone, which takes likely names of people only.
            assert!(letters.iter().take(9).all(|letter| letter.text().contains(name)), "{name}");
        }
    }

    #[test]
    fn no_name_turns_a_letter_round() {
        for name in ["שלום", "العربية (1)"] {
            for text in all(name) {
                let isolated = format!("\u{2068}{name}\u{2069}");
                let quoted = format!("<p dir=\"auto\" style=\"{}\">{name}</p>", crate::mail::message::SAID);
                let rest = text.replace(&isolated, "").replace(&quoted, "");
                let first = name.split(' ').next().unwrap();
                assert!(!rest.replace(&format!("\u{2068}{first}\u{2069}"), "").contains(first), "{rest}");
            }
        }
    }
}
