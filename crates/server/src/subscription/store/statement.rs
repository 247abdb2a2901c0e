//! What is due for a subscription: everything that decides it, and the one function that computes it.

use super::{self as store, earlier, given};
use crate::{
    billing::{self, Billing, millis, payer},
    db::entity::{
        billing_account,
        grant::GrantId,
        subscription::{self},
    },
    http::problem::Failure,
    platform::micros::Micros,
    usage::{self, store::all::Usage},
};
use hq_billing::{
    Input, Reason, Statement, StatementError, grants::Grant, price_book::PriceBook, statement::BilledUsage,
    subscription::Subscription, vat::TaxTreatment,
};
use hq_contract::{BillingAccountId, OrganizationId, ProblemCode};
use sea_orm::{ConnectionTrait, EntityTrait as _};
use std::collections::{BTreeMap, HashMap};

/// All that decides what is due for an organization, but for the subscription itself: it can be asked about one that is only
/// thought of.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The prices, by version.
    pub books: BTreeMap<u32, PriceBook>,
    /// All usage.
    pub usage: Usage,
    /// What vouchers gave, as earlier subscriptions have left it.
    pub grants: Vec<Grant>,
    /// The codes of these vouchers, by grant.
    pub codes: HashMap<GrantId, String>,
    /// What was billed before for what was used.
    pub billed: Vec<BilledUsage>,
    /// Until when the support of the trial was billed, in milliseconds, where it was.
    pub trial_billed_until: Option<i64>,
    /// Which VAT.
    pub treatment: TaxTreatment,
}

impl Facts {
    /// The facts of an organization. `row`: its subscription, where there is one; `account`: who pays.
    ///
    /// # Errors
    /// Where the database fails; 500 where a row holds what it cannot.
    pub async fn of(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        row: Option<&subscription::Model>,
        treatment: TaxTreatment,
    ) -> Result<Self, Failure> {
        let (grants, codes) = given::grants(db, organization).await?;
        let books = billing::store::books(db).await?;
        let usage = usage::store::all::usage(db, organization).await?;
        // What only begins has used nothing, and is billed for fees.
        let Some(row) = row else {
            let (billed, trial_billed_until) = (Vec::new(), None);
            return Ok(Self { books, usage, grants, codes, billed, trial_billed_until, treatment });
        };
        let grants = earlier::left(db, row, grants, (&books, &usage)).await?;
        let billed = given::billed(db, row).await?;
        let trial_billed_until = given::trial_billed_until(db, row).await?;
        Ok(Self { books, usage, grants, codes, billed, trial_billed_until, treatment })
    }

    /// What is due. `moment`: until when usage is counted, in milliseconds.
    ///
    /// # Errors
    /// 409 `ask_for_offer` for a plan whose price is agreed on and was not; 500 where something is too much to count.
    pub fn state(
        &self,
        subscription: &Subscription,
        reason: Reason,
        moment: i64,
    ) -> Result<Statement, Failure> {
        let input = Input {
            books: &self.books,
            subscription,
            summed: &self.usage.summed,
            events: &self.usage.events,
            grants: &self.grants,
            billed: &self.billed,
            trial_billed_until: self.trial_billed_until,
            moment,
            reason,
            treatment: self.treatment,
        };
        hq_billing::statement(&input).map_err(|error| match error {
            StatementError::NoPrice(_) => ProblemCode::AskForOffer.into(),
            other => Failure::internal(&other),
        })
    }
}

/// What is due for a subscription, for a reason. `now`: as the database keeps it.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot, or something is too much to count.
pub async fn at(
    tx: &impl ConnectionTrait,
    _: &Billing,
    row: &subscription::Model,
    reason: Reason,
    now: Micros,
) -> Result<Statement, Failure> {
    let account = account(tx, row.billing_account_id).await?;
    let treatment = payer::treatment(&account)?;
    let facts = Facts::of(tx, row.organization_id, Some(row), treatment).await?;
    facts.state(&store::read(tx, row).await?, reason, millis(now))
}

/// A billing account that pays for a subscription.
///
/// # Errors
/// Where the database fails; 500 where there is none.
pub async fn account(
    db: &impl ConnectionTrait,
    id: BillingAccountId,
) -> Result<billing_account::Model, Failure> {
    let found = billing_account::Entity::find_by_id(id).one(db).await?;
    found.ok_or_else(|| ProblemCode::Internal.into())
}
