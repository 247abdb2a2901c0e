//! The operator's file.

use hq_billing::{
    PriceFile, SupportLevel,
    price_book::{DEMO, PriceBook},
    seller::Seller,
    usage::{Dimension, Metered, ResourceKind},
};
use hq_contract::plan::Plan;

#[test]
fn the_sample_has_the_plans_of_the_pictures() {
    let file = PriceFile::check(DEMO).unwrap();
    let plans = Plan::ALL.map(|plan| {
        let plan = file.prices.plan(plan);
        (plan.month, plan.included_fpu, plan.included_storage_gb, plan.dataplants, plan.trial_days)
    });
    assert_eq!(
        plans,
        [(Some(9000), 0, 50, Some(1), 7), (Some(135_000), 8, 250, Some(2), 0), (None, 32, 1000, None, 0)]
    );
    assert_eq!(SupportLevel::ALL.map(|level| file.prices.support(level)), [0, 99_000, 249_000]);
    let micro = ResourceKind::ALL
        .map(|kind| file.prices.unit_price(Metered { dimension: Dimension::Fpu, kind }).micro);
    assert_eq!(micro, [120_000, 120_000, 360_000, 0, 120_000]);
    assert_eq!((file.prices.storage.micro, file.prices.committed_fpu), (100_000, 6500));
    assert!(file.vouchers);
    assert_eq!(PriceBook::demo(), Ok(file.prices));
    assert_eq!(Seller::demo(), Ok(file.seller.clone()));
    assert_eq!(file.seller.bank.iban, "FR1420041010050500013M02606");
    assert_eq!(Seller::prefix(&file.seller.invoice_series, 2026), "HQ-2026-");
}

/// The sample with something else in it: the faults as they are shown.
fn faults(edits: &[(&str, &str)]) -> Vec<String> {
    let mut text = DEMO.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    PriceFile::check(&text).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

/// The line of the sample that has a text.
fn line(of: &str) -> usize {
    DEMO.lines().position(|line| line.contains(of)).unwrap() + 1
}

#[test]
fn every_fault_is_said_with_its_place() {
    let said = faults(&[
        ("month = \"90.00\"", "month = \"90,00\""),
        ("siren = \"123456782\"", "siren = \"123456789\""),
        ("dataplant = \"0.12\"", "dataplant = \"0.1234567\""),
        ("3M02 606", "3M02 607"),
    ]);
    let places = [
        ("month = \"90.00\"", "plans.standard.month"),
        ("dataplant = \"0.12\"", "fpu_hour.dataplant"),
        ("siren =", "seller.siren"),
        ("iban =", "seller.bank.iban"),
    ];
    assert_eq!(said.len(), places.len(), "{said:?}");
    for (said, (text, place)) in said.iter().zip(places) {
        assert!(said.starts_with(&format!("line {}: {place}: ", line(text))), "{said}");
    }
}

#[test]
fn each_entry_is_checked() {
    let table = [
        ("version = 1", "version = 0", "version"),
        ("currency = \"EUR\"", "currency = \"JPY\"", "currency"),
        ("yearly_rebate_percent = 10", "yearly_rebate_percent = 101", "yearly_rebate_percent"),
        ("month = \"90.00\"", "month = \"-90\"", "plans.standard.month"),
        ("month = \"90.00\"", "month = \"90.\"", "plans.standard.month"),
        ("month = \"90.00\"", "month = \"\"", "plans.standard.month"),
        ("month = \"90.00\"", "month = \"10000000000\"", "plans.standard.month"),
        ("month = \"90.00\"", "month = \"1400\"", "plans"),
        ("trial_days = 7", "trial_days = 1000", "plans.standard.trial_days"),
        ("dataplants = 2", "seats = 0", "plans.premium.seats"),
        ("advanced = \"990.00\"", "advanced = \"9900.00\"", "support"),
        ("gb_month = \"0.10\"", "gb_month = \"1e3\"", "storage.gb_month"),
        ("fpu_month = \"65.00\"", "fpu_month = \"65.001\"", "committed.fpu_month"),
        ("name = \"HQ Demo\"", "name = \" \"", "seller.name"),
        ("FR11123456782", "FR12123456782", "seller.vat_id"),
        ("FR11123456782", "FR83404833048", "seller.vat_id"),
        ("billing@hq.example", "billing", "seller.email"),
        ("country = \"FR\"", "country = \"DE\"", "seller.address.country"),
        ("lines = [\"12 rue de la République\"]", "lines = []", "seller.address.lines"),
        ("PSSTFRPPLYO", "PSSTFRP", "seller.bank.bic"),
        ("series = \"HQ-{year}-\"", "series = \"HQ-\"", "invoices.series"),
        ("series = \"HQ-{year}-\"", "series = \"HQ {year}\"", "invoices.series"),
        (
            "credit_note_series = \"HQA-{year}-\"",
            "credit_note_series = \"HQ-{year}-\"",
            "invoices.credit_note_series",
        ),
        ("payment_days = 30", "payment_days = 90", "invoices.payment_days"),
        ("text_aab = \"Pas", "text_aab = \"a\\nPas", "invoices.text_aab"),
    ];
    for (from, to, place) in table {
        let said = faults(&[(from, to)]);
        assert!(said.len() == 1 && said[0].contains(&format!(": {place}: ")), "{to}: {said:?}");
    }
}

#[test]
fn what_cannot_be_read_is_said_with_its_line() {
    let at = line("vouchers = true");
    for (to, word) in [("vouchers = maybe", ""), ("voucher = true", "voucher")] {
        let said = faults(&[("vouchers = true", to)]);
        assert!(
            said.len() == 1 && said[0].starts_with(&format!("line {at}: ")) && said[0].contains(word),
            "{said:?}"
        );
    }
    let said = faults(&[("vouchers = true\n", "")]);
    assert!(said[0].contains("missing field `vouchers`"), "{said:?}");
}
