//! Numbers with check digits.

/// Nine digits whose last one is right (Luhn).
pub(super) fn is_siren(siren: &str) -> bool {
    let digits: Option<Vec<u32>> = siren.chars().map(|digit| digit.to_digit(10)).collect();
    digits.is_some_and(|digits| {
        let sum: u32 = digits
            .iter()
            .rev()
            .enumerate()
            .map(|(place, digit)| if place % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit })
            .sum();
        digits.len() == 9 && sum.is_multiple_of(10)
    })
}

/// A country and what it calls its companies. Of French ids with digits for a key, the key has to be right.
pub(super) fn is_vat_id(id: &str) -> bool {
    let Some((country, rest)) = id.split_at_checked(2) else { return false };
    let form = country.bytes().all(|byte| byte.is_ascii_uppercase())
        && (2..=13).contains(&rest.len())
        // Ireland's older ids have a plus or an asterisk.
        && rest.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"+*".contains(&byte));
    form && (country != "FR" || is_french_key(rest))
}

fn is_french_key(rest: &str) -> bool {
    let Some((key, siren)) = rest.split_at_checked(2) else { return false };
    let Ok(number) = siren.parse::<u64>() else { return false };
    // A key with a letter is of the new kind, which has another check.
    siren.len() == 9 && key.parse::<u64>().map_or(true, |key| key == (12 + 3 * (number % 97)) % 97)
}

/// ISO 13616.
pub(super) fn is_iban(iban: &str) -> bool {
    let plain: String = iban.chars().filter(|character| *character != ' ').collect();
    (15..=34).contains(&plain.len())
        && plain.chars().take(2).all(|letter| letter.is_ascii_uppercase())
        && remainder(&plain) == Some(1)
}

/// ISO 9362.
pub(super) fn is_bic(bic: &str) -> bool {
    matches!(bic.len(), 8 | 11)
        && bic.bytes().take(6).all(|byte| byte.is_ascii_uppercase())
        && bic.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// ISO 11649.
pub(super) fn is_creditor_reference(reference: &str) -> bool {
    reference.starts_with("RF") && (5..=25).contains(&reference.len()) && remainder(reference) == Some(1)
}

/// ISO 7064, MOD 97-10: the first four characters come last, and letters are 10 to 35.
fn remainder(text: &str) -> Option<u32> {
    let (head, rest) = text.split_at_checked(4)?;
    rest.chars().chain(head.chars()).try_fold(0, |sum, character| {
        let value = character.to_digit(36).filter(|_| !character.is_ascii_lowercase())?;
        Some((if value > 9 { sum * 100 + value } else { sum * 10 + value }) % 97)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_checked() {
        assert!(is_siren("123456782") && is_siren("732829320"));
        assert!(!is_siren("123456783") && !is_siren("12345678") && !is_siren("12345678A"));
        assert!(is_vat_id("FR11123456782") && is_vat_id("DE136695976") && is_vat_id("FRK7123456782"));
        assert!(
            !is_vat_id("FR12123456782") && !is_vat_id("DE1") && !is_vat_id("de136695976") && !is_vat_id("É")
        );
        assert!(is_iban("FR14 2004 1010 0505 0001 3M02 606") && is_iban("DE89370400440532013000"));
        assert!(!is_iban("FR1520041010050500013M02606") && !is_iban("fr1420041010050500013M02606"));
        assert!(is_bic("BNPAFRPP") && is_bic("BNPAFRPPXXX") && !is_bic("BNPAFRP"));
        assert!(is_creditor_reference("RF18539007547034") && !is_creditor_reference("RF19539007547034"));
    }
}
