//! Laws about amounts of any size.

use crate::samples::{self, FRANCE};
use hq_invoice::*;
use proptest::prelude::*;

/// The texts of all elements of that name.
fn texts<'a>(tree: &'a roxmltree::Document<'_>, name: &str) -> Vec<&'a str> {
    let found = tree.descendants().filter(|node| node.tag_name().name() == name);
    found.filter_map(|node| node.text()).collect()
}

/// A decimal number in units of 10⁻ᵖˡᵃᶜᵉˢ, read apart from how it was written.
fn read(text: &str, places: usize) -> i128 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    assert!(decimals.len() <= places, "{text}");
    format!("{whole}{decimals:0<places$}").parse().expect("a number")
}

fn rates() -> impl Strategy<Value = TaxCategory> {
    prop_oneof![Just(200), Just(100), Just(55), Just(21)].prop_map(|per_mille| TaxCategory::S { per_mille })
}

fn measured() -> impl Strategy<Value = Line> {
    (any::<bool>(), 0..10_i64.pow(12), 0..10_i64.pow(9), 1..10_000_i64, rates()).prop_map(
        |(back, quantity, micro, base, tax)| {
            let exact = i128::from(quantity) * i128::from(micro);
            let divisor = i128::from(base) * 100_000_000;
            let net = i64::try_from((exact * 2 + divisor) / (divisor * 2)).expect("within limits");
            Line {
                quantity: Quantity { ten_thousandths: quantity, unit: "SEC".to_owned() },
                unit_price: UnitPrice { micro, base_quantity: base },
                net: if back { -net } else { net },
                ..Line::flat("Measured", 0, tax)
            }
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_what_was_said(lines in prop::collection::vec(measured(), 1..12), paid: bool) {
        let document = samples::with(Document { paid, ..samples::france() }, lines);
        let written = match xml(&document) {
            Ok(written) => String::from_utf8(written).expect("UTF-8"),
            // Only for its size.
            Err(fault) => {
                prop_assert_eq!(&fault.reason, &Reason::Size, "{}", fault);
                return Ok(());
            }
        };
        let tree = roxmltree::Document::parse(&written).expect("well-formed");
        let one = |name| read(texts(&tree, name)[0], 2);
        let nets: Vec<i128> = texts(&tree, "LineTotalAmount").iter().map(|text| read(text, 2)).collect();
        let (total, each) = nets.split_last().expect("a total");
        prop_assert_eq!(each.iter().sum::<i128>(), *total);
        prop_assert_eq!(*total, i128::from(document.totals.net));
        let taxes: i128 = texts(&tree, "CalculatedAmount").iter().map(|text| read(text, 2)).sum();
        prop_assert_eq!(one("TaxTotalAmount"), taxes);
        prop_assert_eq!(one("GrandTotalAmount"), total + taxes);
        prop_assert_eq!(one("DuePayableAmount"), if paid { 0 } else { total + taxes });

        let quantities = texts(&tree, "BilledQuantity");
        let prices = texts(&tree, "ChargeAmount");
        for (index, line) in document.lines.iter().enumerate() {
            let base = i128::from(line.unit_price.base_quantity);
            prop_assert!(!prices[index].starts_with('-'));
            let exact = read(quantities[index], 4) * read(prices[index], 6);
            let distance = (each[index] * base * 100_000_000 - exact).abs();
            prop_assert!(distance * 2 <= base * 100_000_000, "half a cent at most");
        }
    }

    #[test]
    fn nothing_panics(
        net: i64, quantity: i64, micro: i64, base: i64, tax: i64, gross: i64, prepaid: i64, per_mille: u32,
    ) {
        let category = TaxCategory::S { per_mille };
        let line = Line {
            quantity: Quantity { ten_thousandths: quantity, unit: "C62".to_owned() },
            unit_price: UnitPrice { micro, base_quantity: base },
            net,
            ..Line::flat("Anything", 0, category)
        };
        let document = Document {
            lines: vec![line, Line::flat("Anything", net, FRANCE)],
            taxes: vec![Tax { category, base: net, amount: tax }],
            totals: Totals { lines: net, net, tax, gross, prepaid, due: gross },
            ..samples::france()
        };
        prop_assert!(xml(&document).is_err());
    }
}
