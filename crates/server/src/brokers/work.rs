//! Takes what is due, asks brokers, and writes down what follows.

use super::{Owners, Registered, catalogs, probe, send, send::Work, settle};
use crate::{
    app::App,
    db::{entity::broker_operation, sql},
    http::problem::Failure,
    jobs::Job,
    platform::micros::Micros,
};
use futures::{StreamExt as _, future::join_all, stream};
use hq_broker::outcome;
use hq_contract::operations::{OperationKind, Progress};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};
use std::time::Duration;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

pub(super) const SECOND: i64 = 1_000_000;
/// Asking brokers, and how often to see what is due, where nothing was ordered here.
const ASKING: Job = Job::new("brokers", Duration::from_secs(1));
/// How often to see which catalogs are due, and which instances to look at.
const SELDOM: Duration = Duration::from_secs(5);
/// Reading catalogs.
const CATALOGS: Job = Job::new("broker_catalogs", SELDOM);
/// Looking how instances are.
const PROBES: Job = Job::new("broker_probes", SELDOM);
/// For so long an operation belongs to the server that works on it: longer than a broker may take to answer.
const LEASE: i64 = 90 * SECOND;
/// How many requests a broker gets at once from a server.
const AT_ONCE: usize = 4;

/// Works until told to stop, and then lets go at once: what was under way is taken up again after its lease. Failures are
/// logged, never the end. Each broker has a lane of its own, so that a slow one keeps no other waiting.
pub async fn watch(app: App, owners: Owners, stop: CancellationToken) {
    let lanes = join_all(app.brokers().all().iter().map(|registered| lane(&app, owners, registered)));
    let catalogs = CATALOGS.repeat(&app, &stop, || catalogs::round(&app));
    let probes = PROBES.repeat(&app, &stop, || probe::round(&app, owners));
    let work = async { futures::join!(lanes, catalogs, probes) };
    tokio::select! { _ = work => {}, () = stop.cancelled() => {} }
}

/// Does what is due now: catalogs, operations, and looking how instances are; answers for how much. Safe on any number of
/// servers at once.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App, owners: Owners) -> Result<usize, Failure> {
    let mut done = catalogs::round(app).await?;
    for registered in app.brokers().all() {
        done += round_of(app, owners, registered).await?;
    }
    Ok(done + probe::round(app, owners).await?)
}

async fn lane(app: &App, owners: Owners, registered: &Registered) {
    ASKING.begin(app);
    loop {
        let ordered = app.ordered().notified();
        let done = ASKING.attempt(app, round_of(app, owners, registered)).await.unwrap_or(0);
        if done == 0 {
            tokio::select! { () = ordered => {}, () = sleep(ASKING.every) => {} }
        }
    }
}

async fn round_of(app: &App, owners: Owners, registered: &Registered) -> Result<usize, Failure> {
    let due = due(app, &registered.name).await?;
    let work = stream::iter(due).map(|row| one(app, owners, registered, row)).buffer_unordered(AT_ONCE);
    let done: Vec<Result<bool, Failure>> = work.collect().await;
    let mut count = 0;
    for done in done {
        count += usize::from(done?);
    }
    Ok(count)
}

/// The operations of a broker that are due: the first of each organization, then the second of each, so that who has many
/// keeps nobody waiting.
async fn due(app: &App, broker: &str) -> Result<Vec<broker_operation::Model>, Failure> {
    const DUE: &str = "SELECT * FROM (\
            SELECT o.*, ROW_NUMBER() OVER (PARTITION BY o.organization_id ORDER BY o.next_at, o.id) AS place \
            FROM broker_operations o JOIN broker_instances i ON i.id = o.instance_id \
            WHERE o.next_at <= ? AND o.ended_at IS NULL AND i.broker = ?) due \
        ORDER BY place, next_at LIMIT 16";
    let db = app.db().read();
    let statement = sql(db.get_database_backend(), DUE, [app.shared_now().into(), broker.into()]);
    Ok(broker_operation::Entity::find().from_raw_sql(statement).all(db).await?)
}

