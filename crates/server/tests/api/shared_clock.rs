//! Servers whose clocks differ by more than anything is taken for.

use crate::support::{Hq, Setup, postgres};
use hq_contract::accounts::SignUp;
use hq_server::{mail::outbox, platform::shared_clock};
use time::Duration;

const SECOND: i64 = 1_000_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_server_has_taken_another_leaves_alone_whatever_its_own_clock_says() {
    let url = postgres().await;
    let sends = || Setup { local_mailbox: false, ..Setup::default() };
    let (one, other) = (Hq::start_on(&url, None, sends()).await, Hq::start_on(&url, None, sends()).await);
    other.advance(Duration::hours(1));
    for hq in [&one, &other] {
        shared_clock::compare(&hq.app).await.unwrap();
    }
    let apart = one.app.shared_now() - other.app.shared_now();
    assert!(
        apart.abs() < 60 * SECOND,
        "the same clock, give or take the time between the two looks: {apart}"
    );

    one.browser().call(&SignUp(Hq::new_account("ada@example.org"))).await.unwrap();
    let now = one.app.shared_now();
    let due = outbox::due(&one.app, now, 10).await.unwrap();
    let [mail] = due.as_slice() else { panic!("one mail: {}", due.len()) };
    assert!(outbox::claim(&one.app, mail, now, now + 180 * SECOND).await.unwrap());

    let theirs = other.app.shared_now();
    assert!(outbox::due(&other.app, theirs, 10).await.unwrap().is_empty(), "it is being sent");
    assert!(!outbox::claim(&other.app, mail, theirs, theirs + 180 * SECOND).await.unwrap());
    let later = theirs + 300 * SECOND;
    assert_eq!(outbox::due(&other.app, later, 10).await.unwrap().len(), 1, "who took it has died");
}
