//! Mails about budgets and quotas.

use super::{Letter, Person};
use crate::mail::Message;
use hq_contract::{QuotaRequestId, quotas::QuotaKind};
use hq_text::{Key, Typed, mail};

/// What somebody asks the operator for.
#[derive(Clone, Copy, Debug)]
pub struct AskedQuota<'a> {
    /// For which organization, by name.
    pub organization: &'a str,
    /// Who asks.
    pub person: Person<'a>,
    /// Of what, as in the database.
    pub kind: QuotaKind,
    /// How much.
    pub wanted: i64,
    /// What for.
    pub reason: &'a str,
    /// Names the request for the command that answers it.
    pub id: QuotaRequestId,
}

/// What the operator answers.
#[derive(Clone, Copy, Debug)]
pub enum Answer<'a> {
    /// So much is allowed.
    Granted(u64),
    /// It is not, and why.
    Refused(&'a str),
}

/// That somebody stops paying for an organization.
#[derive(Clone, Copy, Debug)]
pub struct PayerStops<'a> {
    /// The organization's name.
    pub organization: &'a str,
    /// What the billing account's invoices are addressed to.
    pub payer: &'a str,
    /// The day on which the plan ends.
    pub day: &'a str,
}

impl Letter<'_> {
    /// To an admin: who pays for the plan stops, until when it runs, and how it is kept.
    #[must_use]
    pub fn payer_stops(&self, stops: &PayerStops<'_>, link: String) -> Message {
        let (organization, payer) = (Typed::new(stops.organization), Typed::new(stops.payer));
        self.about(mail::payer_stops_subject(self.texts, &organization, &payer))
            .paragraph(mail::payer_stops_why(self.texts, &organization, &payer, stops.day))
            .paragraph(self.says(mail::PAYER_STOPS_HOW))
            .button(self.says(mail::PAYER_STOPS_BUTTON), link)
            .note(self.says(mail::PAYER_STOPS_NOTE))
    }

    /// To an admin, or to who gets the invoices: so much of the budget is spent.
    #[must_use]
    pub fn budget_spent(&self, organization: &str, percent: u8, link: String) -> Message {
        let (organization, count) = (Typed::new(organization), percent.to_string());
        self.about(mail::budget_subject(self.texts, &count, &organization))
            .paragraph(mail::budget_why(self.texts, &count, &organization))
            .button(self.says(mail::BUDGET_BUTTON), link)
            .note(self.says(mail::BUDGET_NOTE))
    }

    /// To the operator: somebody asks for a greater quota.
    #[must_use]
    pub fn quota_requested(&self, asked: AskedQuota<'_>) -> Message {
        let organization = Typed::new(asked.organization);
        let (person, address) = asked.person.shown();
        let (wanted, kind) = (asked.wanted.to_string(), self.says(of_kind(asked.kind)));
        self.about(mail::quota_request_subject(self.texts, &organization))
            .paragraph(mail::quota_request_why(
                self.texts,
                &address,
                &wanted,
                kind.as_str(),
                &organization,
                &person,
            ))
            .quote(mail::quota_request_said(self.texts, &person), Typed::new(asked.reason))
            .note(mail::quota_request_note(self.texts, &wanted, &asked.id.to_string()))
    }

    /// To who asked for a greater quota: what the operator answers.
    #[must_use]
    pub fn quota_answered(
        &self,
        organization: &str,
        kind: QuotaKind,
        answer: Answer<'_>,
        link: String,
    ) -> Message {
        let organization = Typed::new(organization);
        let kind = self.says(of_kind(kind));
        let message = self.about(mail::quota_answer_subject(self.texts, &organization));
        let message = match answer {
            Answer::Granted(amount) => message.paragraph(mail::quota_answer_granted(
                self.texts,
                &amount.to_string(),
                kind.as_str(),
                &organization,
            )),
            Answer::Refused(why) => message
                .paragraph(mail::quota_answer_refused(self.texts, kind.as_str(), &organization))
                .quote(self.says(mail::QUOTA_ANSWER_SAID), Typed::new(why)),
        };
        message.button(self.says(mail::QUOTA_ANSWER_BUTTON), link)
    }
}

/// What a quota is of, in words.
const fn of_kind(kind: QuotaKind) -> Key {
    match kind {
        QuotaKind::StorageEngines => mail::QUOTA_OF_STORAGE_ENGINES,
        QuotaKind::Fpu => mail::QUOTA_OF_FPU,
        QuotaKind::Members => mail::QUOTA_OF_MEMBERS,
        QuotaKind::Dataplants => mail::QUOTA_OF_DATAPLANTS,
    }
}
