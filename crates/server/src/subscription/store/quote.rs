//! What a change of a subscription would be and cost: the one answer for a quote and for the order that confirms it.

pub use super::payers::{payer, payment, use_trial};

use super::{Subscription, living, read, statement::Facts, terms as billing_terms};
use crate::{
    app::App,
    billing::{Billing, payer, wire},
    db::entity::{
        billing_account,
        grant::{self, GiftKind, GrantId},
        subscription,
    },
    http::problem::Failure,
};
use hq_billing::{
    Reason, Statement,
    period::{Anchor, zone},
    price_book::PriceBook,
    subscription::{Direction, Phase, Terms, direction},
    vat::TaxTreatment,
};
use hq_contract::{
    BillingAccountId, FieldCode, OrganizationId, ProblemCode,
    subscription::{MAX_COMMITTED_FPU, PlanFees, Quote, TakesEffect, Terms as Wanted},
};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// The time zone of periods where nobody says another one: the seller's, who is in France.
pub const ZONE: &str = "Europe/Paris";

/// What somebody asks about.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// For which organization.
    pub organization: OrganizationId,
    /// What is to be subscribed to.
    pub terms: &'a Wanted,
    /// Who would pay; none where nobody does yet.
    pub account: Option<&'a billing_account::Model>,
    /// In which zone periods begin, where a subscription begins.
    pub zone: &'a str,
    /// The moment of the quote, in milliseconds.
    pub moment: i64,
    /// What the plan costs a month as the operator agreed on it, in minor units.
    pub agreed: Option<i64>,
}

/// When a change holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A subscription begins.
    Begins,
    /// At once.
    AtOnce,
    /// At the end of what is paid.
    AtPeriodEnd,
    /// Nothing changes.
    Same,
}

/// A change of a subscription: what it is, and what it costs.
#[derive(Clone, Debug)]
pub struct Change {
    /// When it holds.
    pub kind: Kind,
    /// The subscription as it is; none where it begins.
    pub before: Option<subscription::Model>,
    /// As it would be.
    pub after: Subscription,
    /// What holds from a moment on.
    pub phase: Phase,
    /// Why something is billed today; none where nothing is.
    pub reason: Option<Reason>,
    /// What today's invoice says; none where nothing is billed today.
    pub statement: Option<Statement>,
    /// The trial of a voucher that it uses.
    pub trial: Option<GrantId>,
    /// The codes of vouchers, by grant.
    codes: HashMap<GrantId, String>,
    /// The prices that it is by.
    book: PriceBook,
    treatment: TaxTreatment,
    account: Option<BillingAccountId>,
    wanted: Wanted,
    /// In which zone periods begin.
    pub zone: String,
    moment: i64,
}

/// What a change would be and cost.
///
/// # Errors
/// 409 `billing_off`, `ask_for_offer`; 422 with the field; 500 where a row holds what it cannot.
pub async fn of(app: &App, db: &impl ConnectionTrait, question: Question<'_>) -> Result<Change, Failure> {
    let billing = app.billing().ok_or(ProblemCode::BillingOff)?;
    let Question { organization, terms, account, moment, .. } = question;
    guard_committed(billing, terms)?;
    let treatment = account.map(payer::treatment).transpose()?.unwrap_or(TaxTreatment::Standard);
    let row = living(db, organization).await?;
    let facts = Facts::of(db, organization, row.as_ref(), treatment).await?;
    let change = Making { billing, db, question: &question, facts: &facts };
    let (kind, after, phase, reason, trial) = match &row {
        Some(row) => change.of_running(row).await?,
        None => change.of_new().await?,
    };
    let statement = reason.map(|reason| facts.state(&after, reason, moment)).transpose()?;
    let zone = after.anchor.zone.iana_name().unwrap_or(ZONE).to_owned();
    Ok(Change {
        kind,
        before: row,
        after,
        phase,
        reason,
        statement,
        trial,
        codes: facts.codes,
        book: billing.book().clone(),
        treatment,
        account: account.map(|account| account.id),
        wanted: *terms,
        zone,
        moment,
    })
}

fn guard_committed(billing: &Billing, terms: &Wanted) -> Result<(), Failure> {
    let refused = |code| Err(Failure::field("/terms/committed_fpu", code));
    match terms.committed_fpu {
        0 => Ok(()),
        1..=MAX_COMMITTED_FPU if billing.book().committed_fpu > 0 => Ok(()),
        1..=MAX_COMMITTED_FPU => refused(FieldCode::NotOffered),
        _ => refused(FieldCode::OutOfRange),
    }
}

type Made = (Kind, Subscription, Phase, Option<Reason>, Option<GrantId>);

