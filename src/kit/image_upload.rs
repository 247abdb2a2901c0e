//! Uploading an image: checking the file, sending it, and removing what is there.

use crate::{
    api::{Error, Mutation},
    browser::{files, files::PickedFile},
};
use hq_contract::{
    Endpoint, Upload,
    images::{MAX_IMAGE_BYTES, image_type},
};
use leptos::prelude::*;

/// Why a file cannot be uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFileError {
    /// It is too large.
    TooLarge,
    /// It is not an image of a supported type.
    Kind,
    /// The browser cannot read it.
    Unreadable,
}

/// The upload of an image.
#[derive(Clone, Copy)]
pub struct ImageUpload {
    /// Whether the person may change the image.
    pub may: Signal<bool>,
    /// Whether there is one.
    pub has_image: Signal<bool>,
    /// The chosen image while it is being sent, else empty.
    pub preview: RwSignal<String>,
    /// Why the chosen file was not sent.
    pub file_error: RwSignal<Option<ImageFileError>>,
    /// Why the server changed nothing.
    pub error: Signal<Option<Error>>,
    /// Whether a request is pending.
    pub busy: Signal<bool>,
    /// Whether the image is being removed.
    pub removing: Signal<bool>,
    put: Callback<Upload>,
    delete: Callback<()>,
    forget: Callback<()>,
}

impl ImageUpload {
    /// An upload by these two requests, of which each is made when it is needed.
    pub fn new<P: Endpoint + 'static, D: Endpoint + 'static>(
        may: Signal<bool>,
        has_image: Signal<bool>,
        (put, put_request): (Mutation<P>, impl Fn(Upload) -> P + Send + Sync + 'static),
        (delete, delete_request): (Mutation<D>, impl Fn() -> D + Send + Sync + 'static),
    ) -> Self {
        let preview = RwSignal::new(String::new());
        let (putting, removing) = (put.pending(), delete.pending());
        Effect::new(move |_| {
            if !putting.get() {
                preview.set(String::new());
            }
        });
        let (put_error, delete_error) = (put.error(), delete.error());
        Self {
            may,
            has_image,
            preview,
            file_error: RwSignal::new(None),
            error: Signal::derive(move || put_error.get().or_else(|| delete_error.get())),
            busy: Signal::derive(move || putting.get() || removing.get()),
            removing,
            put: Callback::new(move |file| put.run(&put_request(file))),
            delete: Callback::new(move |()| delete.run(&delete_request())),
            forget: Callback::new(move |()| {
                put.clear();
                delete.clear();
            }),
        }
    }

    /// Takes a file that was chosen or dropped.
    pub fn take(self, picked: Option<PickedFile>) {
        let Some(picked) = picked else { return };
        if !self.may.get_untracked() || self.busy.get_untracked() {
            return;
        }
        self.forget();
        #[expect(clippy::cast_precision_loss, reason = "a million")]
        if picked.size() > MAX_IMAGE_BYTES as f64 {
            return self.file_error.set(Some(ImageFileError::TooLarge));
        }
        picked.read(move |bytes| match bytes {
            Some(bytes) => self.send(bytes),
            // The page may have gone meanwhile.
            None => {
                self.file_error.try_set(Some(ImageFileError::Unreadable));
            }
        });
    }

    fn send(self, bytes: Vec<u8>) {
        let Some(kind) = image_type(&bytes) else {
            self.file_error.try_set(Some(ImageFileError::Kind));
            return;
        };
        // The page may have gone meanwhile.
        if self.preview.try_set(files::address(kind, &bytes)).is_none() {
            self.put.run(Upload { kind, bytes });
        }
    }

    /// Removes the image.
    pub fn remove(self) {
        self.forget();
        self.delete.run(());
    }

    fn forget(self) {
        self.file_error.set(None);
        self.forget.run(());
    }
}
