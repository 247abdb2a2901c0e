//! Mutations that take something away.

use crate::{
    api::{Error, Mutation},
    language::{Language, error_text, t, use_language},
    ui::{Confirm, Toasts, Tone},
};
use hq_contract::Endpoint;
use hq_text::{Texts, common};
use leptos::prelude::*;

/// A mutation that runs only once somebody has been asked, about one thing at a time: a certificate, an invitation.
/// [`ConfirmDialog`] asks.
pub struct ConfirmedMutation<T: 'static, E: 'static> {
    open: RwSignal<bool>,
    subject: RwSignal<Option<T>>,
    request: Callback<T, E>,
    mutation: Mutation<E>,
    is_overtaken: fn(&Error) -> bool,
}

impl<T, E> Clone for ConfirmedMutation<T, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, E> Copy for ConfirmedMutation<T, E> {}

impl<T: Clone + Send + Sync + 'static, E: Endpoint + 'static> ConfirmedMutation<T, E> {
    /// What `request` makes of the thing in question. Success closes the dialog, says `success` in a toast, and goes on
    /// with `done`.
    #[must_use]
    pub fn new(
        request: impl Fn(T) -> E + Send + Sync + 'static,
        success: fn(&Texts, &T) -> String,
        done: impl Fn(T) + 'static,
    ) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let (open, subject) = (RwSignal::new(false), RwSignal::new(None::<T>));
        let mutation = Mutation::<E>::new(move |_| {
            if let Some(subject) = subject.get_untracked() {
                toasts.push(Tone::Success, language.text_untracked(|texts| success(texts, &subject)));
                open.set(false);
                done(subject);
            }
        });
        Self { open, subject, request: Callback::new(request), mutation, is_overtaken: |_| false }
    }

    /// Where an error means that somebody else was faster, there is nothing left to ask: the dialog closes without a
    /// word, and `then` says what happened and looks at what is there now.
    #[must_use]
    pub fn overtaken(self, is_overtaken: fn(&Error) -> bool, then: impl Fn(T, &Error) + 'static) -> Self {
        let error = self.mutation.error();
        Effect::new(move |_| {
            if let (Some(error), Some(subject)) =
                (error.get().filter(is_overtaken), self.subject.get_untracked())
            {
                self.open.set(false);
                then(subject, &error);
            }
        });
        Self { is_overtaken, ..self }
    }

    /// Asks about a thing.
    pub fn ask(self, subject: T) {
        self.mutation.clear();
        self.subject.set(Some(subject));
        self.open.set(true);
    }

    /// What the dialog is about; the last thing after it has closed.
    #[must_use]
    pub fn subject(self) -> Signal<Option<T>> {
        self.subject.into()
    }

    fn run(self) {
        if let Some(subject) = self.subject.get_untracked() {
            self.mutation.run(&self.request.run(subject));
        }
    }
}

/// Says what the mutation means, runs it, and says why it failed. `describe` words the errors that the page has words
/// of its own for.
#[component]
pub fn ConfirmDialog<T, E>(
    mutation: ConfirmedMutation<T, E>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] confirm_label: Signal<String>,
    #[prop(optional)] describe: Option<fn(Language, &Error) -> String>,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    E: Endpoint + 'static,
{
    let (language, error) = (use_language(), mutation.mutation.error());
    let describe = describe.unwrap_or(error_text);
    let message = Signal::derive(move || {
        let error = error.get().filter(|error| !(mutation.is_overtaken)(error))?;
        Some(describe(language, &error))
    });
    view! {
        <Confirm
            open=mutation.open
            title=title
            text=text
            confirm_label=confirm_label
            cancel_label=t(common::CANCEL)
            busy=mutation.mutation.pending()
            error=message
            on_confirm=move |()| mutation.run()
        />
    }
    .into_any()
}
