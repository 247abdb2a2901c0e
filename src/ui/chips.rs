//! A field of several entries.

use super::{
    Icon,
    content::{Content, read_controls},
    field::{Ids, frame},
    focus::focus_when,
    icon::glyph,
    id::unique_id,
};
use leptos::{ev::KeyboardEvent, html, prelude::*};

/// An entry of [`Chips`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Chip {
    /// As it was typed.
    pub text: String,
    /// What is wrong with it, in a word or two; empty if it is valid.
    pub wrong: String,
}

/// An action of the person on [`Chips`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChipAction {
    /// Something was typed or pasted; the text of the field has to be parsed again.
    Type,
    /// Enter was pressed: the entry is complete, or the form if the field is empty.
    Enter,
    /// Move this entry back into the field to correct it.
    Edit(usize),
    /// Remove this entry.
    Remove(usize),
}

/// The texts of [`Chips`].
#[derive(Clone, Copy)]
pub struct ChipWords {
    /// The field's label.
    pub label: Signal<String>,
    /// The label of the list of entries.
    pub list: Signal<String>,
    /// The label of the button that moves an entry back into the field.
    pub edit: Callback<String, String>,
    /// The label of the button that removes an entry.
    pub remove: Callback<String, String>,
}

/// A field for several entries. Each becomes a chip with a button that moves it back into the field and one that removes
/// it (ARIA: a list of buttons before a native `textarea` of one line; an `input` would lose the line breaks of a pasted
/// list). Backspace in the empty field edits the last entry. The caller parses the text, in `on_action`. `count` is shown
/// under the field, and so is `notice`; `status` is announced politely and not visible. With `autofocus`, it takes the focus at once.
#[component]
pub fn Chips(
    words: ChipWords,
    #[prop(into)] chips: Signal<Vec<Chip>>,
    text: RwSignal<String>,
    on_action: Callback<ChipAction>,
    #[prop(into)] name: &'static str,
    #[prop(optional, into)] placeholder: Signal<String>,
    #[prop(optional, into)] count: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] status: Signal<String>,
    #[prop(optional, into)] notice: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] focus: Option<RwSignal<()>>,
    #[prop(default = true)] autofocus: bool,
) -> AnyView {
    let ids = Ids::new();
    let area = NodeRef::<html::Textarea>::new();
    let take = move || {
        if let Some(area) = area.get_untracked() {
            // A field that has gone from the page cannot be focused, and need not be.
            let _ = area.focus();
        }
    };
    focus_when(focus, autofocus, take);
    let typed = move |typed: String| {
        text.set(typed.clone());
        on_action.run(ChipAction::Type);
        // The property follows the signal, which may be what it was before these letters.
        if let (Some(area), false) = (area.get_untracked(), text.with_untracked(|text| *text == typed)) {
            text.with_untracked(|text| area.set_value(text));
        }
    };
    let content = Content::lines(text, Callback::new(typed), move || {
        area.try_get_untracked().flatten().map(|area| area.value())
    });
    let key = move |event: KeyboardEvent| {
        read_controls();
        let empty = text.with_untracked(String::is_empty);
        let last = chips.with_untracked(|chips| chips.len().checked_sub(1));
        match (event.key().as_str(), last) {
            // It ends a word that is put together (Japanese, Chinese), and nothing else.
            ("Enter", _) if event.is_composing() => return,
            ("Enter", _) => on_action.run(ChipAction::Enter),
            ("Backspace", Some(last)) if empty => on_action.run(ChipAction::Edit(last)),
            _ => return,
        }
        event.prevent_default();
    };
    let control = view! {
        <div class="chips">
            {list(words, chips, on_action)}
            <textarea
                node_ref=area
                class="chips-input"
                id=ids.control.clone()
                name=name
                rows="1"
                autofocus=autofocus
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                placeholder=placeholder
                aria-describedby=ids.described_by.clone()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=move || content.shown()
                on:input=move |event| content.heard(event_target_value(&event))
                on:change=move |event| {
                    content.read(event_target_value(&event));
                }
                on:keydown=key
            ></textarea>
        </div>
        <span class="chips-count">{count}</span>
        <span class="visually-hidden" aria-live="polite">
            {status}
        </span>
        <p class="chips-notice">{notice}</p>
    };
    frame(&ids, words.label, Signal::default(), hint, error, control.into_any())
}

/// The entries. Those that stay are not built again, so that the focus stays too.
fn list(words: ChipWords, chips: Signal<Vec<Chip>>, on_action: Callback<ChipAction>) -> AnyView {
    let shown = Memo::new(move |_| chips.with(|chips| !chips.is_empty()));
    let numbered = move || chips.get().into_iter().enumerate().collect::<Vec<_>>();
    let entries = move || {
        view! {
            <For
                each=numbered
                key=Clone::clone
                children=move |(index, chip)| entry(words, index, chip, on_action)
            />
        }
    };
    (move || {
        shown.get().then(|| {
            view! {
                <ul class="chips-list" aria-label=words.list>
                    {entries()}
                </ul>
            }
            .into_any()
        })
    })
    .into_any()
}

fn entry(words: ChipWords, index: usize, chip: Chip, on_action: Callback<ChipAction>) -> AnyView {
    let Chip { text, wrong } = chip;
    let (edited, removed, wrong_id) = (text.clone(), text.clone(), unique_id());
    let edit_label = Signal::derive(move || words.edit.run(edited.clone()));
    let remove_label = Signal::derive(move || words.remove.run(removed.clone()));
    let is_wrong = !wrong.is_empty();
    let why = is_wrong.then(|| {
        view! {
            <span class="chip-wrong" id=wrong_id.clone()>
                <Icon glyph=glyph::ALERT />
                {wrong}
            </span>
        }
    });
    view! {
        <li class="chip" data-wrong=is_wrong.then_some("true")>
            <button
                type="button"
                class="chip-text"
                aria-label=edit_label
                title=edit_label
                aria-describedby=is_wrong.then_some(wrong_id)
                on:click=move |_| on_action.run(ChipAction::Edit(index))
            >
                <bdi>{text}</bdi>
            </button>
            {why}
            <button
                type="button"
                class="chip-remove"
                aria-label=remove_label
                title=remove_label
                on:click=move |_| on_action.run(ChipAction::Remove(index))
            >
                <Icon glyph=glyph::CLOSE />
            </button>
        </li>
    }
    .into_any()
}
