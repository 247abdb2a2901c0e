//! Work in the background: one kind of it that fails or panics keeps no other from being done.

use crate::{
    on_both,
    support::{Backend, Hq},
};
use futures::FutureExt as _;
use hq_contract::ProblemCode;
use hq_server::{
    app::App,
    db::entity::{access_attempt, outbox},
    jobs::{
        Job, Task,
        housekeeping::{self, NotDone},
    },
    mail,
};
use sea_orm::{ConnectionTrait as _, EntityTrait as _, PaginatorTrait as _, sea_query::Expr};
use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

on_both!(what_fails_or_panics_starves_no_other, a_broken_table_is_the_end_of_one_job);

/// Somebody's mail, old enough to be forgotten.
async fn with_an_old_mail(hq: &Hq) {
    hq.person("ada@example.org").await;
    outbox::Entity::update_many()
        .col_expr(outbox::Column::CreatedAt, Expr::value(0))
        .exec(hq.app.db().write())
        .await
        .unwrap();
    assert!(mails(&hq.app).await > 0);
}

async fn mails(app: &App) -> u64 {
    outbox::Entity::find().count(app.db().read()).await.unwrap()
}

async fn what_fails_or_panics_starves_no_other(hq: Hq) {
    with_an_old_mail(&hq).await;
    let tasks = [
        Task::new("refuses", |_| async { Err(ProblemCode::Internal.into()) }.boxed()),
        Task::new("panics", |_| async { panic!("on purpose") }.boxed()),
        Task::new("panics_at_once", |_| panic!("on purpose")),
        Task::new("forget_mails", |app| mail::outbox::forget_old(app).boxed()),
    ];
    let not_done = housekeeping::each(&hq.app, &tasks).await;
    assert_eq!(not_done, Err(NotDone(vec!["refuses", "panics", "panics_at_once"])));
    assert_eq!(mails(&hq.app).await, 0, "what came after them was done");
}

async fn a_broken_table_is_the_end_of_one_job(hq: Hq) {
    with_an_old_mail(&hq).await;
    hq.app.db().write().execute_unprepared("DROP TABLE access_attempts").await.unwrap();
    assert!(access_attempt::Entity::find().count(hq.app.db().read()).await.is_err());
    let not_done = housekeeping::round(&hq.app).await;
    assert_eq!(not_done, Err(NotDone(vec!["forget_access_attempts"])));
    assert_eq!(mails(&hq.app).await, 0, "the last of all was done");
}

#[test]
fn jobs_have_names_of_their_own() {
    let names: BTreeSet<&str> = housekeeping::jobs().map(|task| task.job.name).collect();
    assert_eq!(names.len(), housekeeping::jobs().count());
    for name in names {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{name}");
    }
}

/// One that panics each time is tried again until the server stops.
#[tokio::test]
async fn work_that_panics_goes_on() {
    let hq = Hq::start(Backend::Sqlite).await;
    let (tries, stop) = (AtomicU32::new(0), CancellationToken::new());
    let job = Job::new("panics", Duration::from_millis(1));
    let work = || async {
        if tries.fetch_add(1, Ordering::Relaxed) == 2 {
            stop.cancel();
        }
        if tries.load(Ordering::Relaxed) > 0 {
            panic!("on purpose");
        }
        Ok::<(), ()>(())
    };
    job.repeat(&hq.app, &stop, work).await;
    assert!(tries.load(Ordering::Relaxed) >= 3);
}
