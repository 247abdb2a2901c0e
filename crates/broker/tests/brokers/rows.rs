//! Each row of the state machine, by what is left at the broker in the end: exactly what the platform believes.

use crate::driver::Driver;
use crate::{NOTHING, id, identity, provision};
use hq_broker::Broker as _;
use hq_broker::osb::Poll;
use hq_broker::outcome::Next;
use hq_broker::testing::{Call, Hostile, Manners, Mood, Says};
use serde_json::json;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);
const IMPATIENCE: Duration = Duration::from_millis(200);

const SLOWLY: Manners = Manners { polls: Some(2), fails: false, tells_once: false };

async fn start(manners: Manners, whole: Duration) -> (Hostile, Driver) {
    let hostile = Hostile::start().await.unwrap();
    hostile.set_manners(manners);
    let driver = Driver::new(hostile.client(whole).unwrap());
    (hostile, driver)
}

#[tokio::test]
async fn what_goes_well_is_there_once() {
    for manners in [Manners::default(), SLOWLY] {
        let (hostile, mut driver) = start(manners, PATIENCE).await;
        assert_eq!(driver.make(id(1)).await, Next::Ready);
        assert_eq!(driver.bind(id(1), id(2)).await, Next::Ready);
        assert_eq!(driver.change(id(1)).await, Next::Ready);
        assert_eq!((hostile.instances(), hostile.bindings()), (vec![id(1)], vec![(id(1), id(2))]));
        assert_eq!(hostile.made(), 1);
        let fetched = driver.broker.instance(id(1), &Poll::default()).await.unwrap();
        assert_eq!(fetched.plan_id, "large");
        driver.remove(id(1), Some(id(2))).await;
        driver.remove(id(1), None).await;
        assert_eq!(hostile.instances(), NOTHING);
    }
}

#[tokio::test]
async fn what_may_have_been_made_is_removed() {
    let moods = [
        Says::Nothing,
        Says::HangsUp,
        Says::HalfAnAnswer(201),
        Says::answer(500, "{}"),
        Says::answer(503, ""),
        Says::answer(204, ""),
        Says::answer(302, ""),
        Says::answer(201, "<html>"),
        Says::answer(202, "[]"),
        Says::Endless(201),
    ];
    for manners in [Manners::default(), SLOWLY] {
        for says in &moods {
            let (hostile, mut driver) = start(manners, IMPATIENCE).await;
            hostile.once(Call::Provision, Mood::after_doing(says.clone()));
            assert_eq!(driver.make(id(1)).await, Next::FailedThenMitigate, "{says:?}");
            assert_eq!(hostile.made(), 1);
            assert_eq!(hostile.instances(), NOTHING, "{says:?}");

            assert_eq!(driver.make(id(2)).await, Next::Ready);
            hostile.once(Call::Bind, Mood::after_doing(says.clone()));
            assert_eq!(driver.bind(id(2), id(3)).await, Next::FailedThenMitigate, "{says:?}");
            assert_eq!(hostile.bindings(), [], "{says:?}");
            assert_eq!(hostile.instances(), [id(2)]);
        }
    }
}

#[tokio::test]
async fn a_refusal_is_not_cleaned_up() {
    let (hostile, mut driver) = start(SLOWLY, PATIENCE).await;
    for status in [400, 401, 403, 404, 408, 409, 410, 422] {
        hostile.once(Call::Provision, Mood::instead(Says::answer(status, "{}")));
        assert_eq!(driver.make(id(1)).await, Next::Rejected, "{status}");
    }
    hostile.once(Call::Provision, Mood::instead(Says::answer(200, "<html>")));
    assert_eq!(driver.make(id(1)).await, Next::FailedNoMitigation);
    assert_eq!(hostile.count(Call::Deprovision), 0);
}

