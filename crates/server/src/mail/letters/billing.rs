//! Mails about billing accounts and invoices.

use super::{Letter, Person, texts_of};
use crate::{app::App, db::entity::user, mail::Message};
use hq_contract::billing_accounts::TRANSFER_HOURS;
use hq_text::{Texts, Typed, mail};

/// A billing account that is handed over.
#[derive(Clone, Copy, Debug)]
pub struct HandOver<'a> {
    /// What its invoices are addressed to.
    pub account: &'a str,
    /// Who hands it over.
    pub from: Person<'a>,
    /// The address of who gets it.
    pub to: &'a str,
    /// For how many organizations it pays.
    pub organizations: u64,
}

/// An invoice or a credit note, in the words of a language.
#[derive(Clone, Copy, Debug)]
pub struct Issued<'a> {
    /// Its number.
    pub number: &'a str,
    /// The organization's name.
    pub organization: &'a str,
    /// With VAT, as it is written.
    pub amount: &'a str,
}

/// How an invoice is paid.
#[derive(Clone, Copy, Debug)]
pub enum Paying<'a> {
    /// By bank transfer, by that day and with that reference.
    Transfer {
        /// The day.
        due: &'a str,
        /// What to write on it.
        reference: &'a str,
    },
    /// With the account's card.
    Card,
    /// Not at all: vouchers took all of it off.
    Nothing,
}

/// The texts for somebody who may have no account: their own language, or that of who causes the mail.
#[must_use]
pub fn recipient_texts(recipient: Option<&user::Model>, otherwise: &user::Model) -> Texts {
    texts_of(recipient.unwrap_or(otherwise))
}

impl<'a> Letter<'a> {
    /// A letter to somebody whose name is not known.
    #[must_use]
    pub fn unnamed(app: &'a App, texts: &'a Texts) -> Self {
        Self { texts, public_url: &app.settings().public_url, first_name: "" }
    }
}

impl Letter<'_> {
    /// To who hands a billing account over: the link that confirms it.
    #[must_use]
    pub fn confirm_hand_over(&self, over: &HandOver<'_>, link: String) -> Message {
        let (account, hours) = (Typed::new(over.account), u64::from(TRANSFER_HOURS));
        let plural = self.texts.language().plural(hours);
        let message = self
            .about(mail::hand_over_subject(self.texts, &account))
            .paragraph(mail::hand_over_why(self.texts, &account, &super::shown_address(over.to)));
        self.pays_for(message, over.organizations)
            .button(self.says(mail::HAND_OVER_BUTTON), link)
            .note(mail::hand_over_note(self.texts, plural, &hours.to_string()))
    }

    /// To who is to get a billing account: the link that accepts it.
    #[must_use]
    pub fn accept_hand_over(&self, over: &HandOver<'_>, link: String) -> Message {
        let (account, hours) = (Typed::new(over.account), u64::from(TRANSFER_HOURS));
        let (person, address) = over.from.shown();
        let plural = self.texts.language().plural(hours);
        let message = self
            .about(mail::take_over_subject(self.texts, &account))
            .paragraph(mail::take_over_why(self.texts, &account, &address, &person));
        self.pays_for(message, over.organizations)
            .button(self.says(mail::TAKE_OVER_BUTTON), link)
            .note(mail::take_over_note(self.texts, plural, &hours.to_string()))
    }

    /// To who had a billing account: it is somebody else's now.
    #[must_use]
    pub fn handed_over(&self, over: &HandOver<'_>, link: String) -> Message {
        let account = Typed::new(over.account);
        self.about(mail::handed_over_subject(self.texts, &account))
            .paragraph(mail::handed_over_why(self.texts, &account, &super::shown_address(over.to)))
            .button(self.says(mail::HANDED_OVER_BUTTON), link)
    }

    /// To who has a billing account now.
    #[must_use]
    pub fn taken_over(&self, over: &HandOver<'_>, link: String) -> Message {
        let account = Typed::new(over.account);
        let message = self
            .about(mail::taken_over_subject(self.texts, &account))
            .paragraph(mail::taken_over_why(self.texts, &account));
        self.pays_for(message, over.organizations)
            .button(self.says(mail::TAKEN_OVER_BUTTON), link)
            .note(self.says(mail::TAKEN_OVER_NOTE))
    }

    fn pays_for(&self, message: Message, organizations: u64) -> Message {
        if organizations == 0 {
            return message;
        }
        let plural = self.texts.language().plural(organizations);
        message.paragraph(mail::account_pays_for(self.texts, plural, &organizations.to_string()))
    }
}

