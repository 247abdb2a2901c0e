//! A file that the server makes, such as a list as a table.

use super::{
    client::{Client, use_client},
    error::Error,
    transport::Request,
};
use crate::browser::files::ReceivedFile;
use leptos::prelude::*;

/// Fetches files, one at a time. A refusal is an error like any other, which a link that the browser follows itself would
/// show as a download that failed.
#[derive(Clone, Copy)]
pub struct Download {
    client: Client,
    pending: RwSignal<bool>,
}

impl Download {
    /// Nothing was fetched yet.
    #[must_use]
    pub fn new() -> Self {
        Self { client: use_client(), pending: RwSignal::new(false) }
    }

    /// Fetches what there is under a path of the API, unless a file is on its way. `done` gets it, or why there is none, also
    /// where its page has been left meanwhile.
    pub fn run(self, path: &str, done: impl FnOnce(Result<ReceivedFile, Error>) + 'static) {
        if self.pending.try_get_untracked() == Some(true) {
            return;
        }
        self.pending.try_set(true);
        let request = Request { to_file: true, ..Request::get(self.client.at(path)) };
        let then = move |answer: Result<super::RawResponse, Error>| {
            self.pending.try_set(false);
            done(answer.and_then(|answer| answer.file.ok_or(Error::Unreadable)));
        };
        self.client.dispatch(request, Box::new(then));
    }

    /// Whether a file is on its way.
    #[must_use]
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }
}

impl Default for Download {
    fn default() -> Self {
        Self::new()
    }
}