async fn one(
    app: &App,
    owners: Owners,
    registered: &Registered,
    row: broker_operation::Model,
) -> Result<bool, Failure> {
    // What was asked for before, and may have reached the broker although nobody knows its answer.
    let maybe_sent = row.sent_at.is_some() && row.state == Progress::Pending;
    let Some(row) = take(app, row).await? else { return Ok(false) };
    let work = Work::load(app, row).await?;
    let now = app.now();
    let longest = micros(outcome::deadline(work.snapshot.maximum_polling_duration));
    let deadline = work.operation.deadline.unwrap_or(now + longest);
    let attempt = outcome::Attempt {
        tries: count(work.operation.attempts),
        polls: count(work.operation.polls),
        elapsed: duration(now - (deadline - longest)),
        deadline: duration(longest),
        maybe_sent,
    };
    if work.operation.state == Progress::Pending && !mark(app, &work, deadline).await? {
        return Ok(false);
    }
    let never_sent = never_sent(app, &work).await?;
    let mut answer = send::ask(app, owners, registered, &work, never_sent).await?;
    let mut next = answer.asked().map(|asked| outcome::after(asked, &attempt));
    let made = work.kind == OperationKind::Bind && matches!(answer, send::Answer::Poll(..));
    if made && next == Some(outcome::Next::Ready) {
        answer = send::fetch(registered, &work).await;
        next = answer.asked().map(|asked| outcome::after(asked, &attempt));
    }
    if answer.is_not_sent() {
        catalogs::look_soon(app, registered).await?;
    }
    if next == Some(outcome::Next::RefreshCatalogThenAgain) {
        catalogs::refresh(app, registered).await?;
    }
    // Where it answers, and how it is, is told with the news that it is there: nobody looks again soon.
    let fetched = match next {
        Some(outcome::Next::Ready) if work.snapshot.retrievable && work.binding.is_none() => {
            send::look(registered, &work).await
        }
        _ => None,
    };
    settle::settle(app, owners, settle::Came { work: &work, answer: &answer, next, attempt, fetched })
        .await?;
    Ok(true)
}

/// Takes an operation that is due for this server, until the lease is over; none where another one was first.
async fn take(app: &App, row: broker_operation::Model) -> Result<Option<broker_operation::Model>, Failure> {
    let until = app.shared_now() + LEASE;
    let taken = broker_operation::Entity::update_many()
        .col_expr(broker_operation::Column::NextAt, Expr::value(until))
        .filter(broker_operation::Column::Id.eq(row.id))
        .filter(broker_operation::Column::NextAt.eq(row.next_at))
        .filter(broker_operation::Column::EndedAt.is_null())
        .exec(app.db().write())
        .await?;
    Ok((taken.rows_affected == 1).then_some(broker_operation::Model { next_at: until, ..row }))
}

/// Writes down that it is being sent, before it is: whoever comes after a crash knows that it may have arrived. False where it
/// was ended meanwhile: then it must not be sent any more, or it would come after what was ordered in its place.
async fn mark(app: &App, work: &Work, deadline: Micros) -> Result<bool, Failure> {
    let marked = broker_operation::Entity::update_many()
        .col_expr(
            broker_operation::Column::SentAt,
            Expr::col(broker_operation::Column::SentAt).if_null(app.now()),
        )
        .col_expr(broker_operation::Column::Deadline, Expr::value(deadline))
        .filter(broker_operation::Column::Id.eq(work.operation.id))
        .filter(broker_operation::Column::NextAt.eq(work.operation.next_at))
        .filter(broker_operation::Column::EndedAt.is_null())
        .exec(app.db().write())
        .await?;
    Ok(marked.rows_affected == 1)
}

/// Whether what is to be removed was never asked for.
async fn never_sent(app: &App, work: &Work) -> Result<bool, Failure> {
    let made_by = match (work.operation(), &work.binding) {
        (outcome::Operation::Deprovision, _) => OperationKind::Create,
        (outcome::Operation::Unbind, Some(_)) => OperationKind::Bind,
        _ => return Ok(false),
    };
    let mut sent = broker_operation::Entity::find()
        .filter(broker_operation::Column::InstanceId.eq(work.instance.id))
        .filter(broker_operation::Column::Kind.eq(made_by))
        .filter(broker_operation::Column::SentAt.is_not_null());
    if let Some(binding) = &work.binding {
        sent = sent.filter(broker_operation::Column::BindingId.eq(binding.id));
    }
    Ok(sent.count(app.db().read()).await? == 0)
}

fn count(value: i64) -> u32 {
    u32::try_from(value).unwrap_or(0)
}

pub(super) fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX / 4)
}

fn duration(micros: i64) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}
