//! Names from right to left within a sentence from left to right (Unicode Standard Annex #9).

use std::borrow::Cow;

/// FIRST STRONG ISOLATE: what follows has its own direction, and none on what is around it.
const FSI: char = '\u{2068}';
/// POP DIRECTIONAL ISOLATE: ends it, and every embedding and override that was left open within.
const PDI: char = '\u{2069}';

/// A text as it can stand within another: between U+2068 and U+2069 where it could turn the other round (UAX #9, 2.4.2),
/// and as it is where it could not, so that nothing is added to most names. Every argument of a text passes through here;
/// what is put together in another way calls it.
///
/// An isolate ends with its paragraph, so each line has its own. One that the text itself would end too early goes on.
#[must_use]
pub fn isolate(text: &str) -> Cow<'_, str> {
    if !text.chars().any(turns) {
        return Cow::Borrowed(text);
    }
    let mut isolated = String::with_capacity(text.len() + 6);
    isolated.push(FSI);
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '\u{2066}'..=FSI => open += 1,
            PDI if open == 0 => continue,
            PDI => open -= 1,
            '\n' | '\r' | '\u{85}' | '\u{2029}' => {
                isolated.extend(std::iter::repeat_n(PDI, open + 1));
                isolated.extend([c, FSI]);
                open = 0;
                continue;
            }
            _ => {}
        }
        isolated.push(c);
    }
    isolated.extend(std::iter::repeat_n(PDI, open + 1));
    Cow::Owned(isolated)
}

/// Whether a character runs from right to left or changes the direction: the ranges whose unassigned characters are R or
/// AL too (`DerivedBidiClass.txt`), and explicit formatting (UAX #9, 2.1 to 2.6).
const fn turns(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many isolates are open at the end of each line; embeddings end with the isolate around them.
    fn open(text: &str) -> Vec<i32> {
        let line = |line: &str| {
            line.chars().fold(0, |open, c| match c {
                '\u{2066}'..=FSI => open + 1,
                PDI => open - 1,
                _ => open,
            })
        };
        text.lines().map(line).collect()
    }

    #[test]
    fn what_runs_from_right_to_left_is_isolated_and_nothing_else() {
        assert_eq!(isolate("שלום"), "\u{2068}שלום\u{2069}");
        assert_eq!(isolate("العربية (1)"), "\u{2068}العربية (1)\u{2069}");
        for plain in ["", "Acme (1)", "Łukasz", "Bücher", "日本語", "Ελλάς", "🚀"] {
            assert_eq!(isolate(plain), plain);
        }
    }

    #[test]
    fn nothing_that_is_typed_gets_out_of_its_isolate() {
        assert_eq!(isolate("\u{202e}gnp.exe"), "\u{2068}\u{202e}gnp.exe\u{2069}");
        assert_eq!(isolate("a\u{2069}\u{202e}b"), "\u{2068}a\u{202e}b\u{2069}", "it would end ours");
        assert_eq!(isolate("\u{2067}ab"), "\u{2068}\u{2067}ab\u{2069}\u{2069}");
        assert_eq!(isolate("שלום\r\nab"), "\u{2068}שלום\u{2069}\r\u{2068}\u{2069}\n\u{2068}ab\u{2069}");
        for hostile in ["\u{2069}\u{2069}\u{202e}x", "\u{2066}\u{2067}\u{2068}", "א\n\u{202b}\nb\u{2069}"] {
            assert!(open(&isolate(hostile)).iter().all(|open| *open == 0), "{hostile:?}");
        }
    }

    #[test]
    fn a_text_in_a_text_keeps_its_isolates() {
        let inner = format!("tag “{}”", isolate("שלום"));
        assert_eq!(isolate(&inner), format!("\u{2068}{inner}\u{2069}"));
    }
}
