//! The input of a form that takes several values: tags, domain names.

use super::{TYPING_PAUSE, debounced};
use crate::{
    language::{t, tx, use_language},
    ui::{Chip, ChipAction, ChipWords, Chips},
};
use hq_contract::FieldCode;
use hq_text::{Key, chips};
use leptos::prelude::*;

/// Reads an entry.
type ReadEntry<T> = Callback<String, Result<T, FieldCode>>;

/// Several values, each of which is typed and completed with Enter or a comma, or pasted together with others.
pub struct ChipsInput<T: 'static> {
    /// The entries that are complete, as typed.
    pub entries: RwSignal<Vec<String>>,
    /// What is being typed.
    pub text: RwSignal<String>,
    /// Notify it to move the focus into the field.
    pub focus: RwSignal<()>,
    read: ReadEntry<T>,
    most: usize,
    sent: RwSignal<bool>,
}

impl<T> Clone for ChipsInput<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ChipsInput<T> {}

impl<T: PartialEq + ToString + 'static> ChipsInput<T> {
    /// At most so many values, each read by `read`.
    #[must_use]
    pub fn new(
        first: &[String],
        most: usize,
        read: impl Fn(&str) -> Result<T, FieldCode> + Send + Sync + 'static,
    ) -> Self {
        Self {
            entries: RwSignal::new(first.to_vec()),
            text: RwSignal::new(String::new()),
            focus: RwSignal::new(()),
            read: Callback::new(move |text: String| read(&text)),
            most,
            sent: RwSignal::new(false),
        }
    }

    /// All values, also of what is typed and not completed; nothing where one is wrong or there are too many, which the field
    /// shows from now on.
    pub fn read(self) -> Option<Vec<T>> {
        self.complete();
        self.sent.set(true);
        let values = self.entries.with_untracked(|entries| {
            entries.iter().map(|entry| self.read.run(entry.clone()).ok()).collect::<Option<Vec<T>>>()
        });
        values.filter(|values| values.len() <= self.most)
    }

    /// Every entry, and what is typed and not completed; follows them.
    #[must_use]
    pub fn all(self) -> Vec<String> {
        let mut all = self.entries.get();
        all.extend(Some(self.text.with(|text| text.trim().to_owned())).filter(|text| !text.is_empty()));
        all
    }

    /// Whether every entry is right, and they are not too many; follows them.
    #[must_use]
    pub fn is_right(self) -> bool {
        self.entries.with(|entries| {
            entries.len() <= self.most && entries.iter().all(|entry| self.read.run(entry.clone()).is_ok())
        }) && self.text.with(|text| text.trim().is_empty() || self.read.run(text.clone()).is_ok())
    }

    /// What is typed is an entry.
    fn complete(self) {
        let typed = self.text.get_untracked();
        if !typed.trim().is_empty() {
            self.text.set(String::new());
            self.add(&typed);
        }
    }

    /// Takes entries that stand behind each other. One that is there already is not taken twice.
    fn add(self, typed: &str) {
        let shown = |entry: &str| {
            self.read.run(entry.to_owned()).map_or_else(|_| entry.to_owned(), |it| it.to_string())
        };
        self.entries.update(|entries| {
            for entry in typed.split([',', ';', '\n']).map(str::trim).filter(|entry| !entry.is_empty()) {
                let entry = shown(entry);
                if !entries.contains(&entry) {
                    entries.push(entry);
                }
            }
        });
    }

    /// Adds a value, or takes it away where it is there.
    pub fn toggle(self, value: &str) {
        self.entries.update(|entries| {
            if entries.iter().any(|entry| entry == value) {
                entries.retain(|entry| entry != value);
            } else {
                entries.push(value.to_owned());
            }
        });
    }

    fn act(self, action: ChipAction, on_enter: Option<Callback<()>>) {
        match action {
            ChipAction::Type => {
                if self.text.with_untracked(|text| text.contains([',', ';', '\n'])) {
                    self.complete();
                }
            }
            ChipAction::Enter if self.text.with_untracked(|text| text.trim().is_empty()) => {
                if let Some(on_enter) = on_enter {
                    on_enter.run(());
                }
            }
            ChipAction::Enter => self.complete(),
            ChipAction::Edit(index) => {
                self.complete();
                let entry = self.take(index);
                self.text.set(entry);
                self.focus.notify();
            }
            ChipAction::Remove(index) => {
                self.take(index);
                self.focus.notify();
            }
        }
    }

    fn take(self, index: usize) -> String {
        let mut taken = String::new();
        self.entries.update(|entries| {
            if index < entries.len() {
                taken = entries.remove(index);
            }
        });
        taken
    }
}

/// The field of a [`ChipsInput`]. What is typed is looked at once nothing has been typed for a moment; `words` says what is
/// wrong with an entry.
#[component]
pub fn ChipsField<T: PartialEq + ToString + 'static>(
    #[prop(into)] label: Signal<String>,
    input: ChipsInput<T>,
    name: &'static str,
    words: fn(FieldCode) -> Key,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] on_enter: Option<Callback<()>>,
) -> AnyView {
    let language = use_language();
    let said = move |text: &str, write: fn(&hq_text::Texts, &str) -> String| {
        language.texts().with(|texts| write(texts, text))
    };
    let chip_words = ChipWords {
        label,
        list: label,
        edit: Callback::new(move |text: String| said(&text, chips::edit)),
        remove: Callback::new(move |text: String| said(&text, chips::remove)),
    };
    let wrong = move |text: &str| input.read.run(text.to_owned()).err().map(words);
    let shown = Signal::derive(move || {
        input.entries.with(|entries| {
            language.texts().with(|texts| {
                let chip = |entry: &String| Chip {
                    text: entry.clone(),
                    wrong: wrong(entry).map(|key| texts.get(key).into_owned()).unwrap_or_default(),
                };
                entries.iter().map(chip).collect::<Vec<_>>()
            })
        })
    });
    let paused = debounced(input.text, TYPING_PAUSE);
    let adds = t(chips::ENTER_ADDS);
    let notice = Signal::derive(move || {
        let typed = input.text.with(|text| text.trim().to_owned());
        if typed.is_empty() || paused.with(|paused| *paused != typed) {
            return String::new();
        }
        match wrong(&typed) {
            Some(key) => language.texts().with(|texts| texts.get(key).into_owned()),
            None => adds.get(),
        }
    });
    let most = input.most.to_string();
    let too_many = tx(move |texts| chips::too_many(texts, &most));
    let correct = t(chips::CORRECT);
    let error = Signal::derive(move || {
        let (many, bad) = input
            .entries
            .with(|entries| (entries.len() > input.most, entries.iter().any(|entry| wrong(entry).is_some())));
        match (many, bad && input.sent.get()) {
            (true, _) => Some(too_many.get()),
            (false, true) => Some(correct.get()),
            (false, false) => None,
        }
    });
    view! {
        <Chips
            words=chip_words
            chips=shown
            text=input.text
            on_action=Callback::new(move |action| input.act(action, on_enter))
            name=name
            hint=hint
            notice=notice
            error=error
            focus=input.focus
            autofocus=false
        />
    }
    .into_any()
}
