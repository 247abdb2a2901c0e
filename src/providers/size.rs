//! In which size.

use super::errors::field_text;
use crate::{
    api::Mutation,
    language::{bytes_text, t, use_language},
    ui::{NumberField, Range},
};
use hq_contract::{
    Endpoint, FieldCode,
    providers::{Offer, Sizes},
};
use hq_text::providers;
use leptos::prelude::*;

/// A size that is being chosen. Until somebody types another, it is the least that there is.
#[derive(Clone, Copy)]
pub struct SizeInput {
    /// As typed.
    pub value: RwSignal<String>,
    /// Notify it to move the focus into the field.
    pub focus: RwSignal<()>,
    sizes: Signal<Option<Sizes>>,
    /// What was put into the field for the person.
    suggested: RwSignal<String>,
    left: RwSignal<bool>,
    refused: RwSignal<Option<(String, FieldCode)>>,
}

impl SizeInput {
    /// Of these sizes; of none where the broker has no sizes.
    #[must_use]
    pub fn new(sizes: impl Into<Signal<Option<Sizes>>>) -> Self {
        let input = Self::holding("", sizes.into());
        Effect::new(move |_| {
            let least = input.sizes.get().map(|sizes| sizes.min.to_string()).unwrap_or_default();
            let own = input.value.with_untracked(|value| {
                !value.is_empty() && input.suggested.with_untracked(|suggested| value != suggested)
            });
            if !own {
                input.suggested.set(least.clone());
                input.value.set(least);
            }
        });
        input
    }

    /// Of these sizes, beginning with the one that a thing has.
    #[must_use]
    pub fn starting_at(fpu: u32, sizes: impl Into<Signal<Option<Sizes>>>) -> Self {
        Self::holding(&fpu.to_string(), sizes.into())
    }

    fn holding(first: &str, sizes: Signal<Option<Sizes>>) -> Self {
        Self {
            value: RwSignal::new(first.to_owned()),
            focus: RwSignal::new(()),
            sizes,
            suggested: RwSignal::new(first.to_owned()),
            left: RwSignal::new(false),
            refused: RwSignal::new(None),
        }
    }

    /// Shows what a mutation refuses at `pointer`, and moves the focus to the field.
    #[must_use]
    pub fn refused_by<E: Endpoint + 'static>(self, mutation: Mutation<E>, pointer: &'static str) -> Self {
        let error = mutation.error();
        Effect::new(move |_| {
            if let Some(code) = error.with(|error| error.as_ref().and_then(|error| error.field(pointer))) {
                self.refused.set(Some((self.value.get_untracked(), code)));
                self.focus.notify();
            }
        });
        self
    }

    /// The size, if what is typed is one; follows it.
    #[must_use]
    pub fn fpu(self) -> Option<u32> {
        let typed = self.value.with(|value| value.trim().parse::<u32>().ok())?;
        self.sizes.get().filter(|sizes| sizes.has(typed)).map(|_| typed)
    }

    /// Whether the person has typed a size of their own; follows it.
    #[must_use]
    pub fn is_own(self) -> bool {
        self.value.with(|value| self.suggested.with(|suggested| value != suggested))
    }

    /// Whether nothing is wrong with it: it is a size, or there are none to choose from.
    #[must_use]
    pub fn is_right(self) -> bool {
        self.sizes.with(Option::is_none) || self.fpu().is_some()
    }

    /// What to send, if nothing is wrong with it; from now on the field says what is.
    #[must_use]
    pub fn read(self) -> Option<Option<u32>> {
        self.left.set(true);
        untrack(|| self.is_right().then(|| self.fpu()))
    }

    fn wrong(self) -> Option<FieldCode> {
        let refused = self.refused.with(|refused| {
            refused.as_ref().and_then(|(text, code)| self.value.with(|value| value == text).then_some(*code))
        });
        refused.or_else(|| (self.left.get() && !self.is_right()).then_some(FieldCode::NotOffered))
    }

    fn error(self) -> Signal<Option<String>> {
        let language = use_language();
        Signal::derive(move || {
            let code = self.wrong()?;
            let sizes = self.sizes.get().filter(|_| code == FieldCode::NotOffered);
            Some(language.texts().with(|texts| match sizes {
                Some(Sizes { min, max, step }) => {
                    providers::size_wrong(texts, &max.to_string(), &min.to_string(), &step.max(1).to_string())
                }
                None => texts.get(field_text(code)).into_owned(),
            }))
        })
    }
}

/// The field, with what the size holds; a sentence in its place where the broker has no sizes.
#[component]
pub fn SizeField(#[prop(into)] offer: Signal<Option<Offer>>, input: SizeInput) -> AnyView {
    let language = use_language();
    let range = Signal::derive(move || {
        input.sizes.get().map_or(Range { min: 1, max: 1, step: 1 }, |sizes| Range {
            min: sizes.min,
            max: sizes.max,
            step: sizes.step.max(1),
        })
    });
    let hint = Signal::derive(move || {
        let Range { min, max, step } = range.get();
        let holds = offer.with(|offer| offer.as_ref()?.storage_limit_bytes(input.fpu()?));
        let holds = holds.map(|bytes| bytes_text(language, bytes));
        language.texts().with(|texts| {
            let sizes = if min == max {
                providers::only_size(texts, &min.to_string())
            } else {
                providers::size_hint(texts, &max.to_string(), &min.to_string(), &step.to_string())
            };
            match &holds {
                Some(holds) => [sizes, providers::size_holds(texts, holds)].join(" "),
                None => sizes,
            }
        })
    });
    let sized = Memo::new(move |_| input.sizes.with(Option::is_some));
    let error = input.error();
    (move || {
        if !sized.get() {
            return view! { <p class="size-none">{t(providers::NO_SIZES)}</p> }.into_any();
        }
        view! {
            <NumberField
                label=t(providers::SIZE)
                value=input.value
                range=range
                name="fpu"
                unit=t(providers::FPU)
                less_label=t(providers::SMALLER)
                more_label=t(providers::LARGER)
                hint=hint
                error=error
                on_leave=move |()| input.left.set(true)
                focus=input.focus
            />
        }
        .into_any()
    })
    .into_any()
}
