//! Pictures of people and organizations.

use leptos::prelude::*;

/// The colours of the stylesheet's `data-colour`, for a name without a chosen one.
const COLOURS: [&str; 8] = ["blue", "teal", "green", "amber", "orange", "red", "pink", "violet"];

/// A round (person) or `square` (organization) picture: the one at the address `picture`; while that is empty, or where
/// it does not load, the initials of `name` on its colour, which is `colour`, or one that follows from the name. It is
/// decoration; the name stands beside it, and the initials are drawn by the stylesheet so that they are no part of any
/// text or name. Which pictures do not load is seen by `public/boot.js`, since a listener at each weighs more.
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
            {picture.map(|picture| view! { <img class="avatar-picture" src=picture alt="" /> }.into_any())}
        </span>
    }
    .into_any()
}

/// The first letters of the first and the last word. The stylesheet makes capitals of them: Rust's table of capitals is
/// heavier than this whole piece.
fn initials(name: &str) -> String {
    let mut words =
        name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).collect()
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
        assert_eq!(initials("  — "), "");
        assert_eq!(initials("3M (Europe)"), "3E");
    }

    #[test]
    fn a_name_keeps_its_colour() {
        assert_eq!(colour_of("Acme"), colour_of("Acme"));
        assert!(COLOURS.contains(&colour_of("")));
    }
}
