//! The input of a form: the text as typed, its value as a type of the contract, and its error.

use crate::{
    api::Mutation,
    language::{count, field_key, use_language},
};
use hq_contract::{Description, Endpoint, FieldCode};
use hq_text::{Key, common, errors};
use leptos::prelude::*;

/// Parses the text.
type Parse<T> = fn(&str) -> Result<T, FieldCode>;

/// An existing password is not validated, only required.
///
/// # Errors
/// `required`
pub fn present(text: &str) -> Result<String, FieldCode> {
    if text.is_empty() { Err(FieldCode::Required) } else { Ok(text.to_owned()) }
}

/// A description that may be empty.
///
/// # Errors
/// Those of [`Description::parse`].
pub fn optional_description(text: &str) -> Result<Option<Description>, FieldCode> {
    if text.trim().is_empty() { Ok(None) } else { Description::parse(text).map(Some) }
}

/// An input. Its error is shown once the person has left the field (an empty one waits until the form is sent), and hidden
/// as soon as it is valid. An error of the server is shown until the text changes.
pub struct Input<T: 'static> {
    /// The text as typed.
    pub value: RwSignal<String>,
    /// Notify it to move the focus into the field.
    pub focus: RwSignal<()>,
    parse: Parse<T>,
    limits: Option<(usize, usize)>,
    blank: Key,
    touched: RwSignal<bool>,
    sent: RwSignal<bool>,
    refused: RwSignal<Option<(String, FieldCode)>>,
}

impl<T> Clone for Input<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Input<T> {}

impl<T: 'static> Input<T> {
    /// An input with an initial text.
    #[must_use]
    pub fn new(first: &str, parse: Parse<T>) -> Self {
        Self {
            value: RwSignal::new(first.to_owned()),
            focus: RwSignal::new(()),
            parse,
            limits: None,
            blank: errors::FIELD_REQUIRED,
            touched: RwSignal::new(false),
            sent: RwSignal::new(false),
            refused: RwSignal::new(None),
        }
    }

    /// The minimum and maximum number of characters, for the texts of these errors.
    #[must_use]
    pub const fn within(mut self, fewest: usize, most: usize) -> Self {
        self.limits = Some((fewest, most));
        self
    }

    /// The error if the field is empty.
    #[must_use]
    pub const fn blank(mut self, text: Key) -> Self {
        self.blank = text;
        self
    }

    /// Shows the error of a mutation at `pointer`, and moves the focus to the field.
    #[must_use]
    pub fn refused_by<E: Endpoint + 'static>(self, mutation: Mutation<E>, pointer: &'static str) -> Self {
        let error = mutation.error();
        Effect::new(move |_| {
            let code = error.with(|error| error.as_ref().and_then(|error| error.field(pointer)));
            if let Some(code) = code {
                self.refuse(code);
            }
        });
        self
    }

    /// Shows an error of the server for the present text.
    pub fn refuse(self, code: FieldCode) {
        self.refused.set(Some((self.value.get_untracked(), code)));
        self.focus.notify();
    }

    /// The person has left the field.
    pub fn leave(self) {
        self.touched.set(true);
    }

    /// The value, if it is valid. From now on the field shows every error, even if it is empty.
    pub fn read(self) -> Option<T> {
        self.sent.set(true);
        self.touched.set(true);
        self.value.with_untracked(|text| (self.parse)(text)).ok()
    }

    /// Whether the value is valid.
    #[must_use]
    pub fn is_right(self) -> bool {
        self.value.with(|text| (self.parse)(text)).is_ok()
    }

    /// The error to show.
    #[must_use]
    pub fn code(self) -> Signal<Option<FieldCode>> {
        Signal::derive(move || self.wrong())
    }

    fn wrong(self) -> Option<FieldCode> {
        let refused = self.refused.with(|refused| {
            refused.as_ref().and_then(|(text, code)| (self.value.get() == *text).then_some(*code))
        });
        let misread = || {
            let code = self.value.with(|text| (self.parse)(text)).err()?;
            // What is too long does not become right by typing on: that is said at once.
            let left = self.touched.get() && code != FieldCode::Required;
            let shown = self.sent.get() || left || code == FieldCode::TooLong;
            shown.then_some(code)
        };
        refused.or_else(misread)
    }

    /// The error to show, as text.
    #[must_use]
    pub fn error(self) -> Signal<Option<String>> {
        let language = use_language();
        Signal::derive(move || {
            self.wrong().map(|code| {
                language.texts().with(|texts| match (code, self.limits) {
                    (FieldCode::TooShort, Some((fewest, _))) => {
                        errors::field_at_least(texts, &fewest.to_string())
                    }
                    // The server counts the octets of some values.
                    (FieldCode::TooLong, Some((_, most)))
                        if self.value.with(|text| text.trim().chars().count() > most) =>
                    {
                        errors::field_at_most(texts, &most.to_string())
                    }
                    (FieldCode::Required, _) => texts.get(self.blank).into_owned(),
                    _ => texts.get(field_key(code)).into_owned(),
                })
            })
        })
    }

    /// How many characters are left, once few are; empty before, and beyond.
    #[must_use]
    pub fn room(self) -> Signal<String> {
        let left = Memo::new(move |_| {
            let (_, most) = self.limits?;
            let typed = self.value.with(|text| text.trim().chars().count());
            most.checked_sub(typed).filter(|left| *left <= most / 4)
        });
        let said = count(common::characters_left, move || left.get().unwrap_or_default() as u64);
        Signal::derive(move || if left.get().is_some() { said.get() } else { String::new() })
    }

    /// Sets the text, as if the field had never been touched.
    pub fn reset(self, text: &str) {
        self.value.set(text.to_owned());
        self.touched.set(false);
        self.sent.set(false);
        self.refused.set(None);
    }
}

/// Moves the focus to the first invalid field.
pub fn focus_first(fields: &[(bool, RwSignal<()>)]) {
    if let Some((_, focus)) = fields.iter().find(|(right, _)| !right) {
        focus.notify();
    }
}
