//! Two hundred times a worker ends in the middle of something, wherever it happens to be; another one goes on.

use crate::support::{
    Hq,
    asking::{Offer, accepted, steps},
    broker::{id, nobody},
    on_both,
};
use hq_broker::{
    Broker as _,
    embedded::Embedded,
    osb::{OperationState, extension::StepState},
};
use serde_json::json;
use std::{
    pin::{Pin, pin},
    task::{Context, Poll as Polled},
    time::Duration,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

on_both!(whoever_is_killed_another_goes_on);

/// How many kills.
const KILLS: u32 = 200;
/// Longer than a lease.
const LEASE_IS_OVER: Duration = Duration::from_secs(120);
/// How long a worker may need that is not killed.
const PATIENCE: Duration = Duration::from_secs(30);

/// The same numbers in every run (Knuth's generator of 64 bits).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Polls a future so many times, and then never again.
struct Mortal<F> {
    inner: Pin<Box<F>>,
    polls: u64,
}

impl<F: Future> Future for Mortal<F> {
    type Output = bool;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Polled<bool> {
        if self.polls == 0 {
            return Polled::Ready(true);
        }
        self.polls -= 1;
        self.inner.as_mut().poll(context).map(|_| false)
    }
}

/// Lets a worker live for so many polls, unless it has nothing left to do; answers whether it was killed.
async fn live(hq: &Hq, worker: Embedded, polls: u64, instance: Uuid, offer: &Offer) -> bool {
    let run = async move { worker.run(CancellationToken::new()).await };
    let mut mortal = pin!(Mortal { inner: Box::pin(run), polls });
    let done = async {
        while running(hq, instance, offer).await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        killed = &mut mortal => killed,
        ended = tokio::time::timeout(PATIENCE, done) => { ended.expect("it goes on"); false }
    }
}

async fn running(hq: &Hq, instance: Uuid, offer: &Offer) -> bool {
    let (told, _) = hq.broker.last_operation(instance, &offer.poll(None)).await.expect("an operation");
    told.state == OperationState::InProgress
}

/// Has an operation carried out by workers that are killed one after another; answers how many were.
async fn through_kills(
    hq: &Hq,
    others: &[Embedded; 2],
    numbers: &mut Numbers,
    instance: Uuid,
    offer: &Offer,
) -> u32 {
    let mut killed = 0;
    while running(hq, instance, offer).await {
        // Mostly one that has worked before; now and then one that has yet to prepare itself.
        let worker = match numbers.below(8) {
            0 => hq.another().await,
            _ => others[usize::try_from(numbers.below(2)).unwrap()].clone(),
        };
        // Fewer than an operation needs, most of the time; now and then enough.
        let polls = 1 + numbers.below(if killed > 6 { 400 } else { 60 });
        killed += u32::from(live(hq, worker, polls, instance, offer).await);
        hq.advance(LEASE_IS_OVER);
    }
    let (told, _) = hq.broker.last_operation(instance, &offer.poll(None)).await.expect("an operation");
    assert_eq!(told.state, OperationState::Succeeded, "{told:?}");
    assert!(told.hq_steps.iter().all(|step| step.state == StepState::Done), "{:?}", steps(&told));
    killed
}

async fn whoever_is_killed_another_goes_on(hq: Hq) {
    let (name, size) = if hq.server.is_some() { ("postgresql", 2) } else { ("sandbox", 1) };
    let offer = Offer::engine(&hq.broker, name).await;
    let others = [hq.another().await, hq.another().await];
    let mut numbers = Numbers(13);
    let (mut killed, mut kept) = (0, Vec::new());
    while killed < KILLS {
        let instance = id();
        let order = offer.order(json!({ "fpu": size }));
        accepted(hq.broker.provision(instance, &order, &nobody()).await, |body| body.operation);
        killed += through_kills(&hq, &others, &mut numbers, instance, &offer).await;
        there_is_exactly(&hq, kept.iter().copied().chain([instance])).await;
        hq.bind(&offer, instance, json!({})).await;
        if hq.server.is_some() {
            let change = offer.change(json!({ "fpu": 4 }));
            accepted(hq.broker.update(instance, &change, &nobody()).await, |body| body.operation);
            killed += through_kills(&hq, &others, &mut numbers, instance, &offer).await;
        }
        if kept.len() < 3 {
            kept.push(instance);
            continue;
        }
        accepted(hq.broker.deprovision(instance, &offer.poll(None), &nobody()).await, |body| body.operation);
        killed += through_kills(&hq, &others, &mut numbers, instance, &offer).await;
        there_is_exactly(&hq, kept.iter().copied()).await;
    }
    assert_eq!(hq.broker.orphans().await.expect("a list"), []);
}

/// These engines, and nothing else with a name of HQ's.
async fn there_is_exactly(hq: &Hq, engines: impl Iterator<Item = Uuid>) {
    let mut expected: Vec<String> = engines.map(|engine| engine.simple().to_string()).collect();
    expected.sort();
    match &hq.server {
        Some(server) => {
            let expected: Vec<String> = expected.iter().map(|engine| format!("hq_{engine}")).collect();
            assert_eq!(server.databases().await, expected);
            let groups = server.roles().await.into_iter().filter(|role| !role.starts_with("hq_b_"));
            assert_eq!(groups.collect::<Vec<_>>(), expected);
        }
        None => {
            let files = std::fs::read_dir(hq.folder().join("sandbox")).expect("the folder");
            let mut files: Vec<String> = files
                .map(|file| file.expect("a file").file_name().into_string().expect("text"))
                .filter_map(|name| name.strip_suffix(".sqlite").map(str::to_owned))
                .collect();
            files.sort();
            assert_eq!(files, expected);
        }
    }
}
