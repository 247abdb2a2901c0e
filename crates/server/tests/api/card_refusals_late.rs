//! Tries that are refused late, or told of more than once: each counts once, has one mail, and keeps to the schedule.

use crate::{
    on_both,
    support::{Bank, Books, Browser, Fault, Hq},
};
use hq_server::db::entity::{card_payment, card_refusal, invoice};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _};
use time::Duration;

on_both!(crate::support::Hq::start_with_cards =>
    a_late_refusal_is_told_and_keeps_to_the_schedule,
    a_late_refusal_that_no_webhook_tells_of_is_found,
    webhooks_of_one_try_make_one_mail,
    a_webhook_before_our_own_answer_counts_once,
    an_answer_that_is_lost_counts_its_try,
    webhooks_in_another_order_count_each_try_once,
    what_was_told_before_the_next_try_is_not_that_try,
    a_try_without_a_name_counts_once,
    a_late_refusal_of_what_is_paid_meanwhile_asks_for_nothing,
    a_late_refusal_of_a_former_card_leaves_the_new_one_alone,
    a_late_refusal_after_the_card_was_taken_off_waits,
    what_was_refused_before_tries_had_names_is_tried_on_its_day,
);

const FAILED: &str = "payment_intent.payment_failed";

impl Hq {
    async fn refusals(&self) -> Vec<card_refusal::Model> {
        card_refusal::Entity::find().all(self.app.db().write()).await.unwrap()
    }

    /// When the card is tried next, in days from now, the tries so far, and how many mails there were.
    async fn stands(&self, invoice: &invoice::Model) -> (Option<i64>, i64, usize) {
        let row = self.card_payment(invoice).await;
        // The clock goes on by a microsecond each time that it is looked at.
        let days = row.next_at.map(|at| (at - self.app.now() + 1_000_000) / 86_400_000_000);
        (days, row.attempts, self.card_mails().await.len())
    }
}

/// An invoice whose card the bank takes its time about, and the payment.
async fn in_progress(hq: &Hq) -> (Books, Browser, invoice::Model, String) {
    let (books, owner) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::TakesTime]);
    assert_eq!(hq.round().await, 1);
    let payment = hq.double().payments().remove(0);
    (books, owner, invoice, payment)
}

async fn a_late_refusal_is_told_and_keeps_to_the_schedule(hq: Hq) {
    let (_, _, invoice, payment) = in_progress(&hq).await;
    assert_eq!(hq.stands(&invoice).await, (Some(0), 0, 0));
    hq.double().refuse_late(&payment, "insufficient_funds");
    assert_eq!(hq.stripe_tells("evt_1", FAILED, &payment).await, 200);
    assert_eq!(hq.stands(&invoice).await, (Some(3), 1, 1));
    let row = hq.card_payment(&invoice).await;
    assert_eq!((row.state.as_str(), row.problem.as_deref()), ("due", Some("insufficient_funds")));
    let mail = hq.card_mails().await.remove(0);
    assert!(mail.contains("HQ-2026-000001") && mail.contains("3 days"), "{mail}");
    hq.advance(Duration::hours(2));
    assert_eq!((hq.round().await, hq.double().charges().len()), (0, 0), "not at once");
    hq.advance(Duration::days(3));
    assert_eq!((hq.round().await, hq.open(&invoice).await, hq.double().charges().len()), (1, 0, 1));
    assert_eq!(hq.card_mails().await.len(), 1);
}

async fn a_late_refusal_that_no_webhook_tells_of_is_found(hq: Hq) {
    let (_, _, invoice, payment) = in_progress(&hq).await;
    hq.double().refuse_late(&payment, "do_not_honor");
    hq.advance(Duration::minutes(61));
    assert_eq!((hq.round().await, hq.double().charges().len()), (1, 0), "it is looked at, and not charged");
    assert_eq!(hq.stands(&invoice).await, (Some(3), 1, 1));
    // It comes after all.
    assert_eq!(hq.stripe_tells("evt_1", FAILED, &payment).await, 200);
    assert_eq!(hq.stands(&invoice).await, (Some(3), 1, 1));
    hq.advance(Duration::days(4));
    assert_eq!((hq.round().await, hq.open(&invoice).await), (1, 0));
}

