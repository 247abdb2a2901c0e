//! Adds up the days of usage that are over. Bills are computed from all usage since a subscription began: without sums each would read
//! every event, and what is measured every minute is half a million a year.

use super::{
    late::RESTS,
    store::{
        self,
        all::{self, Usage},
    },
};
use crate::{
    app::App,
    billing::{micros, millis},
    http::problem::Failure,
    operation::{Operation, Origin},
    organizations,
    platform::micros::Micros,
};
use axum::http::StatusCode;
use hq_billing::{
    Overflow,
    period::{Period, date, midnight},
    used,
};
use hq_contract::OrganizationId;
use std::collections::BTreeSet;

/// Adds up what is over, for every organization that has subscribed to something. What fails is logged and tried again in the next round;
/// bills are the same without it. Safe on any number of servers at once.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<(), Failure> {
    for organization in store::sums::due(app).await? {
        if one(app, organization).await.is_err() {
            tracing::warn!(%organization, "usage was not added up and will be again");
        }
    }
    Ok(())
}

async fn one(app: &App, organization: OrganizationId) -> Result<(), Failure> {
    let operation = Operation::begin(app, &Origin::server()).await?;
    // Whoever tells of something late waits here, or is waited for; a deleted organization has nobody who tells of anything.
    organizations::store::lock(&operation, organization).await?;
    let Some((borders, zone)) = store::sums::borders(operation.tx(), organization, operation.now()).await?
    else {
        return Ok(());
    };
    let rests = millis(operation.now()).saturating_sub(RESTS);
    let until = date(rests, &zone).and_then(|day| midnight(day, &zone)).map_err(internal)?;
    let before = all::usage(operation.tx(), organization).await?;
    // What was decided since reaches into what was added up, which nothing is known to do: it is added up again.
    let (kept, events) = match &before {
        usage if is_cut(usage, &borders) => {
            let events = all::events_since(operation.tx(), organization, Micros::MIN).await?;
            (Usage { events: events.clone(), ..Usage::default() }, events)
        }
        usage => (usage.clone(), usage.events.clone()),
    };
    let Some(start) = kept.until.or_else(|| events.iter().map(|event| event.at).min()) else { return Ok(()) };
    if until <= start {
        return Ok(());
    }
    let over = Period { start, end: until };
    let mut summed = kept.summed;
    summed.extend(used::sum_up(&events, over, &borders, &zone).map_err(internal)?);
    let after = Usage { until: Some(until), summed, events: used::levels(&events, until) };
    if store::sums::keep(&operation, organization, before.until.map(micros), after).await? {
        operation.finish_empty(StatusCode::NO_CONTENT).await?;
    }
    Ok(())
}

/// Whether a border lies within something that was added up.
fn is_cut(usage: &Usage, borders: &BTreeSet<i64>) -> bool {
    usage.summed.iter().any(|one| {
        let Period { start, end } = one.period;
        borders.range(start.saturating_add(1)..end.max(start.saturating_add(1))).next().is_some()
    })
}

fn internal(error: Overflow) -> Failure {
    Failure::internal(&error)
}
