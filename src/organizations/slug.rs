//! The slug, checked against the server while it is typed.

use crate::{
    api::Query,
    kit::{Input, InputField, watch_debounced},
    language::{t, tx},
    routes::Route,
    ui::{Button, FieldKind, Size},
};
use hq_contract::{
    FieldCode, Slug,
    organizations::{GetSlugState, SlugState},
};
use hq_text::{errors, organizations};
use leptos::prelude::*;
use std::time::Duration;

/// How long nothing is typed before the server is asked.
const PAUSE: Duration = Duration::from_millis(300);

/// A slug and what the server says of it. Failing to ask is no matter: the server says it again when the form is sent.
#[derive(Clone, Copy)]
pub struct SlugCheck {
    /// As typed.
    pub input: Input<Slug>,
    /// What the server says of exactly what is typed.
    pub state: Memo<Option<SlugState>>,
}

impl SlugCheck {
    /// Checks what is typed, but for the organization's `own` slug.
    pub fn new(input: Input<Slug>, own: Signal<String>) -> Self {
        let asked = RwSignal::new(None::<Slug>);
        watch_debounced(
            move || input.value.with(|text| own.with(|own| own != text).then(|| Slug::parse(text))),
            PAUSE,
            // What is no slug is said after the same pause, not only when the field is left.
            move |typed| match typed {
                Some(Ok(slug)) => asked.set(Some(slug)),
                None | Some(Err(FieldCode::Required)) => {}
                Some(Err(_)) => input.leave(),
            },
        );
        let answer = Query::keeping(move || asked.get().map(GetSlugState));
        let state = Memo::new(move |_| {
            let state = answer.with(|remote| remote.ready().map(|answer| answer.value.clone()))?;
            let fits = input.value.with(|text| text.trim() == state.slug.as_str());
            let is_own = own.with(|own| own == state.slug.as_str());
            (fits && !is_own).then_some(state)
        });
        Self { input, state }
    }

    /// The free slug to use instead of the one that is typed, where that is taken.
    pub fn suggestion(self) -> Option<String> {
        self.state.with(|state| {
            state.as_ref().filter(|state| !state.available).map(|state| state.suggestion.to_string())
        })
    }
}

/// The field of a slug: says whether it is free, and offers another one where it is not.
#[component]
pub fn SlugField(check: SlugCheck, #[prop(into)] hint: Signal<String>) -> AnyView {
    let SlugCheck { input, state } = check;
    let taken = Memo::new(move |_| check.suggestion());
    let status = tx(move |texts| {
        state.with(|state| match state {
            Some(state) if state.available => organizations::slug_free(texts, state.slug.as_str()),
            _ => String::new(),
        })
    });
    let (wrong, taken_text) = (input.error(), t(errors::FIELD_TAKEN));
    let error =
        Signal::derive(move || wrong.get().or_else(|| taken.with(Option::is_some).then(|| taken_text.get())));
    let offer = move || {
        taken.get().map(|slug| {
            let label = slug.clone();
            view! {
                <div class="field-offer">
                    <Button
                        label=tx(move |texts| organizations::slug_use(texts, &label))
                        size=Size::Small
                        on_click=move |()| input.value.set(slug.clone())
                    />
                </div>
            }
        })
    };
    view! {
        <InputField
            label=t(organizations::SLUG)
            input=input
            kind=FieldKind::Slug
            name="slug"
            required=true
            prefix=Route::organization(String::new()).path()
            hint=hint
            status=status
            error=error
        />
        {offer}
    }
    .into_any()
}
