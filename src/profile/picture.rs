//! The account's card of the picture.

use crate::{
    api::{Answer, Mutation},
    browser::page,
    kit::{ImageCard, ImageUpload},
    language::use_language,
    session::use_session,
    ui::{Avatar, Toasts, Tone},
};
use hq_contract::{
    me::Me,
    pictures::{DeletePicture, PutPicture},
};
use hq_text::picture;
use leptos::prelude::*;

/// The card. `changed` is notified of another picture, which is another version of the account.
#[component]
pub fn PictureCard(changed: RwSignal<()>) -> AnyView {
    let upload = upload(changed);
    let (session, chosen) = (use_session(), upload.preview);
    let (user, kept) = (session.user(), session.my_picture());
    let name = Signal::derive(move || user.get().map(|user| user.full_name.to_string()).unwrap_or_default());
    let shown = Signal::derive(move || if chosen.with(String::is_empty) { kept.get() } else { chosen.get() });
    let looks = view! { <Avatar name=name picture=shown /> }.into_any();
    view! {
        <ImageCard
            title=picture::TITLE
            text=picture::TEXT
            remove=picture::REMOVE
            name="picture"
            upload=upload
            looks=looks
        />
    }
    .into_any()
}

fn upload(changed: RwSignal<()>) -> ImageUpload {
    let (session, language, toasts) = (use_session(), use_language(), expect_context::<Toasts>());
    let user = session.user();
    let done = move |answer: Answer<Me>, key| {
        session.user_changed(answer.value);
        changed.notify();
        toasts.push(Tone::Success, language.text_untracked(|texts| texts.get(key).into_owned()));
    };
    let put = Mutation::<PutPicture>::new(move |answer| done(answer, picture::SAVED));
    let delete = Mutation::<DeletePicture>::new(move |answer| {
        done(answer, picture::REMOVED);
        // The button that had the focus has gone.
        page::focus("input[name=picture]");
    });
    let has_picture = move || user.with(|user| user.as_ref().is_some_and(|user| user.picture.is_some()));
    ImageUpload::new(
        Signal::stored(true),
        Memo::new(move |_| has_picture()).into(),
        (put, |picture| PutPicture { picture }),
        (delete, || DeletePicture),
    )
}