struct Making<'a, C> {
    billing: &'a Billing,
    db: &'a C,
    question: &'a Question<'a>,
    facts: &'a Facts,
}

impl<C: ConnectionTrait> Making<'_, C> {
    /// The terms in the words of billing; of a plan that is not sold here only as it was agreed on before.
    fn terms(&self, agreed: Option<&Terms>) -> Result<Terms, Failure> {
        let wanted = self.question.terms;
        let before =
            agreed.filter(|agreed| agreed.plan == wanted.plan).and_then(|terms| terms.month_override);
        let agreed = self.question.agreed.or(before);
        if agreed.is_none() && self.billing.book().plan(wanted.plan).month.is_none() {
            return Err(ProblemCode::AskForOffer.into());
        }
        Ok(billing_terms(wanted, agreed))
    }

    async fn of_new(&self) -> Result<Made, Failure> {
        let Question { organization, zone: name, moment, .. } = *self.question;
        let terms = self.terms(None)?;
        let zone = zone(name).map_err(|_| Failure::field("/zone", FieldCode::NotOffered))?;
        let first = super::latest(self.db, organization).await?.is_none();
        let book = self.billing.book();
        let usual = if first { book.plan(terms.plan).trial_days } else { 0 };
        let given = trial(self.db, organization, &terms, moment).await?;
        let days = given.as_ref().map_or(usual, |(_, days)| usual.max(*days));
        let after = Subscription::start(moment, zone, days, terms, book.version).map_err(internal)?;
        let phase = Phase { from: moment, terms, price_version: book.version };
        Ok((Kind::Begins, after, phase, Some(Reason::Started), given.map(|(id, _)| id)))
    }

    async fn of_running(&self, row: &subscription::Model) -> Result<Made, Failure> {
        let mut before = read(self.db, row).await?;
        // What was ordered a moment ago holds already, as far as another order is concerned.
        let moment = super::in_force(&before, self.question.moment);
        // Whoever orders takes a cancellation back.
        let ends = before.cancel_at.take();
        if ends.is_some_and(|end| end <= moment) || super::is_over(row) {
            // It ends with the next round of what is due; until then nothing can be said.
            return Err(ProblemCode::QuoteChanged.into());
        }
        let current = before.at(moment).ok_or(ProblemCode::QuoteChanged)?;
        let terms = self.terms(Some(&current.terms))?;
        let version = self.billing.version();
        let Some((mut after, from)) = before.change(moment, terms, version).map_err(internal)? else {
            // What was to come no longer is.
            before.phases.retain(|phase| phase.from <= moment);
            return Ok((Kind::Same, before, current, None, None));
        };
        let phase = Phase { from, terms, price_version: version };
        if direction(&current.terms, &terms) == Direction::Down {
            return Ok((Kind::AtPeriodEnd, after, phase, None, None));
        }
        let n = before.period_at(moment).map_err(internal)?;
        if before.is_trial(n) && terms.plan != current.terms.plan && !self.is_tried(&terms) {
            // A plan that cannot be tried ends the trial of another.
            after.trial_until = Some(from);
            after.anchor = Anchor::of(from, after.anchor.zone).map_err(internal)?;
            return Ok((Kind::AtOnce, after, phase, Some(Reason::PeriodEnds(0)), None));
        }
        Ok((Kind::AtOnce, after, phase, Some(Reason::Changed { at: from }), None))
    }

    fn is_tried(&self, terms: &Terms) -> bool {
        self.facts.books.values().next_back().is_some_and(|book| book.plan(terms.plan).trial_days > 0)
    }
}

/// The longest trial of a voucher that an organization can still use for this plan, and its days.
async fn trial(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    terms: &Terms,
    moment: i64,
) -> Result<Option<(GrantId, u32)>, Failure> {
    let rows = grant::Entity::find()
        .filter(grant::Column::OrganizationId.eq(organization))
        .filter(grant::Column::Kind.eq(GiftKind::Trial))
        .filter(grant::Column::Plan.eq(terms.plan))
        .filter(grant::Column::SpentMinor.eq(0))
        .all(db)
        .await?;
    let open =
        rows.into_iter().filter(|row| row.ends_at.is_none_or(|end| crate::billing::millis(end) > moment));
    let days = |row: &grant::Model| u32::try_from(row.amount).unwrap_or(0);
    Ok(open.max_by_key(days).map(|row| (row.id, days(&row))))
}

fn internal(error: hq_billing::Overflow) -> Failure {
    Failure::internal(&error)
}

impl Change {
    /// The moment from which on all that was ordered to hold at once is in force, in milliseconds.
    #[must_use]
    pub fn in_force(&self) -> i64 {
        super::in_force(&self.after, self.moment)
    }

