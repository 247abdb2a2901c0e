//! Events, each done with once.

use super::{Stripe, StripeError};
use crate::{app::App, card_payments, db::entity::provider_event, http::problem::Failure, payment_methods};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, OnConflict},
};

/// In how many seconds Stripe should tell again what could not be done now.
const RETRY: u32 = 60;

/// What Stripe tells.
pub struct Event<'a> {
    /// The event.
    pub id: &'a str,
    /// What happened.
    pub kind: &'a str,
    /// To what.
    pub object: &'a str,
}

/// Does what an event asks for, unless that was done before. The order in which events come does not matter: each says only what to
/// look at.
///
/// # Errors
/// 503 where it has to be told again.
pub async fn take(app: &App, stripe: &Stripe, event: &Event<'_>) -> Result<(), Failure> {
    if !note(app, event).await? {
        return Ok(());
    }
    match event.kind {
        "checkout.session.completed" => {
            let session = asked(stripe.checkout(event.object).await)?;
            if let Some(session) = session {
                payment_methods::saved(app, &session).await?;
            }
        }
        // Whatever is told of a payment: it is looked at.
        kind if kind.starts_with("payment_intent.") => {
            let payment = asked(stripe.payment(event.object).await)?;
            if let Some(payment) = payment {
                card_payments::told(app, &payment).await?;
            }
        }
        "payment_method.detached" => payment_methods::given_up(app, event.object).await?,
        _ => {}
    }
    let done = provider_event::Entity::update_many()
        .col_expr(provider_event::Column::DoneAt, Expr::value(app.now()))
        .filter(provider_event::Column::Id.eq(event.id));
    done.exec(app.db().write()).await?;
    Ok(())
}

/// Notes an event. Whether there is something to do: not where it was done before.
async fn note(app: &App, event: &Event<'_>) -> Result<bool, Failure> {
    let row = provider_event::ActiveModel {
        id: Set(event.id.to_owned()),
        kind: Set(event.kind.to_owned()),
        created_at: Set(app.now()),
        done_at: Set(None),
    };
    let once = OnConflict::column(provider_event::Column::Id).do_nothing().to_owned();
    let added = provider_event::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(app.db().write())
        .await?;
    if added == 1 {
        return Ok(true);
    }
    let former = provider_event::Entity::find_by_id(event.id).one(app.db().write()).await?;
    Ok(former.is_some_and(|former| former.done_at.is_none()))
}

/// What Stripe says of a thing; none where it knows no such thing.
fn asked<T>(answer: Result<T, StripeError>) -> Result<Option<T>, Failure> {
    match answer {
        Ok(thing) => Ok(Some(thing)),
        Err(StripeError::Gone) => Ok(None),
        Err(error) => {
            tracing::warn!(%error, "what a webhook is about could not be read, and has to be told again");
            Err(Failure::unavailable(RETRY))
        }
    }
}
