//! Vouchers and grants, whose cents can be checked by hand.

use crate::examples::{Given, level, nets, subscribed, terms, utc};
use hq_billing::{
    Reason,
    grants::{Grant, GrantAmount, GrantKind},
    statement::{
        CostCategory::{Dataplants, Plan as PlanFee, Vouchers},
        LineText,
    },
    usage::{Dimension, ResourceKind},
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
