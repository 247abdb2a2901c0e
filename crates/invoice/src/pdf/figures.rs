//! Amounts, quantities and dates as a language writes them.

use crate::document::{Language, Line, TaxCategory};
use time::Date;

const MINUS: &str = "\u{2212}";

/// `€1,234.56`, `1 234,56 €`.
pub(super) fn money(minor: i64, language: Language) -> String {
    let sign = if minor < 0 { MINUS } else { "" };
    let number = plain(minor.unsigned_abs(), 2, 2, language);
    match language {
        Language::En => format!("{sign}€{number}"),
        Language::Fr => format!("{sign}{number}\u{a0}€"),
    }
}

/// `1,234.56`: where a heading names the currency.
pub(super) fn amount(minor: i64, language: Language) -> String {
    number(minor, 2, 2, language)
}

/// A number in units of 10⁻ᵖˡᵃᶜᵉˢ, with at least so many decimals.
fn number(value: i64, places: u32, least: usize, language: Language) -> String {
    let sign = if value < 0 { MINUS } else { "" };
    format!("{sign}{}", plain(value.unsigned_abs(), places, least, language))
}

fn plain(value: u64, places: u32, least: usize, language: Language) -> String {
    let unit = 10_u64.pow(places);
    let (group, point) = match language {
        Language::En => (',', '.'),
        Language::Fr => ('\u{202f}', ','),
    };
    let digits = (value / unit).to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    let decimals = format!("{:0width$}", value % unit, width = places as usize);
    let kept = decimals.trim_end_matches('0').len().max(least);
    if let Some(decimals) = decimals.get(..kept).filter(|decimals| !decimals.is_empty() && places > 0) {
        text.push(point);
        text.push_str(decimals);
    }
    text
}

/// `1,234,567 s`.
pub(super) fn quantity(line: &Line, language: Language) -> String {
    with_unit(number(line.signed_quantity(), 4, 0, language), &line.quantity.unit, language)
}

/// `0.12 / 3,600 s`: the price of a unit, or of so many.
pub(super) fn price(line: &Line, language: Language) -> String {
    let price = number(line.unit_price.micro, 6, 2, language);
    let base = line.unit_price.base_quantity;
    if base == 1 {
        return price;
    }
    let base = number(base, 0, 0, language);
    format!("{price} / {}", with_unit(base, &line.quantity.unit, language))
}

fn with_unit(number: String, code: &str, language: Language) -> String {
    let unit = match (code, language) {
        ("C62" | "H87" | "EA", _) => return number,
        ("SEC", _) => "s",
        ("MIN", _) => "min",
        ("HUR", _) => "h",
        ("DAY", Language::En) => "d",
        ("DAY", Language::Fr) => "j",
        ("MON", Language::En) => "mo",
        ("MON", Language::Fr) => "mois",
        ("ANN", Language::En) => "y",
        ("ANN", Language::Fr) => "an",
        ("E34", Language::En) => "GB",
        ("E34", Language::Fr) => "Go",
        (other, _) => other,
    };
    format!("{number}\u{a0}{unit}")
}

/// `20 %`; a dash where there is no rate.
pub(super) fn rate(category: TaxCategory, language: Language) -> String {
    let Some(rate) = category.per_mille() else { return "–".to_owned() };
    let number = number(i64::from(rate), 1, 0, language);
    match language {
        Language::En => format!("{number}%"),
        Language::Fr => format!("{number}\u{a0}%"),
    }
}

/// `1 December 2026`, `1ᵉʳ décembre 2026`.
pub(super) fn date(date: Date, language: Language) -> String {
    let names = match language {
        Language::En => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        Language::Fr => [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
    };
    let name = names.get(usize::from(u8::from(date.month())).saturating_sub(1)).copied().unwrap_or_default();
    let first = if date.day() == 1 && language == Language::Fr { "er" } else { "" };
    format!("{}{first}\u{a0}{name} {}", date.day(), date.year())
}

/// `1–30 November 2026`: what both days share is said once.
pub(super) fn period((first, last): (Date, Date), language: Language) -> String {
    if first == last {
        return date(first, language);
    }
    let end = date(last, language);
    if (first.year(), first.month()) == (last.year(), last.month()) {
        let ordinal = if first.day() == 1 && language == Language::Fr { "er" } else { "" };
        return format!("{}{ordinal}–{end}", first.day());
    }
    let begin = date(first, language);
    let year = format!(" {}", first.year());
    let begin = if first.year() == last.year() { begin.trim_end_matches(&year) } else { &begin };
    format!("{begin} – {end}")
}

/// An IBAN or a reference in groups of four.
pub(super) fn fours(text: &str) -> String {
    let plain: Vec<char> = text.chars().filter(|character| !character.is_whitespace()).collect();
    let groups: Vec<String> = plain.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn money_is_written_as_a_language_writes_it() {
        assert_eq!(money(123_456_789, Language::En), "€1,234,567.89");
        assert_eq!(money(-123_456, Language::Fr), "\u{2212}1\u{202f}234,56\u{a0}€");
        assert_eq!(amount(5, Language::En), "0.05");
    }

    #[test]
    fn rates_and_dates() {
        assert_eq!(rate(TaxCategory::S { per_mille: 55 }, Language::Fr), "5,5\u{a0}%");
        assert_eq!(rate(TaxCategory::AE, Language::En), "0%");
        assert_eq!(super::date(date!(2026 - 12 - 01), Language::Fr), "1er\u{a0}décembre 2026");
        let november = (date!(2026 - 11 - 01), date!(2026 - 11 - 30));
        assert_eq!(period(november, Language::En), "1–30\u{a0}November 2026");
        let autumn = (date!(2026 - 09 - 15), date!(2026 - 11 - 30));
        assert_eq!(period(autumn, Language::En), "15\u{a0}September – 30\u{a0}November 2026");
        let winter = (date!(2026 - 12 - 15), date!(2027 - 01 - 14));
        assert_eq!(period(winter, Language::Fr), "15\u{a0}décembre 2026 – 14\u{a0}janvier 2027");
        assert_eq!(fours("FR1420041010 050500013M02606"), "FR14 2004 1010 0505 0001 3M02 606");
    }
}
