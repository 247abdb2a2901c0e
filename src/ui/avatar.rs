//! Pictures of people and organizations.

use leptos::prelude::*;

/// The colours of the stylesheet's `data-colour`, for a name without a chosen one.
const COLOURS: [&str; 8] = ["blue", "teal", "green", "amber", "orange", "red", "pink", "violet"];

/// A round (person) or `square` (organization) picture: the one at the address `picture`; while that is empty, until it has
/// loaded, and where it does not, the initials of `name` on its colour, which is `colour`, or one that follows from the name. It
/// is decoration; the name stands beside it, and the initials are drawn by the stylesheet so that they are no part of any
/// text or name. Which pictures have loaded is seen by `public/boot.js`, since a listener at each weighs more.
#[component]
pub fn Avatar(
    #[prop(into)] name: Signal<String>,
    #[prop(optional, into)] colour: Signal<String>,
    #[prop(optional, into)] picture: Option<Signal<String>>,
    #[prop(optional)] square: bool,
) -> AnyView {
    let shown = move || {
        let colour = colour.get();
        if colour.is_empty() { name.with(|name| colour_of(name).to_owned()) } else { colour }
    };
    view! {
        <span
            class=if square { "avatar avatar-square" } else { "avatar" }
            data-colour=shown
            data-initials=move || name.with(|name| initials(name))
            aria-hidden="true"
        >
            {picture
                .map(|picture| {
                    view! { <img class="avatar-picture" src=picture alt="" loading="lazy" /> }.into_any()
                })}
        </span>
    }
    .into_any()
}

/// The first letters of the first and the last word; of a name without letters its first character, 🚀. The stylesheet
/// makes capitals of them: Rust's table of capitals is heavier than this whole piece.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| {
        let (at, _) = word.char_indices().find(|(_, letter)| letter.is_alphanumeric())?;
        word.get(at..).map(cluster)
    });
    let Some(first) = words.next() else {
        let seen =
            name.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}'));
        return cluster(seen).to_owned();
    };
    let last = words.next_back().unwrap_or_default();
    // Letters of Arabic would join to a word.
    let apart = if last.starts_with(|c: char| matches!(c, '\u{600}'..='\u{8ff}')) { "\u{200c}" } else { "" };
    [first, apart, last].concat()
}

/// The first character with all that is drawn with it: accents, skin tones, what is joined to it, a flag's second half
/// (the rules of UAX 29 that names meet; browsers have all of them, but not every one yet).
fn cluster(text: &str) -> &str {
    const JOINER: char = '\u{200d}';
    let is_flag = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    let mut before = None;
    let mut flags = 0;
    let end = text.char_indices().find(|(_, c)| {
        let with = match before {
            None | Some(JOINER) => true,
            Some(_) => extends(*c) || (is_flag(*c) && flags == 1),
        };
        flags = if is_flag(*c) { flags + 1 } else { 0 };
        before = Some(*c);
        !with
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Whether a character is drawn with the one before it.
const fn extends(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c7}'
            | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{93a}'..='\u{93c}' | '\u{93e}'..='\u{94c}' | '\u{e31}'
            | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200d}'
            | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
            | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}'
    )
}

/// A colour that stays the same for a name.
fn colour_of(name: &str) -> &'static str {
    let hash = name.bytes().fold(0u32, |hash, byte| hash.wrapping_mul(31) + u32::from(byte));
    let index = usize::try_from(hash).unwrap_or(0) % COLOURS.len();
    COLOURS.get(index).copied().unwrap_or("blue")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("jean-luc van de Kamp"), "jK");
        assert_eq!(initials("Acme"), "A");
        assert_eq!(initials("3M (Europe)"), "3E");
        assert_eq!(initials("🚀 Rocket"), "R");
    }

    #[test]
    fn every_name_has_a_picture() {
        for whole in ["🚀", "👩🏽‍💻", "🇫🇷", "❤️", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "—", "E\u{301}", "हि", "ก็", "日", "ع"]
        {
            assert_eq!(initials(whole), whole);
        }
        assert_eq!(initials(" 🚀🚀 ✨"), "🚀", "the first of them");
        assert_eq!(initials("🇫🇷🇩🇪"), "🇫🇷");
        assert_eq!(initials("E\u{301}mile Zo\u{308}e"), "E\u{301}Z");
        assert_eq!(initials("محمد علي"), "م\u{200c}ع", "letters, no word");
        assert_eq!(initials("שרה לוי"), "של");
        assert_eq!(initials("\u{200f}(!)"), "(");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_name_keeps_its_colour() {
        assert_eq!(colour_of("Acme"), colour_of("Acme"));
        assert!(COLOURS.contains(&colour_of("")));
    }
}
