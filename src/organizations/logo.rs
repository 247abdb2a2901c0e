//! The settings' card of the logo.

use super::{
    home::picture,
    logo_upload::{LogoFileError, LogoUpload},
};
use crate::{
    api::{Answer, Error},
    browser::files,
    language::{error_text, t, use_language},
    ui::{Avatar, Button, Card, DropArea, FileButton, FormError},
};
use hq_contract::{
    ProblemCode,
    organizations::{Organization, logo::LOGO_TYPES},
};
use hq_text::{Key, logo, organizations};
use leptos::{
    ev::{DragEvent, Event},
    prelude::*,
};

/// The card: the picture as it looks, another one by choosing or dropping it, and taking it away. Who may not change it
/// finds it locked; the page says above whom to ask.
#[component]
pub fn LogoCard(organization: Signal<Answer<Organization>>) -> AnyView {
    let upload = LogoUpload::new(organization);
    view! {
        <DropArea takes=files::dragged on_drop=move |event: DragEvent| upload.take(files::dropped(&event))>
            <Card title=t(logo::TITLE) text=t(logo::TEXT)>
                <div class="form">
                    <FormError message=message(upload) />
                    <div class="logo">{shown(organization, upload)} {actions(upload)}</div>
                </div>
            </Card>
        </DropArea>
    }
    .into_any()
}

/// The logo, or what stands in its place; what was chosen as soon as it is chosen.
fn shown(organization: Signal<Answer<Organization>>, upload: LogoUpload) -> AnyView {
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let colour = Signal::derive(move || organization.with(|answer| answer.value.colour.as_str().to_owned()));
    let (kept, chosen) = (picture(organization), upload.preview);
    let picture =
        Signal::derive(move || if chosen.with(String::is_empty) { kept.get() } else { chosen.get() });
    view! { <Avatar name=name colour=colour picture=picture square=true /> }.into_any()
}

fn actions(upload: LogoUpload) -> AnyView {
    let (may, has_logo) = (upload.may, upload.has_logo);
    let locked = Signal::derive(move || !may.get());
    let (choose, replace) = (t(logo::CHOOSE), t(logo::REPLACE));
    let label = Signal::derive(move || if has_logo.get() { replace.get() } else { choose.get() });
    let (fits, read_only) = (t(logo::HINT), t(organizations::READ_ONLY));
    let hint = Signal::derive(move || if may.get() { fits.get() } else { read_only.get() });
    let remove = move || {
        (has_logo.get() && may.get()).then(|| {
            view! { <Button label=t(logo::REMOVE) busy=upload.delete.pending() on_click=move |()| upload.remove() /> }
        })
    };
    view! {
        <div class="logo-acts">
            <div class="logo-buttons">
                <FileButton
                    label=label
                    name="logo"
                    accept=LOGO_TYPES.join(",")
                    busy=upload.busy
                    disabled=locked
                    on_choose=move |event: Event| upload.take(files::chosen(&event))
                />
                {remove}
            </div>
            <p class="field-hint">{hint}</p>
        </div>
    }
    .into_any()
}

/// Why there is no other picture.
fn message(upload: LogoUpload) -> Signal<Option<String>> {
    let language = use_language();
    let (put, delete) = (upload.put.error(), upload.delete.error());
    Signal::derive(move || {
        let text = |key: Key| language.texts().with(|texts| texts.get(key).into_owned());
        if let Some(file_error) = upload.file_error.get() {
            return Some(text(file_error_key(file_error)));
        }
        let error = put.get().or_else(|| delete.get())?;
        Some(error_key(&error).map_or_else(|| error_text(language, &error), text))
    })
}

const fn file_error_key(file_error: LogoFileError) -> Key {
    match file_error {
        LogoFileError::TooLarge => logo::TOO_LARGE,
        LogoFileError::Kind => logo::KIND,
        LogoFileError::Unreadable => logo::NOT_READ,
    }
}

/// What a refusal says of a picture.
fn error_key(error: &Error) -> Option<Key> {
    match error.code()? {
        ProblemCode::TooLarge => Some(logo::TOO_LARGE),
        ProblemCode::UnsupportedMediaType => Some(logo::KIND),
        ProblemCode::ImageUnreadable => Some(logo::UNREADABLE),
        ProblemCode::ImageTooLarge => Some(logo::TOO_MANY_PIXELS),
        _ => None,
    }
}
