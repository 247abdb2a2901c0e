//! The languages, each by its own name.

use crate::{
    language::{t, use_language},
    session::use_choose_language,
    ui::{Act, Entry, Icon, Menu, glyph},
};
use hq_text::{Language, shell};
use leptos::prelude::*;

/// A menu of the languages.
#[component]
pub fn LanguageMenu() -> AnyView {
    let language = use_language();
    let choose = use_choose_language();
    let entries = move || {
        Language::ALL
            .into_iter()
            .map(|one| Entry::Item {
                label: Signal::stored(one.name().to_owned()),
                icon: None,
                act: Act::Choose(
                    Signal::derive(move || language.current() == one),
                    Callback::new(move |()| choose.run(one)),
                ),
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Menu label=t(shell::LANGUAGE) entries=Signal::derive(entries)>
            <Icon glyph=glyph::LANGUAGES large=true />
        </Menu>
    }
    .into_any()
}
