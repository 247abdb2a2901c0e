//! Search and filters of a list, whose state stands in the page's address.

use super::{TYPING_PAUSE, watch_debounced};
use crate::{language::use_language, routes::PageAddress, ui::Choice};
use hq_text::Key;
use leptos::prelude::*;

/// What is looked for: as typed, and after a pause in the address. Going back puts the address's into the field.
#[must_use]
pub fn search_in<T: PartialEq + Send + Sync + 'static>(
    address: PageAddress<T>,
    read: fn(&T) -> &str,
    write: fn(&mut T, String),
) -> RwSignal<String> {
    let view = address.view();
    let named = Memo::new(move |_| view.with(|view| read(view).to_owned()));
    let typed = RwSignal::new(named.get_untracked());
    let written = StoredValue::new(named.get_untracked());
    Effect::new(move |_| {
        let named = named.get();
        if written.get_value() != named {
            written.set_value(named.clone());
            typed.set(named);
        }
    });
    watch_debounced(
        move || typed.with(|typed| typed.trim().to_owned()),
        TYPING_PAUSE,
        move |q| {
            if written.get_value() != q {
                written.set_value(q.clone());
                address.change(|view| write(view, q));
            }
        },
    );
    typed
}

/// A choice whose name stands in the address, both ways.
#[must_use]
pub fn choice_in<T: PartialEq + Send + Sync + 'static>(
    address: PageAddress<T>,
    read: fn(&T) -> &'static str,
    write: fn(&mut T, &str),
) -> RwSignal<String> {
    let view = address.view();
    let named = Memo::new(move |_| view.with(read));
    let chosen = RwSignal::new(named.get_untracked().to_owned());
    Effect::new(move |_| {
        let named = named.get();
        if chosen.with_untracked(|chosen| chosen != named) {
            chosen.set(named.to_owned());
        }
    });
    Effect::new(move |_| {
        chosen.with(|chosen| {
            if named.get_untracked() != chosen {
                address.change(|view| write(view, chosen));
            }
        });
    });
    chosen
}

/// Choices in the language of the page: the name of each, and what it is called.
#[must_use]
pub fn choices(choices: Vec<(&'static str, Key)>) -> Signal<Vec<Choice>> {
    let language = use_language();
    Signal::derive(move || {
        language.texts().with(|texts| {
            let choice = |(value, label): &(&'static str, Key)| Choice {
                value: (*value).to_owned(),
                label: texts.get(*label).into_owned(),
            };
            choices.iter().map(choice).collect()
        })
    })
}
