//! The reference by which a bank transfer says which invoice it pays: ISO 11649.

/// The most characters behind `RF` and the check digits.
const MAX: usize = 21;

/// The reference of an invoice's number: its letters and digits behind `RF` and two check digits, `HQ-2026-000001` → `RF…HQ2026000001`.
/// None where it has none of them, or more than 21.
#[must_use]
pub fn creditor_reference(number: &str) -> Option<String> {
    let body: String =
        number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    if body.is_empty() || body.len() > MAX {
        return None;
    }
    let check = 98 - remainder(body.bytes().chain(*b"RF00"));
    Some(format!("RF{check:02}{body}"))
}

/// A reference as a bank or a person writes it, without spaces and in capitals; none where it is no reference or a digit is wrong.
#[must_use]
pub fn parse(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let rest = text.strip_prefix("RF").filter(|rest| rest.is_ascii())?;
    let (check, body) = rest.split_at_checked(2)?;
    let well_formed = check.bytes().all(|b| b.is_ascii_digit())
        && (1..=MAX).contains(&body.len())
        && body.bytes().all(|b| b.is_ascii_alphanumeric());
    let right = well_formed && remainder(body.bytes().chain(*b"RF").chain(check.bytes())) == 1;
    right.then_some(text)
}

/// The remainder by 97, where A is 10 and Z is 35 (ISO 7064, MOD 97-10): also that of an IBAN.
pub(crate) fn remainder(text: impl Iterator<Item = u8>) -> u32 {
    text.filter_map(|b| char::from(b).to_digit(36)).fold(0, |rest, value| {
        let shift = if value < 10 { 10 } else { 100 };
        (rest * shift + value) % 97
    })
}
