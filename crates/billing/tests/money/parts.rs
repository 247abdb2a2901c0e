//! The small parts: which way a change goes, periods, VAT, the ledger, references, steps, budgets, the forecast.

use hq_billing::{
    Cycle, Overflow, SupportLevel, alerts, forecast,
    ledger::{Account, Transaction},
    overdue::{self, Step},
    period::{Anchor, Period, UnknownZone, date, midnight, zone},
    reference::{creditor_reference, parse},
    subscription::{Direction, Subscription, Terms, direction},
    vat::{self, Buyer, TaxTreatment},
};
use hq_contract::{VatId, plan::Plan};
use jiff::civil::date as day;
use proptest::prelude::*;

const DAY: i64 = 86_400_000;

fn terms(plan: Plan, cycle: Cycle, support: SupportLevel, committed_fpu: u32) -> Terms {
    Terms { plan, cycle, support, committed_fpu, month_override: None }
}

#[test]
fn a_change_is_up_where_nothing_is_less() {
    use {Cycle::*, Direction::*, Plan::*, SupportLevel::*};
    let from = terms(Premium, Monthly, Advanced, 4);
    let table = [
        (from, Same),
        (terms(Enterprise, Monthly, Advanced, 4), Up),
        (terms(Premium, Yearly, Advanced, 4), Up),
        (terms(Premium, Monthly, BusinessCritical, 4), Up),
        (terms(Premium, Monthly, Advanced, 5), Up),
        (Terms { month_override: Some(1), ..from }, Up),
        (terms(Standard, Monthly, Advanced, 4), Down),
        (terms(Premium, Monthly, Basic, 4), Down),
        (terms(Premium, Monthly, Advanced, 3), Down),
        // Both ways: all of it waits for the end.
        (terms(Enterprise, Monthly, Basic, 4), Down),
        (terms(Standard, Yearly, Advanced, 4), Down),
    ];
    for (to, way) in table {
        assert_eq!(direction(&from, &to), way, "{to:?}");
    }
    assert_eq!(direction(&terms(Premium, Yearly, Basic, 0), &terms(Premium, Monthly, Basic, 0)), Down);
}

#[test]
fn a_change_at_once_never_shares_its_second_with_another_or_with_the_beginning() {
    let small = terms(Plan::Standard, Cycle::Monthly, SupportLevel::Basic, 0);
    let start = Subscription::start(0, zone("UTC").unwrap(), 0, small, 1).unwrap();
    let fpu = |committed_fpu| Terms { committed_fpu, ..small };
    let (one, at) = start.change(0, fpu(1), 1).unwrap().unwrap();
    assert_eq!(at, 1000);
    let (_, at) = one.change(1500, fpu(2), 1).unwrap().unwrap();
    assert_eq!(at, 2500);
    let border = start.period(1).unwrap().start;
    let (_, at) = start.change(border, fpu(1), 1).unwrap().unwrap();
    assert_eq!(at, border + 1000);
    assert_eq!(start.change(0, small, 1), Ok(None), "nothing changes");
    assert_eq!(start.change(-1, fpu(1), 1), Ok(None), "it has not begun");
}

#[test]
fn the_31st_is_the_last_day_of_shorter_months_and_comes_back() {
    let paris = zone("Europe/Paris").unwrap();
    let origin = midnight(day(2027, 12, 31), &paris).unwrap() + 52_000_000;
    let anchor = Anchor::of(origin, paris.clone()).unwrap();
    assert_eq!(anchor.day, 31);
    let begin = |n| date(anchor.month(origin, n).unwrap().start, &paris).unwrap();
    let days = [day(2027, 12, 31), day(2028, 1, 31), day(2028, 2, 29), day(2028, 3, 31), day(2028, 4, 30)];
    for (n, expected) in (0..).zip(days) {
        assert_eq!(begin(n), expected);
    }
    assert_eq!(begin(14), day(2029, 2, 28));
    // The hour that is missing in March, and the one too many in October.
    let first = midnight(day(2026, 3, 1), &paris).unwrap();
    let anchor = Anchor::of(first, paris).unwrap();
    assert_eq!(anchor.month(first, 0).unwrap().seconds(), 31 * 86_400 - 3600);
    assert_eq!(anchor.month(first, 7).unwrap().seconds(), 31 * 86_400 + 3600);
    assert_eq!(zone("Europe/Lyon").unwrap_err(), UnknownZone);
    assert!(anchor.month(i64::MAX, 0).is_err() && anchor.month(first, u32::MAX).is_err());
}