async fn webhooks_of_one_try_make_one_mail(hq: Hq) {
    let (_, _, invoice, payment) = in_progress(&hq).await;
    hq.double().refuse_late(&payment, "do_not_honor");
    let tells = (0..6).map(|number| {
        let (hq, payment) = (&hq, payment.as_str());
        let kind = if number % 3 == 0 { "payment_intent.processing" } else { FAILED };
        async move { hq.stripe_tells(&format!("evt_{}", number / 2), kind, payment).await }
    });
    assert!(futures::future::join_all(tells).await.into_iter().all(|status| status == 200));
    assert_eq!(hq.stands(&invoice).await, (Some(3), 1, 1));
    assert_eq!(hq.refusals().await.len(), 1);
}

async fn a_webhook_before_our_own_answer_counts_once(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    for number in 1..=5 {
        let invoice = hq.invoice(&books, &format!("HQ-2026-00000{number}"), 10_000, 2_000).await;
        hq.double().bank_says([Bank::Declines]);
        // Webhooks all the while.
        let over = std::sync::atomic::AtomicBool::new(false);
        let own = async {
            hq.round().await;
            over.store(true, std::sync::atomic::Ordering::SeqCst);
        };
        let tells = async {
            let mut count = 0;
            while !over.load(std::sync::atomic::Ordering::SeqCst) {
                tokio::task::yield_now().await;
                for payment in hq.double().payments() {
                    count += 1;
                    hq.stripe_tells(&format!("evt_{number}_{count}"), FAILED, &payment).await;
                }
            }
        };
        futures::future::join(own, tells).await;
        let (days, tries, mails) = hq.stands(&invoice).await;
        assert_eq!((days, tries, mails), (Some(3), 1, number), "invoice {number}");
    }
    assert_eq!(hq.refusals().await.len(), 5);
}

async fn an_answer_that_is_lost_counts_its_try(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::Declines]);
    // Made, read, confirmed: and the answer to that is lost.
    let (asked, all) = (hq.double().asked().len(), 3);
    hq.double().fails_after(all - 1, [Fault::LostAfter]);
    hq.round().await;
    assert_eq!(hq.double().asked().len(), asked + all, "{:?}", hq.double().asked());
    let payment = hq.double().payments().remove(0);
    assert_eq!(hq.stands(&invoice).await, (Some(0), 0, 0), "nobody knows");
    hq.advance(Duration::minutes(11));
    hq.round().await;
    assert_eq!((hq.stands(&invoice).await, hq.double().charges().len()), ((Some(3), 1, 1), 0));
    assert_eq!(hq.stripe_tells("evt_1", FAILED, &payment).await, 200);
    assert_eq!(hq.stands(&invoice).await, (Some(3), 1, 1));

    // The next one is lost too, and a webhook tells of it while nobody knows: its day stays.
    hq.advance(Duration::days(4));
    hq.double().bank_says([Bank::Declines]);
    hq.double().fails_after(1, [Fault::LostAfter]);
    hq.round().await;
    assert_eq!(hq.stripe_tells("evt_2", FAILED, &payment).await, 200);
    assert_eq!(hq.stands(&invoice).await, (Some(5), 2, 2));
    hq.advance(Duration::minutes(11));
    assert_eq!((hq.round().await, hq.double().charges().len()), (0, 0));
}

async fn webhooks_in_another_order_count_each_try_once(hq: Hq) {
    let (_, _, invoice, payment) = in_progress(&hq).await;
    hq.double().refuse_late(&payment, "do_not_honor");
    hq.advance(Duration::minutes(61));
    hq.round().await;
    hq.advance(Duration::days(4));
    hq.double().bank_says([Bank::TakesTime]);
    hq.round().await;
    // What is told of the first try comes while the second is in progress, and after it is over.
    assert_eq!(hq.stripe_tells("evt_1", FAILED, &payment).await, 200);
    assert_eq!(hq.stands(&invoice).await.1, 1);
    hq.double().refuse_late(&payment, "do_not_honor");
    for id in ["evt_3", "evt_1", "evt_2", "evt_3"] {
        assert_eq!(hq.stripe_tells(id, FAILED, &payment).await, 200);
    }
    assert_eq!(hq.stands(&invoice).await, (Some(5), 2, 2));
    hq.advance(Duration::days(6));
    hq.round().await;
    assert_eq!(hq.open(&invoice).await, 0);
    for id in ["evt_4", "evt_2"] {
        assert_eq!(hq.stripe_tells(id, FAILED, &payment).await, 200);
    }
    assert_eq!((hq.card_payment(&invoice).await.state.as_str(), hq.card_mails().await.len()), ("paid", 2));
}