    /// Names all that this is about: the same only if nothing of it has changed. It says the moment too, since what remains of a
    /// period is less with each second.
    ///
    /// # Errors
    /// Never: there is nothing in it that JSON cannot say.
    pub fn hash(&self) -> Result<String, Failure> {
        let statement = self.statement.as_ref().map(Statement::hash).transpose();
        let statement = statement.map_err(|error| Failure::internal(&error))?;
        // A bill that went out meanwhile has asked for the next fees as they were before this change.
        let before = self.before.as_ref().map(|row| (row.id, row.version, row.next_run_at));
        let all = serde_json::json!([
            "hq quote 3",
            before,
            self.wanted,
            self.zone,
            self.phase,
            self.after.trial_until,
            self.account,
            self.treatment,
            statement,
            self.moment,
        ]);
        Ok(format!("{}-{}", self.moment, hex::encode(Sha256::digest(all.to_string().as_bytes()))))
    }

    /// The moment that a quote's hash says, in milliseconds.
    #[must_use]
    pub fn moment_of(hash: &str) -> Option<i64> {
        hash.split_once('-')?.0.parse().ok()
    }

    /// As people see it.
    ///
    /// # Errors
    /// 500 where something is too much to count.
    pub fn present(&self, billing: &Billing) -> Result<Quote, Failure> {
        let fees = fees(&self.book, &self.phase.terms)?;
        let (lines, taxes, net, gross) = match &self.statement {
            Some(statement) => {
                let lines = wire::lines(statement, &self.codes, &self.zone);
                (lines, wire::taxes(statement), statement.net, statement.gross)
            }
            None => (Vec::new(), Vec::new(), 0, 0),
        };
        let from = self.phase.from;
        let takes_effect = match self.kind {
            Kind::Begins | Kind::AtOnce => TakesEffect::Now,
            Kind::AtPeriodEnd => TakesEffect::PeriodEnd { at: wire::timestamp(from) },
            Kind::Same => TakesEffect::Unchanged,
        };
        let of = if self.kind == Kind::AtOnce { from.max(self.moment) } else { self.moment };
        let n = self.after.period_at(of).map_err(internal)?;
        let next = self.after.period(n).map_err(internal)?.end;
        let month = month(&self.book, &self.phase.terms)?;
        Ok(Quote {
            hash: self.hash()?,
            terms: self.wanted,
            takes_effect,
            trial_until: self.after.trial_until.filter(|until| *until > of).map(wire::timestamp),
            lines,
            net: billing.money(net),
            taxes,
            gross: billing.money(gross),
            month: billing.money(month),
            plan_fees: PlanFees {
                plan_month: billing.money(fees.plan_month),
                plan_year: billing.money(fees.plan_year),
                support_month: billing.money(fees.support_month),
                support_year: billing.money(fees.support_month.saturating_mul(12)),
                committed_month: billing.money(fees.committed_month),
                committed_year: billing.money(fees.committed_month.saturating_mul(12)),
            },
            next_invoice: Some(wire::timestamp(next)),
            zone: self.zone.clone(),
            tax_certain: self.account.is_some(),
        })
    }
}

/// Fees by cycle, in minor units.
struct Fees {
    plan_month: i64,
    plan_year: i64,
    support_month: i64,
    committed_month: i64,
}

fn fees(book: &PriceBook, terms: &Terms) -> Result<Fees, Failure> {
    let plan_month = terms.month_override.or(book.plan(terms.plan).month).ok_or(ProblemCode::AskForOffer)?;
    let plan_year =
        crate::billing::prices::plan_year(book, plan_month).ok_or_else(|| internal(hq_billing::Overflow))?;
    let committed_month = book
        .committed_fpu
        .checked_mul(terms.committed_fpu.into())
        .ok_or_else(|| internal(hq_billing::Overflow))?;
    Ok(Fees { plan_month, plan_year, support_month: book.support(terms.support), committed_month })
}

/// What terms cost a month at these prices, in minor units: a year's fee by its twelfth.
///
/// # Errors
/// 409 `ask_for_offer` where nothing was agreed on; 500 where it is too much to count.
pub fn month(book: &PriceBook, terms: &Terms) -> Result<i64, Failure> {
    let fees = fees(book, terms)?;
    let plan = match terms.cycle {
        hq_billing::Cycle::Monthly => fees.plan_month,
        hq_billing::Cycle::Yearly => hq_billing::share(fees.plan_year, 1, 12).map_err(internal)?,
    };
    let sum = plan.checked_add(fees.support_month).and_then(|sum| sum.checked_add(fees.committed_month));
    sum.ok_or_else(|| internal(hq_billing::Overflow))
}
