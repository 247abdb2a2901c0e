//! A list as a file.

use crate::{
    api::{Download, Error},
    language::{Language, error_text, use_language},
    ui::{Button, Kind, Size, Toasts, Tone, glyph},
};
use hq_contract::{Endpoint, ProblemCode};
use hq_text::common;
use leptos::prelude::*;

/// Has the browser save lists as files. Where there is none, a toast says why and tries again: it takes a while until a file
/// is there, and the person may have gone on to another page.
#[derive(Clone, Copy)]
pub struct Export {
    download: Download,
    language: Language,
    toasts: Toasts,
}

impl Export {
    /// Nothing was exported yet.
    #[must_use]
    pub fn new() -> Self {
        Self { download: Download::new(), language: use_language(), toasts: expect_context() }
    }

    /// Saves what an endpoint answers, unless a file is on its way. It is called `file` where the server does not say.
    pub fn run<E: Endpoint>(self, endpoint: &E, file: &'static str) {
        self.save(endpoint.path(), file);
    }

    /// Whether a file is on its way.
    #[must_use]
    pub fn pending(self) -> Signal<bool> {
        self.download.pending()
    }

    fn save(self, path: String, file: &'static str) {
        self.download.run(&path.clone(), move |received| match received {
            Ok(received) => received.save(file),
            Err(error) => {
                let again = self.language.text_untracked(|texts| texts.get(common::TRY_AGAIN).into_owned());
                let text = untrack(|| why_not(self.language, &error));
                self.toasts.push_with(Tone::Danger, text, again, move || self.save(path.clone(), file));
            }
        });
    }
}

impl Default for Export {
    fn default() -> Self {
        Self::new()
    }
}

/// Why there is no file. Each person has one export at a time, which is all that 429 says of one.
fn why_not(language: Language, error: &Error) -> String {
    if error.code() == Some(ProblemCode::TooManyRequests) {
        language.text_untracked(|texts| texts.get(common::ANOTHER_EXPORT).into_owned())
    } else {
        error_text(language, error)
    }
}

/// A button that saves what an endpoint answers, such as a table; follows the signals that the endpoint reads.
#[component]
pub fn ExportButton<E: Endpoint + 'static>(
    endpoint: impl Fn() -> E + Send + Sync + 'static,
    #[prop(into)] label: Signal<String>,
    file: &'static str,
) -> AnyView {
    let export = Export::new();
    view! {
        <Button
            label=label
            kind=Kind::Quiet
            size=Size::Small
            icon=glyph::DOWNLOAD
            busy=export.pending()
            on_click=move |()| export.run(&untrack(&endpoint), file)
        />
    }
    .into_any()
}