async fn what_was_told_before_the_next_try_is_not_that_try(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::Declines]);
    hq.round().await;
    let payment = hq.double().payments().remove(0);
    hq.advance(Duration::days(4));
    // The second try is on its way, and fails before it reaches the bank.
    hq.double().fails_after(1, [Fault::LostBefore]);
    hq.round().await;
    assert_eq!(hq.stripe_tells("evt_1", FAILED, &payment).await, 200);
    assert_eq!(hq.stands(&invoice).await, (Some(0), 1, 1), "the bank said nothing new");
    hq.advance(Duration::minutes(11));
    assert_eq!((hq.round().await, hq.open(&invoice).await), (1, 0));
}

async fn a_try_without_a_name_counts_once(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::NotAsked, Bank::Declines, Bank::NotAsked]);
    for (tries, days) in [(1, 3), (2, 5), (3, 7)] {
        assert_eq!(hq.round().await, 1);
        let payment = hq.double().payments().remove(0);
        assert_eq!(hq.stripe_tells(&format!("evt_{tries}"), FAILED, &payment).await, 200);
        assert_eq!(hq.stands(&invoice).await, (Some(days), tries, usize::try_from(tries).unwrap()));
        hq.advance(Duration::days(days) + Duration::minutes(1));
    }
    assert_eq!(hq.refusals().await.len(), 3);
}

async fn a_late_refusal_of_what_is_paid_meanwhile_asks_for_nothing(hq: Hq) {
    let (_, _, invoice, payment) = in_progress(&hq).await;
    hq.billing(&["mark-paid", "HQ-2026-000001", "--reference", "1"]).await.unwrap();
    hq.double().refuse_late(&payment, "do_not_honor");
    assert_eq!(hq.stripe_tells("evt_1", FAILED, &payment).await, 200);
    assert_eq!((hq.card_payment(&invoice).await.state.as_str(), hq.card_mails().await.len()), ("settled", 0));
    hq.advance(Duration::days(4));
    assert_eq!((hq.round().await, hq.double().charges().len()), (0, 0));
}

async fn a_late_refusal_of_a_former_card_leaves_the_new_one_alone(hq: Hq) {
    let (books, owner, invoice, payment) = in_progress(&hq).await;
    hq.save_card(&books, &owner, "1881").await;
    hq.double().refuse_late(&payment, "do_not_honor");
    assert_eq!(hq.stripe_tells("evt_1", FAILED, &payment).await, 200);
    assert_eq!(
        (hq.refusals().await.len(), hq.card_mails().await.len()),
        (1, 0),
        "they chose another already"
    );
    assert_eq!((hq.round().await, hq.open(&invoice).await, hq.double().charges().len()), (1, 0, 1));
}

async fn a_late_refusal_after_the_card_was_taken_off_waits(hq: Hq) {
    let (books, owner, invoice, payment) = in_progress(&hq).await;
    hq.forget_cards(&books, &owner).await;
    hq.double().refuse_late(&payment, "do_not_honor");
    assert_eq!(hq.stripe_tells("evt_1", FAILED, &payment).await, 200);
    assert_eq!(hq.stands(&invoice).await, (None, 1, 1));
    let mail = hq.card_mails().await.remove(0);
    assert!(mail.contains("isn’t tried again"), "{mail}");
    hq.save_card(&books, &owner, "1881").await;
    assert_eq!((hq.round().await, hq.open(&invoice).await), (1, 0));
}

async fn what_was_refused_before_tries_had_names_is_tried_on_its_day(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::Declines]);
    hq.round().await;
    let payment = hq.double().payments().remove(0);
    // As the step of the migration finds it, and leaves it.
    card_refusal::Entity::delete_many().exec(hq.app.db().write()).await.unwrap();
    let row = card_payment::ActiveModel {
        id: Set(hq.card_payment(&invoice).await.id),
        refused: Set(Some(String::new())),
        ..Default::default()
    };
    row.update(hq.app.db().write()).await.unwrap();
    assert_eq!(hq.stripe_tells("evt_1", FAILED, &payment).await, 200);
    assert_eq!(hq.stands(&invoice).await, (Some(3), 1, 1), "it was told of");
    hq.advance(Duration::days(4));
    hq.double().bank_says([Bank::Declines]);
    hq.round().await;
    assert_eq!(hq.stands(&invoice).await, (Some(5), 2, 2), "from now on they have names");
    hq.advance(Duration::days(6));
    hq.round().await;
    assert_eq!(hq.open(&invoice).await, 0);
}
