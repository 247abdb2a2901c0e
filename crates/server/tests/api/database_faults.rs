//! The line to the database is cut, frozen, lost and slow while many write: whoever asks gets what they asked for or is told to come
//! again, soon; what was acknowledged is there once; and afterwards everything works.

use crate::support::{Browser, Hq, Raw, Setup, Wire, postgres};
use futures::future::join_all;
use hq_contract::organizations::Organization;
use hq_server::db::{
    Patience,
    entity::{audit_log, invitation},
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// The longest that an answer may take. On a machine that has nothing else to do it is one second.
const PATIENCE: Duration = Duration::from_secs(5);
const WRITERS: usize = 8;

/// What a writer was told.
#[derive(Default)]
struct Told {
    /// The addresses whose invitation was acknowledged.
    acknowledged: Vec<String>,
    /// How many answers there were, by status.
    statuses: BTreeMap<u16, u32>,
    longest: Duration,
}

struct World {
    hq: Hq,
    wire: Wire,
    writers: Arc<Vec<(Browser, Organization)>>,
    stop: Arc<AtomicBool>,
}

async fn begin() -> World {
    let (wire, url) = Wire::to(&postgres().await).await;
    let hq = Hq::start_on(&url, None, Setup { patience: Patience::USUAL, ..Setup::default() }).await;
    let mut writers = Vec::new();
    for number in 0..WRITERS {
        let writer = hq.person(&format!("writer{number}@acme.example")).await;
        let organization = writer.create(&format!("Acme {number}")).await;
        writers.push((writer, organization));
    }
    World { hq, wire, writers: Arc::new(writers), stop: Arc::default() }
}

/// Invites one address after another, each under a key of its own and until it is acknowledged, as a client does that is told to
/// come again.
async fn write((browser, organization): &(Browser, Organization), number: usize, stop: &AtomicBool) -> Told {
    let mut told = Told::default();
    let path = format!("/organizations/{}/invitations", organization.id);
    for round in 0..450 {
        let email = format!("p{number}-{round}@example.net");
        loop {
            if stop.load(Ordering::Relaxed) {
                return told;
            }
            let request =
                browser.request("POST", &path).header("idempotency-key", format!("{number}-{round}"));
            let started = Instant::now();
            let reply = browser.send(request.json(&json!({"emails": [email], "role": "user"}))).await;
            told.longest = told.longest.max(started.elapsed());
            *told.statuses.entry(reply.status.as_u16()).or_default() += 1;
            if reply.status.is_success() {
                told.acknowledged.push(email);
                break;
            }
            assert_eq!(reply.status, 503, "{}", reply.body);
            assert!(reply.header("retry-after").is_some(), "when to come again");
        }
    }
    told
}

/// Lets all of them write while `fault` happens, and looks at what came of it.
async fn under(fault: impl AsyncFnOnce(&World, &Wire)) -> World {
    let world = begin().await;
    let writing = (0..WRITERS).map(|number| {
        let (writers, stop) = (world.writers.clone(), world.stop.clone());
        tokio::spawn(async move { write(&writers[number], number, &stop).await })
    });
    let writing: Vec<_> = writing.collect();
    pass(Duration::from_millis(300)).await;
    fault(&world, &world.wire).await;
    world.wire.mend();
    pass(Duration::from_millis(500)).await;
    world.stop.store(true, Ordering::Relaxed);
    let told: Vec<Told> =
        join_all(writing).await.into_iter().map(|told| told.expect("only 2xx and 503")).collect();

    let mut statuses: BTreeMap<u16, u32> = BTreeMap::new();
    for (status, count) in told.iter().flat_map(|told| &told.statuses) {
        *statuses.entry(*status).or_default() += count;
    }
    let longest = told.iter().map(|told| told.longest).max().unwrap_or_default();
    assert!(longest < PATIENCE, "an answer took {longest:?}: {statuses:?}");
    assert_once(&world.hq, told.iter().flat_map(|told| &told.acknowledged)).await;
    for (writer, organization) in world.writers.iter() {
        soon(async || writer.get("/me").await.status.as_u16()).await;
        let path = format!("/organizations/{}/invitations", organization.id);
        let last = json!({"emails": ["last@example.net"], "role": "user"});
        soon(async || writer.post(&path, &last).await.status.as_u16()).await;
    }
    soon(async || ready(&world.hq).await).await;
    world
}

/// Sessions live on, and everything works: at once, or after a few words to come again where the machine is busy.
async fn soon(ask: impl AsyncFn() -> u16) {
    let started = Instant::now();
    loop {
        match ask().await {
            200..300 => return,
            status => assert_eq!(status, 503),
        }
        assert!(started.elapsed() < 4 * PATIENCE, "it works again");
    }
}

/// What was acknowledged is there, once, with one line of the audit log.
async fn assert_once<'a>(hq: &Hq, acknowledged: impl Iterator<Item = &'a String>) {
    let db = hq.app.db().read();
    let rows = invitation::Entity::find().all(db).await.unwrap();
    let mut there: BTreeMap<&str, u32> = BTreeMap::new();
    for row in &rows {
        *there.entry(row.email.as_str()).or_default() += 1;
    }
    let lines = audit_log::Entity::find().filter(audit_log::Column::Action.eq("invitations.invite"));
    let lines = lines.all(db).await.unwrap();
    assert_eq!(lines.len(), rows.len(), "a line each");
    let acknowledged: BTreeSet<&String> = acknowledged.collect();
    assert!(!acknowledged.is_empty());
    for email in acknowledged {
        assert_eq!(there.get(email.as_str()), Some(&1), "{email}");
    }
    assert!(there.values().all(|count| *count == 1), "{there:?}");
}