#[tokio::test]
async fn a_busy_broker_is_asked_again() {
    let (hostile, mut driver) = start(SLOWLY, PATIENCE).await;
    for call in [Call::Provision, Call::Bind, Call::Update, Call::Unbind, Call::Deprovision] {
        for _ in 0..3 {
            hostile.once(call, Mood::instead(Says::refusal(422, "ConcurrencyError")));
        }
    }
    assert_eq!(driver.make(id(1)).await, Next::Ready);
    assert_eq!(driver.bind(id(1), id(2)).await, Next::Ready);
    assert_eq!(driver.change(id(1)).await, Next::Ready);
    assert_eq!(hostile.count(Call::Deprovision) + hostile.count(Call::Unbind), 0);
    driver.remove(id(1), Some(id(2))).await;
    driver.remove(id(1), None).await;
    assert_eq!(hostile.instances(), NOTHING);
    assert_eq!(hostile.made(), 1);
}

#[tokio::test]
async fn an_old_catalog_is_fetched_again() {
    let (hostile, mut driver) = start(SLOWLY, PATIENCE).await;
    hostile.once(Call::Provision, Mood::instead(Says::refusal(422, "MaintenanceInfoConflict")));
    assert_eq!(driver.make(id(1)).await, Next::Ready);
    hostile.always(Call::Provision, Mood::instead(Says::refusal(422, "MaintenanceInfoConflict")));
    assert_eq!(driver.make(id(2)).await, Next::Rejected);
    assert_eq!(hostile.instances(), [id(1)]);
}

#[tokio::test]
async fn what_fails_in_the_end_is_removed() {
    let (hostile, mut driver) = start(SLOWLY, PATIENCE).await;
    assert_eq!(driver.make(id(1)).await, Next::Ready);
    hostile.set_manners(Manners { fails: true, ..SLOWLY });
    hostile.once(Call::Deprovision, Mood::instead(Says::answer(500, "")));
    hostile.once(Call::Deprovision, Mood::after_doing(Says::answer(200, "{}")));
    hostile.once(Call::Deprovision, Mood::instead(Says::answer(410, "")));
    assert_eq!(driver.make(id(2)).await, Next::FailedThenMitigate);
    assert!(hostile.count(Call::Deprovision) >= 2, "the first removal failed");
    assert_eq!(driver.change(id(1)).await, Next::FailedKeepsOld);
    assert!(hostile.instances().contains(&id(1)), "an update never cleans up");
}

#[tokio::test]
async fn lost_polls_are_sent_again() {
    let lost = [
        Says::answer(404, "{}"),
        Says::answer(410, "{}"),
        Says::answer(500, ""),
        Says::answer(200, "<html>"),
        Says::answer(200, "{\"state\": \"nearly\"}"),
        Says::answer(202, "{}"),
        Says::answer(401, ""),
        Says::HangsUp,
        Says::Nothing,
    ];
    let (hostile, mut driver) = start(SLOWLY, IMPATIENCE).await;
    for says in &lost {
        hostile.once(Call::Poll, Mood::instead(says.clone()));
        hostile.once(Call::PollBinding, Mood::instead(says.clone()));
    }
    assert_eq!(driver.make(id(1)).await, Next::Ready);
    assert_eq!(driver.bind(id(1), id(2)).await, Next::Ready);
    assert!(hostile.count(Call::Poll) > lost.len());
    assert_eq!((hostile.instances(), hostile.made()), (vec![id(1)], 1));
}

#[tokio::test]
async fn what_never_ends_has_failed_at_the_deadline() {
    let (hostile, mut driver) = start(SLOWLY, PATIENCE).await;
    let for_ever = Mood::instead(Says::answer(200, json!({ "state": "in progress" })));
    for _ in 0..=60 {
        hostile.once(Call::Poll, for_ever.clone());
    }
    assert_eq!(driver.make(id(1)).await, Next::FailedThenMitigate);
    assert_eq!(hostile.count(Call::Poll), 61 + 3, "an hour of polls, and those of the removal");
    assert_eq!(hostile.instances(), NOTHING);
}

