//! The card of an image that somebody uploads.

use super::image_upload::{ImageFileError, ImageUpload};
use crate::{
    api::Error,
    browser::files,
    language::{error_text, t, use_language},
    ui::{Button, Card, DropArea, FileButton, FormError},
};
use hq_contract::{ProblemCode, images::IMAGE_TYPES};
use hq_text::{Key, images};
use leptos::{
    ev::{DragEvent, Event},
    prelude::*,
};

/// The card: the image as it `looks`, another one by choosing or dropping it, and taking it away. Who may not change it finds it
/// locked, and `locked` says so.
#[component]
pub fn ImageCard(
    title: Key,
    text: Key,
    remove: Key,
    #[prop(optional, into)] locked: Signal<String>,
    name: &'static str,
    upload: ImageUpload,
    looks: AnyView,
) -> AnyView {
    view! {
        <DropArea takes=files::dragged on_drop=move |event: DragEvent| upload.take(files::dropped(&event))>
            <Card title=t(title) text=t(text)>
                <div class="form">
                    <FormError message=message(upload) />
                    <div class="image-upload">{looks} {actions(upload, name, remove, locked)}</div>
                </div>
            </Card>
        </DropArea>
    }
    .into_any()
}

fn actions(upload: ImageUpload, name: &'static str, remove: Key, locked: Signal<String>) -> AnyView {
    let (may, has_image) = (upload.may, upload.has_image);
    let (choose, replace) = (t(images::CHOOSE), t(images::REPLACE));
    let label = Signal::derive(move || if has_image.get() { replace.get() } else { choose.get() });
    let fits = t(images::HINT);
    let hint = Signal::derive(move || if may.get() { fits.get() } else { locked.get() });
    let removal = move || {
        (has_image.get() && may.get()).then(|| {
            view! { <Button label=t(remove) busy=upload.removing on_click=move |()| upload.remove() /> }
        })
    };
    view! {
        <div class="image-upload-acts">
            <div class="image-upload-buttons">
                <FileButton
                    label=label
                    name=name
                    accept=IMAGE_TYPES.join(",")
                    busy=upload.busy
                    disabled=Signal::derive(move || !may.get())
                    on_choose=move |event: Event| upload.take(files::chosen(&event))
                />
                {removal}
            </div>
            <p class="field-hint">{hint}</p>
        </div>
    }
    .into_any()
}

/// Why there is no other image.
fn message(upload: ImageUpload) -> Signal<Option<String>> {
    let language = use_language();
    Signal::derive(move || {
        let text = |key: Key| language.texts().with(|texts| texts.get(key).into_owned());
        if let Some(file_error) = upload.file_error.get() {
            return Some(text(file_error_key(file_error)));
        }
        let error = upload.error.get()?;
        Some(error_key(&error).map_or_else(|| error_text(language, &error), text))
    })
}

const fn file_error_key(file_error: ImageFileError) -> Key {
    match file_error {
        ImageFileError::TooLarge => images::TOO_LARGE,
        ImageFileError::Kind => images::KIND,
        ImageFileError::Unreadable => images::NOT_READ,
    }
}

/// What a refusal says of an image.
fn error_key(error: &Error) -> Option<Key> {
    match error.code()? {
        ProblemCode::TooLarge => Some(images::TOO_LARGE),
        ProblemCode::UnsupportedMediaType => Some(images::KIND),
        ProblemCode::ImageUnreadable => Some(images::UNREADABLE),
        ProblemCode::ImageTooLarge => Some(images::TOO_MANY_PIXELS),
        _ => None,
    }
}
