//! Language and theme; both take effect as they are chosen.

use super::choose_language::use_choose_language;
use crate::{
    browser::theme::Theme,
    language::{t, use_language},
    theme::{theme_key, use_theme},
    ui::{Card, Choice, Select},
};
use hq_text::{Language, profile};
use leptos::prelude::*;

/// The choices.
#[component]
pub fn Display() -> AnyView {
    view! {
        <Card title=t(profile::DISPLAY) text=t(profile::DISPLAY_TEXT)>
            <div class="form">{language()} {theme()}</div>
        </Card>
    }
    .into_any()
}

fn language() -> AnyView {
    let (language, choose) = (use_language(), use_choose_language());
    let value = RwSignal::new(String::new());
    // The header's menu changes it too.
    Effect::new(move |_| value.set(language.current().code().to_owned()));
    Effect::new(move |_| {
        let chosen = Language::from_tag(&value.get());
        if let Some(chosen) = chosen.filter(|chosen| *chosen != untrack(|| language.current())) {
            choose.run(chosen);
        }
    });
    let choices =
        Language::ALL.map(|one| Choice { value: one.code().into(), label: one.name().into() }).to_vec();
    view! {
        <Select
            label=t(profile::LANGUAGE)
            value=value
            choices=Signal::stored(choices)
            name="language"
            languages=true
        />
    }
    .into_any()
}

fn theme() -> AnyView {
    let theme = use_theme();
    let value = RwSignal::new(String::new());
    Effect::new(move |_| value.set(name(theme.current()).to_owned()));
    Effect::new(move |_| {
        let chosen = Theme::ALL.into_iter().find(|theme| value.with(|value| value == name(*theme)));
        if let Some(chosen) = chosen.filter(|chosen| *chosen != untrack(|| theme.current())) {
            theme.choose(chosen);
        }
    });
    let labels = Theme::ALL.map(|theme| (name(theme), t(theme_key(theme))));
    let choices =
        move || labels.map(|(value, label)| Choice { value: value.to_owned(), label: label.get() }).to_vec();
    view! { <Select label=t(profile::THEME) value=value choices=Signal::derive(choices) name="theme" /> }
        .into_any()
}

const fn name(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}