#[tokio::test]
async fn what_vanished_can_be_removed() {
    for manners in [Manners::default(), SLOWLY] {
        let (hostile, mut driver) = start(manners, PATIENCE).await;
        assert_eq!(driver.make(id(1)).await, Next::Ready);
        assert_eq!(driver.bind(id(1), id(2)).await, Next::Ready);
        hostile.lose(id(1));
        driver.remove(id(1), Some(id(2))).await;
        driver.remove(id(1), None).await;
    }
}

#[tokio::test]
async fn a_vanished_plan_does_not_keep_things_from_being_removed() {
    let (hostile, mut driver) = start(Manners::default(), PATIENCE).await;
    assert_eq!(driver.make(id(1)).await, Next::Ready);
    hostile.set_catalog(json!({ "services": [] }));
    assert_eq!(driver.broker.catalog().await.unwrap().services, []);
    driver.remove(id(1), None).await;
    assert_eq!(hostile.instances(), NOTHING);
}

#[tokio::test]
async fn credentials_that_are_told_once_and_lost_are_removed() {
    let once = Manners { tells_once: true, ..Manners::default() };
    let (hostile, mut driver) = start(once, IMPATIENCE).await;
    assert_eq!(driver.make(id(1)).await, Next::Ready);
    let mut deaths = [true, false].into_iter();
    driver.dies = Box::new(move || deaths.next().unwrap_or(false));
    assert_eq!(driver.bind(id(1), id(2)).await, Next::FailedThenMitigate, "the first answer had them");
    assert_eq!(hostile.bindings(), []);
    assert_eq!(driver.bind(id(1), id(3)).await, Next::Ready);

    hostile.set_manners(Manners { polls: Some(1), ..once });
    hostile.once(Call::FetchBinding, Mood::after_doing(Says::HangsUp));
    assert_eq!(driver.bind(id(1), id(4)).await, Next::FailedThenMitigate);
    assert_eq!(hostile.bindings(), [(id(1), id(3))]);
}

/// Random numbers that are the same each time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }
}

#[tokio::test]
async fn whatever_happens_the_platform_knows_what_is_there() {
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let manners =
            Manners { polls: [None, Some(0), Some(2)][dice.throw(3) as usize], ..Manners::default() };
        let (hostile, mut driver) = start(manners, PATIENCE).await;
        for call in
            [Call::Provision, Call::Poll, Call::Deprovision, Call::Bind, Call::PollBinding, Call::Unbind]
        {
            for _ in 0..dice.throw(4) {
                let does = dice.throw(2) == 0;
                let says = match dice.throw(7) {
                    0 => Says::answer(500, "{}"),
                    1 => Says::HangsUp,
                    2 => Says::answer(202, "nonsense"),
                    3 => Says::refusal(422, "ConcurrencyError"),
                    4 if !does => Says::answer(404, "{}"),
                    5 if !does => Says::answer(400, "{}"),
                    _ => Says::answer(204, ""),
                };
                hostile.once(call, if does { Mood::after_doing(says) } else { Mood::instead(says) });
            }
        }
        let mut deaths = Dice(seed + 1_000_000);
        driver.dies = Box::new(move || deaths.throw(5) == 0);

        let made = driver.make(id(1)).await == Next::Ready;
        assert_eq!(hostile.instances(), if made { vec![id(1)] } else { vec![] }, "seed {seed}");
        assert!(hostile.made() <= 2, "seed {seed}: {} made", hostile.made());
        if made {
            let bound = driver.bind(id(1), id(2)).await == Next::Ready;
            assert_eq!(hostile.bindings().len(), usize::from(bound), "seed {seed}");
            driver.remove(id(1), Some(id(2))).await;
            driver.remove(id(1), None).await;
            assert_eq!(hostile.instances(), NOTHING, "seed {seed}");
        }
    }
}

#[tokio::test]
async fn the_same_request_again_makes_nothing_more() {
    let (hostile, driver) = start(SLOWLY, PATIENCE).await;
    let asked = provision("database", "small", &json!({}));
    for _ in 0..3 {
        driver.broker.provision(id(1), &asked, &identity()).await.unwrap();
    }
    assert_eq!(hostile.made(), 1);
}
