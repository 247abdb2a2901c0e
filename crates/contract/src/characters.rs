//! Characters that show nothing: copied with a text, unseen by who pastes it, and enough to make two names of one.

use crate::FieldCode;

/// Whether a character shows nothing by itself: `Default_Ignorable_Code_Point` (UAX 44), annotation marks, and the blank
/// of braille, which is no white space.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The joiners of scripts and emoji: ZWNJ and ZWJ.
pub(crate) const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a text has nothing that can be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Without what shows nothing at its ends, as it comes with what is copied from pages and chats.
pub(crate) fn trim(text: &str) -> &str {
    let mut text = text.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c)).trim_end();
    while let Some((index, last)) = text.char_indices().next_back() {
        let before = text.get(..index).unwrap_or_default();
        if !is_invisible(last) || shapes(before.chars().next_back(), last, None) {
            break;
        }
        text = before.trim_end();
    }
    text
}

/// Refuses what shows nothing, but where it shapes the characters beside it: in scripts that join their letters, in emoji
/// and in ideographs of several shapes.
///
/// # Errors
/// `invisible_character`
pub(crate) fn check(text: &str) -> Result<(), FieldCode> {
    // Nothing of ASCII is among them, and nearly every address and name is ASCII.
    if text.is_ascii() {
        return Ok(());
    }
    if unseen(text).next().is_some() { Err(FieldCode::InvisibleCharacter) } else { Ok(()) }
}

/// What is left of a text that was kept before [`check`] refused such characters.
#[cfg(feature = "server")]
#[must_use]
pub fn without_invisible(text: &str) -> String {
    let mut unseen = unseen(text).peekable();
    text.char_indices().filter(|(index, _)| unseen.next_if_eq(index).is_none()).map(|(_, c)| c).collect()
}

/// Where the characters stand that show nothing and shape nothing.
fn unseen(text: &str) -> impl Iterator<Item = usize> {
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (index, c) = rest.next()?;
            let after = rest.peek().map(|(_, after)| *after);
            if is_invisible(c) && !shapes(before, c, after) {
                return Some(index);
            }
            before = Some(c);
        }
    })
}

/// Whether an invisible character has its use between these two: joiners in the scripts of UAX 31, 2.3 and between emoji
/// (UTS 51, 1.4.9), variation selectors (The Unicode Standard, 23.4), tags behind a flag (UTS 51, ED-14a).
fn shapes(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match c {
        // Of Indic letters a joiner may be the last: a chillu of Malayalam as it was written before Unicode 5.1.
        '\u{200c}' | '\u{200d}' => {
            matches!(before, '\u{900}'..='\u{dff}')
                || (joins(before) && after.is_some_and(|after| joins(after) && !is_invisible(after)))
        }
        '\u{180b}'..='\u{180f}' => matches!(before, '\u{1800}'..='\u{18af}'),
        '\u{fe00}'..='\u{fe0f}' if before.is_ascii_alphanumeric() => after == Some('\u{20e3}'),
        '\u{fe00}'..='\u{fe0f}' => {
            let letter_of_one_shape = before < '\u{1000}' && before.is_alphanumeric();
            !letter_of_one_shape && !before.is_whitespace() && !is_invisible(before)
        }
        '\u{e0100}'..='\u{e01ef}' => before >= '\u{3400}' && !is_invisible(before),
        '\u{e0020}'..='\u{e007f}' => matches!(before, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}'),
        '\u{2800}' => matches!(before, '\u{2800}'..='\u{28ff}'),
        _ => false,
    }
}

/// Letters that change their shape beside others, and emoji.
const fn joins(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{109f}' | '\u{1780}'..='\u{17b3}' | '\u{17b6}'..='\u{180a}' | '\u{1810}'..='\u{18af}'
        | '\u{1b00}'..='\u{1cff}' | '\u{2190}'..='\u{27ff}' | '\u{2900}'..='\u{2bff}' | '\u{a800}'..='\u{aaff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe0f}' | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{11fff}'
        | '\u{1e900}'..='\u{1e95f}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_of_ascii_is_invisible() {
        assert!(!('\0'..='\u{7f}').any(is_invisible));
    }

    #[test]
    fn what_shows_nothing_is_taken_off_at_the_ends() {
        for end in
            ["\u{200b}", "\u{3164}", "\u{feff}", "\u{ad}", "\u{2060}", "\u{200e}", "\u{202c}", " \u{200d} "]
        {
            assert_eq!(trim(&format!("{end}Ada{end}")), "Ada", "{end:?}");
        }
        for blank in ["", " ", "\u{200b} \u{3164}\u{2800}", "\u{fe0f}"] {
            assert!(is_blank(blank) && trim(blank).is_empty(), "{blank:?}");
        }
    }

    #[test]
    fn what_shapes_its_neighbours_stays() {
        for text in [
            "👨‍👩‍👧 Smith",
            "🏳️‍🌈",
            "Ada ❤️",
            "1️⃣",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "می\u{200c}خواهم",
            "ශ්\u{200d}රී",
            "അവന്\u{200d}",
            "葛\u{e0100}城",
        ] {
            assert_eq!((check(text), trim(text)), (Ok(()), text), "{text}");
        }
    }

    #[test]
    fn what_shows_nothing_inside_is_refused() {
        for text in [
            "A\u{200b}da",
            "A\u{200d}da",
            "A\u{fe0f}da",
            "1\u{fe0f}",
            "a\u{3164}b",
            "a\u{ad}b",
            "株\u{200d}式",
            "a\u{202e}b",
            "a\u{e0061}b",
            "ab\u{200e}c",
        ] {
            assert_eq!(check(text), Err(FieldCode::InvisibleCharacter), "{text:?}");
        }
    }

    #[cfg(feature = "server")]
    proptest! {
        #[test]
        fn what_is_cleaned_can_be_typed(text in "[a❤👩می \u{200b}\u{200d}\u{fe0f}\u{3164}\u{ad}\u{e0061}\u{1f3f4}]{0,12}") {
            let clean = without_invisible(&text);
            prop_assert_eq!(check(&clean), Ok(()));
            prop_assert_eq!(without_invisible(&clean), clean.clone());
            prop_assert!(check(&text).is_err() || clean == text);
        }
    }
}
