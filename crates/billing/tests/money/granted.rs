//! Vouchers and grants, whose cents can be checked by hand.

use crate::examples::{Given, level, nets, subscribed, terms, utc};
use hq_billing::{
    Reason,
    grants::{Grant, GrantAmount, GrantKind},
    period::zone,
    price_book::PriceBook,
    rating::left_by,
    statement::{
        CostCategory::{Dataplants, Plan as PlanFee, Vouchers},
        LineText,
    },
    subscription::Subscription,
    usage::{Dimension, ResourceKind},
    used::Used,
};
use hq_contract::plan::Plan;
use uuid::Uuid;

#[test]
fn a_voucher_takes_off_no_more_than_there_is() {
    let subscription = subscribed(utc(4, 1), terms(Plan::Standard));
    let voucher = |id, minor, spent| Grant {
        id: Uuid::from_u128(id),
        kind: GrantKind::Voucher,
        amount: GrantAmount::Money { minor, spent },
        priority: GrantKind::Voucher.priority(),
        from: utc(4, 1),
        until: utc(5, 15),
    };
    let given = Given { grants: vec![voucher(2, 5000, 0), voucher(1, 6000, 1000)], ..Given::default() };
    let started = given.state(&subscription, Reason::Started);
    assert_eq!(nets(&started), [(PlanFee, 9000), (Vouchers, -5000), (Vouchers, -4000)]);
    assert_eq!((started.net, started.tax, started.gross), (0, 0, 0));
    assert_eq!(started.vouchers(), [(Uuid::from_u128(1), 5000), (Uuid::from_u128(2), 4000)]);
    let LineText::Voucher { left, .. } = started.lines[2].what else { panic!("a voucher") };
    assert_eq!(left, 1000, "the rest stays");
    // VAT is on what remains.
    let given = Given { grants: vec![voucher(1, 4000, 0)], ..Given::default() };
    let started = given.state(&subscription, Reason::Started);
    assert_eq!((started.net, started.tax, started.gross), (5000, 1000, 6000));
    let june = given.state(&subscription, Reason::PeriodEnds(1));
    assert_eq!(nets(&june), [(PlanFee, 9000)], "it has expired");
}

#[test]
fn of_two_grants_the_one_that_ends_first_is_used_first() {
    let subscription = subscribed(utc(4, 1), terms(Plan::Standard));
    let grant = |id, until| Grant {
        id: Uuid::from_u128(id),
        kind: GrantKind::Voucher,
        amount: GrantAmount::Usage { dimension: Dimension::Fpu, quantity: 240 * 3600 },
        priority: GrantKind::Voucher.priority(),
        from: utc(4, 1),
        until,
    };
    // The first ten days by the one that ends with them, the next ten by the other, and ten × 24 h × 0.12 € to pay.
    let grants = vec![grant(1, utc(6, 1)), grant(2, utc(4, 11))];
    let events = vec![level(utc(4, 1), 1, ResourceKind::Dataplant, 1)];
    let statement = Given { events, grants, ..Given::default() }.state(&subscription, Reason::PeriodEnds(0));
    assert_eq!(nets(&statement), [(PlanFee, 9000), (Dataplants, 2880)]);
}

#[test]
fn what_an_earlier_subscription_has_used_of_a_grant_is_gone() {
    let grant = |id, amount| Grant {
        id: Uuid::from_u128(id),
        kind: GrantKind::Voucher,
        amount,
        priority: GrantKind::Voucher.priority(),
        from: utc(3, 25),
        until: utc(4, 24),
    };
    let money = grant(1, GrantAmount::Money { minor: 5000, spent: 1000 });
    let fpu =
        |hours: i128| grant(2, GrantAmount::Usage { dimension: Dimension::Fpu, quantity: hours * 3600 });
    // 8 FPU for 30 days, of which 34 FPU use 5,712 hours in the seven days of a trial.
    let given = [fpu(8 * 30 * 24), money];
    let tried = Subscription::start(utc(3, 25), zone("UTC").unwrap(), 7, terms(Plan::Standard), 1).unwrap();
    let tried = Subscription { cancel_at: tried.trial_until, ..tried };
    let events = vec![level(utc(3, 25), 1, ResourceKind::Dataplant, 34)];
    let book = PriceBook::demo().unwrap();
    let left = |until| left_by(&tried, |_| Some(&book), &Used::new(&[], &events), &given, until).unwrap();
    assert_eq!(left(utc(3, 25)), given, "it has used nothing yet");
    assert_eq!(left(utc(3, 26)), [fpu(5760 - 34 * 24), money]);
    assert_eq!(left(utc(4, 1)), [fpu(48), money], "what invoices take stays as they say");
    // What runs on after the end uses it too.
    assert_eq!(left(utc(4, 2)), [fpu(0), money]);

    // The next subscription has the rest: of a day, 816 − 48 hours cost 0.12 €.
    let next = subscribed(utc(4, 1), terms(Plan::Standard));
    let grants = vec![left(utc(4, 1))[0]];
    let given = Given { events, grants, now: Some(utc(4, 2)), ..Given::default() };
    assert_eq!(nets(&given.state(&next, Reason::PeriodEnds(0))), [(PlanFee, 9000), (Dataplants, 9216)]);
}