#[test]
fn vat_is_by_where_the_buyer_is_and_whether_they_owe_it_there() {
    let (fr, de, xi) =
        ["FR83404833048", "DE136695976", "XI123456789"].map(|id| VatId::parse(id).unwrap()).into();
    let table = [
        ("FR", true, Some(&fr), TaxTreatment::Standard),
        ("FR", false, None, TaxTreatment::Standard),
        ("MC", true, None, TaxTreatment::Standard),
        ("DE", true, Some(&de), TaxTreatment::ReverseCharge),
        ("DE", true, None, TaxTreatment::Standard),
        ("DE", false, Some(&de), TaxTreatment::Standard),
        // An id of another country says nothing about this one.
        ("AT", true, Some(&de), TaxTreatment::Standard),
        ("DE", true, Some(&fr), TaxTreatment::Standard),
        ("US", true, None, TaxTreatment::OutsideScope),
        ("US", false, None, TaxTreatment::OutsideScope),
        ("GB", true, Some(&xi), TaxTreatment::OutsideScope),
        ("CH", true, None, TaxTreatment::OutsideScope),
    ];
    for (country, is_company, valid_vat_id, treatment) in table {
        assert_eq!(vat::treatment(&Buyer { country, is_company, valid_vat_id }), treatment, "{country}");
    }
    let greek = VatId::parse("EL123456789").unwrap();
    let buyer = Buyer { country: "GR", is_company: true, valid_vat_id: Some(&greek) };
    assert_eq!(vat::treatment(&buyer), TaxTreatment::ReverseCharge);

    let taxes = [(238_115, 47_623), (1, 0), (2, 0), (3, 1), (-3, -1), (-238_115, -47_623), (0, 0)];
    for (base, tax) in taxes {
        assert_eq!(vat::tax(TaxTreatment::Standard, base).map(|line| line.tax), Ok(tax), "{base}");
        assert_eq!(vat::tax(TaxTreatment::OutsideScope, base).map(|line| line.tax), Ok(0));
    }
    let codes = TaxTreatment::ALL.map(|treatment| (treatment.code(), treatment.exemption()));
    assert_eq!(codes, [("S", None), ("AE", Some("VATEX-EU-AE")), ("O", Some("VATEX-EU-O"))]);
}

proptest! {
    #[test]
    fn every_transaction_sums_up_to_nothing(a in any::<i64>(), b in any::<i64>()) {
        let made = [
            Transaction::invoice(a, b), Transaction::credit_note(a, b), Transaction::bank_payment(a),
            Transaction::provider_payment(a), Transaction::payout(a, b), Transaction::write_off(a),
        ];
        for one in made.into_iter().flatten() {
            prop_assert_eq!(one.postings().iter().map(|posting| i128::from(posting.minor)).sum::<i128>(), 0);
        }
    }

    #[test]
    fn a_reference_with_one_wrong_character_is_none(number in "[A-Z0-9]{1,21}", place in 2_usize..25, c in "[A-Z0-9]") {
        let reference = creditor_reference(&number).unwrap();
        prop_assert_eq!(parse(&reference), Some(reference.clone()));
        if let Some(was) = reference.get(place..=place).filter(|was| *was != c) {
            let wrong = format!("{}{c}{}", &reference[..place], &reference[place + 1..]);
            // A letter behind RF in place of a check digit makes it none anyway; two digits for a letter may happen to check.
            if was.parse::<u8>().is_ok() == c.parse::<u8>().is_ok() {
                prop_assert_eq!(parse(&wrong), None, "{}", wrong);
            }
        }
    }
}

