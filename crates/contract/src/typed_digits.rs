//! Digits and letters as people type and paste them: in the digits of their script, in full width, with spaces, hyphens and
//! marks that nobody sees between them.

/// The zeros of all decimal digits (Unicode 16, general category Nd); each is followed by its one to nine (Unicode
/// Standard, 4.6).
const ZEROS: [u32; 76] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50,
    0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
    0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40,
    0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA,
    0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0,
    0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0,
    0x1E5F1, 0x1E950, 0x1FBF0,
];

/// What a code says, whatever it was typed with: ASCII digits and small letters, without what only makes it readable. Any
/// other character stays as it is, for the reader to refuse.
pub fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_between(*c)).map(|c| digit(c).unwrap_or_else(|| letter(c)))
}

/// A decimal digit of any script, as the ASCII one.
fn digit(c: char) -> Option<char> {
    let value = |zero: &u32| u32::from(c).checked_sub(*zero).filter(|value| *value < 10);
    char::from_digit(ZEROS.iter().find_map(value)?, 10)
}

/// A Latin letter, in full width or not, in lower case.
fn letter(c: char) -> char {
    let narrow = match c {
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    narrow.to_ascii_lowercase()
}

/// Spaces, hyphens (Unicode's property Dash, and the long vowel that a Japanese keyboard gives for one), and marks without
/// width that come along when something is copied.
const fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '\u{58A}' | '\u{5BE}' | '\u{1400}' | '\u{1806}' | '\u{2010}'
                ..='\u{2015}'
                    | '\u{2043}'
                    | '\u{2053}'
                    | '\u{207B}'
                    | '\u{208B}'
                    | '\u{2212}'
                    | '\u{2E17}'
                    | '\u{2E1A}'
                    | '\u{2E3A}'
                    | '\u{2E3B}'
                    | '\u{2E40}'
                    | '\u{2E5D}'
                    | '\u{301C}'
                    | '\u{3030}'
                    | '\u{30A0}'
                    | '\u{30FC}'
                    | '\u{FE31}'
                    | '\u{FE32}'
                    | '\u{FE58}'
                    | '\u{FE63}'
                    | '\u{FF0D}'
                    | '\u{FF70}'
                    | '\u{10D6E}'
                    | '\u{10EAD}'
        )
        || matches!(
            c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{2069}' | '\u{2800}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        plain(text).collect()
    }

    #[test]
    fn digits_of_any_script_are_digits() {
        for text in ["１２３４５６", "٠١٢٣٤٥", "۱۲۳۴۵۶", "१२३४५६", "১২৩৪৫৬", "๑๒๓๔๕๖", "𝟏𝟐𝟑𝟒𝟓𝟔", "𝟷𝟸𝟹𝟺𝟻𝟼"]
        {
            let digits = read(text);
            assert!(digits == "123456" || digits == "012345", "{text}: {digits}");
        }
    }

    #[test]
    fn each_zero_begins_ten_digits() {
        for zero in ZEROS {
            for value in 0..10 {
                let c = char::from_u32(zero + value).unwrap();
                assert!(c.is_numeric(), "{c}");
                assert_eq!(digit(c), char::from_digit(value, 10));
            }
        }
        assert!(ZEROS.is_sorted());
        // Numbers, but no decimal digits.
        for other in ['²', '½', 'Ⅳ', '①', '四', '/', ':'] {
            assert_eq!(digit(other), None, "{other}");
        }
    }

    #[test]
    fn what_stands_between_is_left_out() {
        for between in [
            " ", "\u{a0}", "\u{202f}", "\u{3000}", "-", "‑", "–", "—", "−", "－", "ー", "\u{200b}",
            "\u{feff}",
        ] {
            assert_eq!(read(&format!("{between}123{between}456{between}")), "123456", "{between:?}");
        }
        assert_eq!(read("\u{2066}ＡＢＣＤ－efgh\u{2069}"), "abcdefgh");
        assert_eq!(read("1.2"), "1.2", "anything else is for the reader to refuse");
    }
}
