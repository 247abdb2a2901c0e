//! What brokers offer, as they were asked last: kept in the database, so that every server shows the same and a broker that
//! is away takes nothing from the page.

use super::{Offers, registry::CatalogText};
use crate::{
    app::App, billing::Billing, brokers::Registered, db::entity::broker_catalog, http::problem::Failure,
    platform::micros::Micros,
};
use hq_broker::{
    BrokerError,
    osb::{Catalog, Plan},
};
use hq_contract::ProblemCode;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};

const SECOND: i64 = 1_000_000;
/// How often a catalog is read again.
const EVERY: i64 = 300 * SECOND;
/// How soon after the broker did not answer.
const AGAIN: i64 = 15 * SECOND;
/// For so long reading one belongs to a server.
const LEASE: i64 = 90 * SECOND;

/// What can be ordered, by the catalogs as they are known.
///
/// # Errors
/// Where the database fails.
pub async fn offers(app: &App, db: &impl ConnectionTrait) -> Result<Offers, Failure> {
    let rows = broker_catalog::Entity::find().all(db).await?;
    let mut rows: Vec<Option<broker_catalog::Model>> = rows.into_iter().map(Some).collect();
    let catalogs = app.brokers().all().iter().filter_map(|registered| {
        let is_of = |row: &Option<broker_catalog::Model>| {
            row.as_ref().is_some_and(|row| row.broker == registered.name)
        };
        let row = rows.iter_mut().find(|row| is_of(row))?.take()?;
        Some(CatalogText {
            broker: row.broker,
            catalog: row.catalog?,
            available: row.failing_since.is_none(),
        })
    });
    Ok(app.brokers().offers(catalogs.collect(), app.billing().map(Billing::book)))
}

/// A plan as the catalog has it; none where the broker offers it no more.
///
/// # Errors
/// Where the database fails.
pub async fn plan(
    db: &impl ConnectionTrait,
    broker: &str,
    service: &str,
    plan: &str,
) -> Result<Option<Plan>, Failure> {
    let row = broker_catalog::Entity::find_by_id(broker).one(db).await?;
    let catalog = row.and_then(|row| serde_json::from_str::<Catalog>(row.catalog.as_deref()?).ok());
    Ok(catalog.and_then(|catalog| catalog.plan(service, plan).map(|(_, plan)| plan.clone())))
}

/// The names of the brokers that answered when they were asked last.
///
/// # Errors
/// Where the database fails.
pub async fn available(app: &App, db: &impl ConnectionTrait) -> Result<Vec<String>, Failure> {
    let names: Vec<String> = broker_catalog::Entity::find()
        .select_only()
        .column(broker_catalog::Column::Broker)
        .filter(broker_catalog::Column::FailingSince.is_null())
        .filter(broker_catalog::Column::Catalog.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().filter(|name| app.brokers().find(name).is_some()).collect())
}

/// Reads the catalogs that are due; answers for how many. Safe on any number of servers at once.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<usize, Failure> {
    let mut read = 0;
    for registered in app.brokers().all() {
        if take(app, &registered.name).await? {
            refresh(app, registered).await?;
            read += 1;
        }
    }
    Ok(read)
}

/// Reads a catalog now.
///
/// # Errors
/// Where the database fails.
pub async fn refresh(app: &App, registered: &Registered) -> Result<(), Failure> {
    let answer = registered.broker.catalog().await;
    let now = app.now();
    match answer {
        Ok(catalog) => {
            let catalog = serde_json::to_string(&catalog).map_err(|error| Failure::internal(&error))?;
            broker_catalog::Entity::update_many()
                .col_expr(broker_catalog::Column::Catalog, Expr::value(catalog))
                .col_expr(broker_catalog::Column::FetchedAt, Expr::value(now))
                .col_expr(broker_catalog::Column::FailingSince, Expr::value(Option::<Micros>::None))
                .col_expr(broker_catalog::Column::Problem, Expr::value(Option::<String>::None))
                .col_expr(broker_catalog::Column::NextAt, Expr::value(app.shared_now() + EVERY))
                .filter(broker_catalog::Column::Broker.eq(&registered.name))
                .exec(app.db().write())
                .await?;
        }
        Err(error) => failed(app, registered, &error, now).await?,
    }
    Ok(())
}

async fn failed(app: &App, registered: &Registered, error: &BrokerError, now: Micros) -> Result<(), Failure> {
    tracing::warn!(broker = registered.name, %error, "a broker's catalog could not be read");
    broker_catalog::Entity::update_many()
        .col_expr(
            broker_catalog::Column::FailingSince,
            Expr::col(broker_catalog::Column::FailingSince).if_null(now),
        )
        .col_expr(broker_catalog::Column::Problem, Expr::value(error.to_string()))
        .col_expr(broker_catalog::Column::NextAt, Expr::value(app.shared_now() + AGAIN))
        .filter(broker_catalog::Column::Broker.eq(&registered.name))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// Lets the catalog of a broker that could not be reached be read at once, so that people are told before the next turn.
///
/// # Errors
/// Where the database fails.
pub async fn look_soon(app: &App, registered: &Registered) -> Result<(), Failure> {
    broker_catalog::Entity::update_many()
        .col_expr(broker_catalog::Column::NextAt, Expr::value(app.shared_now()))
        .filter(broker_catalog::Column::Broker.eq(&registered.name))
        .filter(broker_catalog::Column::FailingSince.is_null())
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// Takes the reading of a catalog for this server, if it is due.
async fn take(app: &App, broker: &str) -> Result<bool, Failure> {
    let (db, now) = (app.db().write(), app.shared_now());
    let row = broker_catalog::ActiveModel {
        broker: Set(broker.to_owned()),
        catalog: Set(None),
        fetched_at: Set(None),
        failing_since: Set(None),
        problem: Set(None),
        next_at: Set(Micros::new(0)),
    };
    broker_catalog::Entity::insert(row)
        .on_conflict(OnConflict::column(broker_catalog::Column::Broker).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    let taken = broker_catalog::Entity::update_many()
        .col_expr(broker_catalog::Column::NextAt, Expr::value(now + LEASE))
        .filter(broker_catalog::Column::Broker.eq(broker))
        .filter(broker_catalog::Column::NextAt.lte(now))
        .exec(db)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Refuses what cannot be ordered at present.
///
/// # Errors
/// 409 `offer_unavailable`
pub fn orderable(found: &super::FoundOffer) -> Result<(), Failure> {
    if found.offer().unavailable.is_none() { Ok(()) } else { Err(ProblemCode::OfferUnavailable.into()) }
}
