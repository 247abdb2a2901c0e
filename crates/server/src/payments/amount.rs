//! Amounts as people and banks write them.

/// Currencies whose smallest unit is not a hundredth (ISO 4217).
const WHOLE: [&str; 16] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
    "XPF",
];
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// With how many decimals an amount of a currency is written.
#[must_use]
pub fn decimals(currency: &str) -> usize {
    match currency {
        _ if WHOLE.contains(&currency) => 0,
        _ if THOUSANDTHS.contains(&currency) => 3,
        _ => 2,
    }
}

/// An amount for people: `1234.50 EUR`.
#[must_use]
pub fn shown(minor: i64, currency: &str) -> String {
    let decimals = decimals(currency);
    let sign = if minor < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = decimals + 1);
    match digits.split_at_checked(digits.len() - decimals) {
        Some((whole, part)) if !part.is_empty() => format!("{sign}{whole}.{part} {currency}"),
        _ => format!("{sign}{digits} {currency}"),
    }
}

/// An amount as banks and operators write it, `1234.5`, in minor units; none where it is none, is less than 0, is more exact
/// than the currency, or is too large.
#[must_use]
pub fn parse(text: &str, currency: &str) -> Option<i64> {
    let decimals = decimals(currency);
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let (kept, beyond) = part.split_at_checked(decimals).unwrap_or((part, ""));
    if beyond.bytes().any(|byte| byte != b'0') {
        return None;
    }
    format!("{whole}{kept:0<decimals$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_they_are_shown() {
        for (text, currency, minor) in [
            ("0", "EUR", 0),
            ("0.05", "EUR", 5),
            ("12", "EUR", 1200),
            ("12.5", "EUR", 1250),
            ("12.50000", "EUR", 1250),
            ("1234567.89", "EUR", 123_456_789),
            ("1500", "JPY", 1500),
            ("1.234", "TND", 1234),
        ] {
            assert_eq!(parse(text, currency), Some(minor), "{text}");
            let shown = shown(minor, currency);
            assert_eq!(parse(shown.trim_end_matches(|c: char| !c.is_ascii_digit()), currency), Some(minor));
        }
        assert_eq!(shown(5, "EUR"), "0.05 EUR");
        assert_eq!(shown(-5, "EUR"), "-0.05 EUR");
        assert_eq!(shown(-1250, "EUR"), "-12.50 EUR");
        assert_eq!(shown(1500, "JPY"), "1500 JPY");
    }

    #[test]
    fn what_is_no_amount_is_none() {
        for text in [
            "",
            ".",
            ".5",
            "1.",
            "1..5",
            "1.5.",
            "-1",
            "+1",
            "1,50",
            "1.234",
            "1e3",
            "0x1",
            " ",
            "1 000",
            "99999999999999999999",
            "１",
        ] {
            assert_eq!(parse(text, "EUR"), None, "{text}");
        }
        assert_eq!(parse("1.5", "JPY"), None);
    }
}