impl Letter<'_> {
    /// To the billing contact: an invoice is there.
    #[must_use]
    pub fn invoice(&self, issued: &Issued<'_>, paying: Paying<'_>, link: String) -> Message {
        let organization = Typed::new(issued.organization);
        let message = self
            .about(mail::invoice_subject(self.texts, issued.number))
            .paragraph(mail::invoice_why(self.texts, issued.amount, issued.number, &organization));
        let message = match paying {
            Paying::Transfer { due, reference } => {
                message.paragraph(mail::invoice_transfer(self.texts, due, reference))
            }
            Paying::Card => message.paragraph(self.says(mail::INVOICE_CARD)),
            Paying::Nothing => message.paragraph(self.says(mail::INVOICE_NOTHING)),
        };
        message.button(self.says(mail::INVOICE_BUTTON), link).note(self.says(mail::INVOICE_NOTE))
    }

    /// To the billing contact: a credit note is there.
    #[must_use]
    pub fn credit_note(&self, issued: &Issued<'_>, corrects: &str, link: String) -> Message {
        let organization = Typed::new(issued.organization);
        self.about(mail::credit_note_subject(self.texts, issued.number))
            .paragraph(mail::credit_note_why(
                self.texts,
                issued.amount,
                corrects,
                issued.number,
                &organization,
            ))
            .button(self.says(mail::INVOICE_BUTTON), link)
            .note(self.says(mail::INVOICE_NOTE))
    }

    /// To the billing contact: an invoice is past due, for the first, second or last time that this is said.
    #[must_use]
    pub fn reminder(
        &self,
        issued: &Issued<'_>,
        due: &str,
        reference: Option<&str>,
        last: bool,
        link: String,
    ) -> Message {
        let organization = Typed::new(issued.organization);
        let message = self
            .about(mail::reminder_subject(self.texts, issued.number))
            .paragraph(mail::reminder_why(self.texts, issued.amount, due, issued.number, &organization));
        let message = match reference {
            Some(reference) => message.paragraph(mail::reminder_transfer(self.texts, reference)),
            None => message,
        };
        message.button(self.says(mail::INVOICE_BUTTON), link).note(self.says(if last {
            mail::REMINDER_LAST
        } else {
            mail::REMINDER_NOTE
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{CardRefused, plans::PayerStops},
        *,
    };
    use hq_text::Language;

    /// Every letter of this file, in English and in French, as people read them.
    #[test]
    fn letters_say_what_to_do() {
        let link = || "https://hq.example.org/x".to_owned();
        let from = Person { name: "Ada Lovelace", address: "ada@acme.example" };
        let mut said = Vec::new();
        for texts in [Language::English, Language::French].map(Texts::of) {
            let letter = Letter { texts: &texts, public_url: "https://hq.example.org", first_name: "Ada" };
            let over = HandOver { account: "Acme", from, to: "bob@zoo.example", organizations: 2 };
            let issued = Issued {
                number: "HQ-2026-000001",
                organization: "Acme",
                amount: if texts.language() == Language::English { "108.00 EUR" } else { "108,00 EUR" },
            };
            let paying = Paying::Transfer { due: "2026-03-31", reference: "RF31HQ2026000001" };
            let reference = Some("RF31HQ2026000001");
            let refused =
                CardRefused { number: "HQ-2026-000001", reference, wants_person: false, days: Some(3) };
            let stops = PayerStops { organization: "Acme", payer: "Ada SARL", day: "2026-04-01" };
            for message in [
                letter.confirm_hand_over(&over, link()),
                letter.accept_hand_over(&over, link()),
                letter.handed_over(&over, link()),
                letter.taken_over(&over, link()),
                letter.invoice(&issued, paying, link()),
                letter.invoice(&issued, Paying::Card, link()),
                letter.invoice(&issued, Paying::Nothing, link()),
                letter.credit_note(&Issued { number: "HQA-2026-000001", ..issued }, "HQ-2026-000001", link()),
                letter.reminder(&issued, "2026-03-31", reference, false, link()),
                letter.reminder(&issued, "2026-03-31", reference, true, link()),
                letter.card_refused(&refused, link()),
                letter.card_refused(&CardRefused { wants_person: true, days: None, ..refused }, link()),
                letter.payer_stops(&stops, link()),
            ] {
                said.push(format!("{}\n\n{}", message.subject(), message.text()));
            }
        }
        insta::assert_snapshot!("billing", said.join("\n========\n"));
    }
}
