//! Counts a try that was refused, once, and tells the payer.

use super::{
    mail,
    refusal::{Refusal, is_of_amount},
    store::{self, Facts, refusals},
};
use crate::{
    app::App,
    db::entity::card_payment::{self, ChargeState},
    http::problem::Failure,
    operation::{Operation, Origin},
};
use axum::http::StatusCode;
use hq_contract::card_payments::RefusalReason;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};
use uuid::Uuid;

const DAY: i64 = 24 * 60 * 60 * 1_000_000;
/// After how many days a card is tried again that was refused. After the last, its payer has to do something.
pub const RETRY_DAYS: [u32; 3] = [3, 5, 7];

/// Counts a try that was refused, sets when the card is tried next, and tells its payer: all of it once, whoever tells of the try and
/// however often. `row`: as it was when it was read, or claimed.
///
/// # Errors
/// Where the database fails.
pub async fn refuse(app: &App, row: &card_payment::Model, refusal: &Refusal) -> Result<(), Failure> {
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    let read = row.next_at;
    let Some(row) = store::lock(&operation, row.id).await? else { return Ok(()) };
    let charge = match &refusal.charge {
        Some(charge) => charge.clone(),
        // No name tells it from others: it is counted by whoever made it, as long as nobody else has decided about it.
        None if row.next_at == read => app.new_id::<Uuid>().to_string(),
        None => return Ok(()),
    };
    if !refusals::count(&operation, &row, &charge, refusal).await? {
        return Ok(());
    }
    let facts = store::facts(operation.tx(), row.invoice_id).await?;
    let next = Next::of(&row, &facts, refusal);
    let (state, next_at, attempts) = match next {
        Next::Settled => (ChargeState::Settled, None, row.attempts),
        Next::OtherCard => (ChargeState::Due, Some(app.shared_now()), 0),
        Next::Again(days) => {
            (ChargeState::Due, Some(app.shared_now() + i64::from(days) * DAY), row.attempts + 1)
        }
        Next::NoCard => (ChargeState::Due, None, row.attempts + 1),
        Next::Stopped => (ChargeState::Stopped, None, row.attempts + 1),
    };
    card_payment::Entity::update_many()
        .col_expr(card_payment::Column::State, Expr::value(state))
        .col_expr(card_payment::Column::NextAt, Expr::value(next_at))
        .col_expr(card_payment::Column::Attempts, Expr::value(attempts))
        .col_expr(card_payment::Column::Problem, Expr::value(Some(refusal.code.as_str())))
        .col_expr(card_payment::Column::Refused, Expr::value(Some(charge)))
        .filter(card_payment::Column::Id.eq(row.id))
        .exec(operation.tx())
        .await?;
    let wants_person = refusal.reason() == RefusalReason::Authentication;
    match next {
        // There is nothing that its payer has not done.
        Next::Settled | Next::OtherCard => {}
        Next::Again(days) => mail::tell(&mut operation, &facts, wants_person, Some(days)).await?,
        Next::NoCard | Next::Stopped => mail::tell(&mut operation, &facts, wants_person, None).await?,
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}

/// What comes after a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Nothing is open any more.
    Settled,
    /// Another card was chosen meanwhile: it is tried at once.
    OtherCard,
    /// The card is tried again after so many days.
    Again(u32),
    /// The card was taken off meanwhile: nothing is tried until there is one.
    NoCard,
    /// Nothing is tried any more, unless another card is chosen.
    Stopped,
}

impl Next {
    fn of(row: &card_payment::Model, facts: &Facts, refusal: &Refusal) -> Self {
        if facts.open <= 0 {
            return Self::Settled;
        }
        let Some((card, _)) = &facts.card else { return Self::NoCard };
        if refusal.card.as_ref().is_some_and(|refused| refused != card) {
            return Self::OtherCard;
        }
        if is_of_amount(&refusal.code) {
            // It would be refused of every card, on every day.
            return Self::Stopped;
        }
        let days = usize::try_from(row.attempts).ok().and_then(|attempt| RETRY_DAYS.get(attempt));
        days.map_or(Self::Stopped, |days| Self::Again(*days))
    }
}