#[test]
fn the_ledger_says_who_owes_and_who_has_paid() {
    let sides = |transaction: Result<Transaction, Overflow>| {
        transaction.unwrap().postings().iter().map(|one| (one.account, one.minor)).collect::<Vec<_>>()
    };
    use Account::*;
    let invoice = [(Receivable, 280_800), (Revenue, -234_000), (Vat, -46_800)];
    assert_eq!(sides(Transaction::invoice(234_000, 46_800)), invoice);
    let credit = [(Receivable, -1200), (Revenue, 1000), (Vat, 200)];
    assert_eq!(sides(Transaction::credit_note(1000, 200)), credit);
    assert_eq!(sides(Transaction::bank_payment(500)), [(Bank, 500), (Receivable, -500)]);
    assert_eq!(sides(Transaction::provider_payment(500)), [(Provider, 500), (Receivable, -500)]);
    assert_eq!(sides(Transaction::payout(485, 15)), [(Bank, 485), (Provider, -500), (ProviderFees, 15)]);
    assert_eq!(sides(Transaction::write_off(500)), [(WriteOff, 500), (Receivable, -500)]);
    assert_eq!(
        sides(Transaction::invoice(100, 0)),
        [(Receivable, 100), (Revenue, -100)],
        "no VAT, no posting"
    );
    let back = Transaction::bank_payment(500).unwrap().reversed();
    assert_eq!(sides(back), [(Bank, -500), (Receivable, 500)]);
    assert_eq!(Transaction::invoice(i64::MAX, 1), Err(Overflow));
}

#[test]
fn references_are_those_of_the_standard() {
    // Of ISO 11649's examples, as banks publish them.
    for right in ["RF18539007547034", "RF18 5390 0754 7034", "rf18539007547034"] {
        assert_eq!(parse(right).as_deref(), Some("RF18539007547034"));
    }
    assert_eq!(creditor_reference("539007547034").as_deref(), Some("RF18539007547034"));
    let ours = creditor_reference("HQ-2026-000001").unwrap();
    assert_eq!(&ours[4..], "HQ2026000001");
    assert_eq!(parse(&ours), Some(ours));
    for wrong in ["RF19539007547034", "RF18", "18539007547034", "RFA8539007547034", "RF18é", ""] {
        assert_eq!(parse(wrong), None, "{wrong}");
    }
    assert_eq!(creditor_reference("--"), None);
    assert_eq!(creditor_reference(&"1".repeat(22)), None);
}

#[test]
fn what_is_not_paid_goes_through_dated_steps() {
    let paris = zone("Europe/Paris").unwrap();
    let at = |month, of| midnight(day(2026, month, of), &paris).unwrap();
    let due = at(3, 20);
    let expected = [
        (Step::Due, at(3, 21)),
        (Step::Reminder, at(3, 27)),
        (Step::Second, at(4, 10)),
        (Step::Last, at(5, 4)),
    ];
    assert_eq!(overdue::steps(due, &paris), Ok(expected));
    let now = |moment| overdue::step(due, &paris, moment).unwrap();
    assert_eq!(now(at(3, 21) - 1), None, "the day itself is in time");
    for (step, moment) in expected {
        assert_eq!(now(moment), Some(step));
        assert!(now(moment - 1) < Some(step));
    }
}

#[test]
fn a_budget_is_told_once_at_each_step() {
    assert!(alerts::reached(10_000, 4999, &[]).is_empty());
    assert_eq!(alerts::reached(10_000, 5000, &[]), [50]);
    assert_eq!(alerts::reached(10_000, 8000, &[50]), [80]);
    assert_eq!(alerts::reached(10_000, 20_000, &[]), [50, 80, 100]);
    assert!(alerts::reached(10_000, 20_000, &[50, 80, 100]).is_empty());
    assert_eq!(alerts::reached(i64::MAX, i64::MAX, &[]), [50, 80, 100]);
    assert!(alerts::reached(0, 1, &[]).is_empty());
}

#[test]
fn it_goes_on_as_it_went() {
    let month = Period { start: 0, end: 30 * DAY };
    assert_eq!(forecast::by_the_end(month, 10 * DAY, 1000), Ok(Some(3000)));
    assert_eq!(forecast::by_the_end(month, 30 * DAY, 1000), Ok(Some(1000)));
    assert_eq!(forecast::by_the_end(month, 90 * DAY, 1000), Ok(Some(1000)), "what is over is over");
    assert_eq!(forecast::by_the_end(month, 0, 0), Ok(None));
    assert_eq!(forecast::by_the_end(month, -DAY, 0), Ok(None));
    assert_eq!(forecast::by_the_end(month, 1000, i64::MAX), Err(Overflow));
}