async fn ready(hq: &Hq) -> u16 {
    let mut raw = Raw::connect(hq.address).await;
    raw.send("GET /readyz HTTP/1.1\r\nHost: hq\r\n\r\n".to_owned()).await;
    raw.reply().await.status
}

/// For how long a fault lasts: that is what it is.
async fn pass(time: Duration) {
    tokio::time::sleep(time).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_is_cut_and_mended() {
    under(async |world, wire| {
        wire.cut();
        pass(Duration::from_millis(1500)).await;
        assert_eq!(ready(&world.hq).await, 503);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_is_cut_again_and_again() {
    under(async |_, wire| {
        for _ in 0..10 {
            wire.cut();
            wire.mend();
            pass(Duration::from_millis(100)).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_freezes_and_wakes() {
    under(async |world, wire| {
        wire.freeze();
        pass(Duration::from_millis(2500)).await;
        assert_eq!(ready(&world.hq).await, 503);
    })
    .await;
}

/// The connections of before are silent for ever; new ones work, and nobody has to wait for more than one of the silent ones.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_are_lost_without_a_word() {
    under(async |_, wire| {
        // Connections as old as those of a server that has been running for a while.
        pass(Duration::from_secs(5)).await;
        wire.lose();
        pass(Duration::from_millis(2500)).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_with_a_delay() {
    under(async |_, wire| {
        wire.delay(Duration::from_millis(30));
        pass(Duration::from_millis(1500)).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_is_too_slow_to_be_of_use() {
    under(async |_, wire| {
        wire.slow(Duration::from_millis(20), 8);
        pass(Duration::from_millis(2000)).await;
    })
    .await;
}

/// Nobody asks while it happens: whoever comes first afterwards finds old connections of no use.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_is_cut_while_nobody_looks() {
    let world = begin().await;
    world.wire.cut();
    world.wire.mend();
    let replies = join_all(world.writers.iter().map(|(writer, _)| writer.get("/me"))).await;
    for reply in replies {
        assert_eq!(reply.status, 200, "{}", reply.body);
    }
}

/// Many at once at a server that keeps silent: none is held, and none is held afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_server_holds_nobody() {
    let world = begin().await;
    world.wire.freeze();
    for _ in 0..3 {
        let started = Instant::now();
        let asked = world.writers.iter().flat_map(|(writer, _)| (0..4).map(|_| writer.get("/me")));
        for reply in join_all(asked).await {
            assert_eq!(reply.status, 503, "{}", reply.body);
            assert!(reply.header("retry-after").is_some());
        }
        assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    }
    world.wire.mend();
    for (writer, _) in world.writers.iter() {
        soon(async || writer.get("/me").await.status.as_u16()).await;
    }
}
