//! Finds references (ISO 11649) in what payers write.

use super::camt::Line;
use hq_billing::reference;

/// The longest reference: `RF`, two digits, 21 characters.
const LONGEST: usize = 25;

/// The references in a line, each once: those given as such, and those within the payer's words, with or without spaces.
#[must_use]
pub fn of(line: &Line) -> Vec<String> {
    let mut found: Vec<String> = line.references.iter().filter_map(|text| reference::parse(text)).collect();
    found.extend(within(&line.remittance));
    found.sort_unstable();
    found.dedup();
    found
}

fn within(text: &str) -> Vec<String> {
    let upper = text.to_ascii_uppercase();
    let starts = upper.match_indices("RF").map(|(at, _)| at).filter(|at| {
        let before = upper.get(..*at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_ascii_alphanumeric())
    });
    starts.filter_map(|at| upper.get(at..)).flat_map(from).collect()
}

/// Every reference that begins here: it may end at any end of a word.
fn from(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut so_far = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_ascii_alphanumeric() {
            so_far.push(c);
        } else if !c.is_whitespace() {
            break;
        }
        if so_far.len() > LONGEST {
            break;
        }
        let ends = rest.peek().is_none_or(|next| !next.is_ascii_alphanumeric());
        if c.is_ascii_alphanumeric() && ends {
            found.extend(reference::parse(&so_far));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(remittance: &str, references: &[&str]) -> Line {
        Line {
            account: "FR7630006000011234567890189".to_owned(),
            entry_reference: "1".to_owned(),
            booked_on: "2026-03-01".to_owned(),
            minor: 100,
            currency: "EUR".to_owned(),
            remittance: remittance.to_owned(),
            references: references.iter().map(|&text| text.to_owned()).collect(),
            debtor: None,
        }
    }

    #[test]
    fn references_are_found_however_they_are_written() {
        let reference = reference::creditor_reference("HQ-2026-000001").unwrap();
        let spaced: String = reference
            .chars()
            .enumerate()
            .flat_map(|(i, c)| (i % 4 == 0).then_some(' ').into_iter().chain([c]))
            .collect();
        for text in [
            reference.clone(),
            reference.to_lowercase(),
            format!("invoice {reference}, thank you"),
            format!("/RFB/{reference}/"),
            format!("paid{spaced}"),
            format!("Virement{spaced} de Acme SAS"),
        ] {
            assert_eq!(of(&line(&text, &[])), std::slice::from_ref(&reference), "{text}");
        }
        assert_eq!(of(&line("", &[&reference])), std::slice::from_ref(&reference));
        assert_eq!(of(&line(&reference, &[&reference, "E2E-1"])), [reference]);
    }

    #[test]
    fn what_is_none_is_not_found() {
        let reference = reference::creditor_reference("HQ-2026-000001").unwrap();
        for text in [
            "no reference".to_owned(),
            "RF".to_owned(),
            "RF00".to_owned(),
            reference.replace('1', "2"),
            format!("X{reference}"),
            "RF".repeat(200),
        ] {
            assert_eq!(of(&line(&text, &[])), Vec::<String>::new(), "{text}");
        }
    }
}
