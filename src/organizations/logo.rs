//! The settings' card of the logo.

use super::home::picture;
use crate::{
    api::{Answer, Mutation},
    browser::page,
    kit::{ImageCard, ImageUpload},
    language::{t, use_language},
    session::use_session,
    ui::{Avatar, Toasts, Tone},
};
use hq_contract::{
    Permission,
    organizations::{
        Organization,
        logo::{DeleteLogo, PutLogo},
    },
};
use hq_text::{logo, organizations};
use leptos::prelude::*;

/// The card. Who may not change the logo finds it locked; the page says above whom to ask.
#[component]
pub fn LogoCard(organization: Signal<Answer<Organization>>) -> AnyView {
    let upload = upload(organization);
    let looks = shown(organization, upload);
    view! {
        <ImageCard
            title=logo::TITLE
            text=logo::TEXT
            remove=logo::REMOVE
            locked=t(organizations::READ_ONLY)
            name="logo"
            upload=upload
            looks=looks
        />
    }
    .into_any()
}

fn upload(organization: Signal<Answer<Organization>>) -> ImageUpload {
    let (session, language, toasts) = (use_session(), use_language(), expect_context::<Toasts>());
    let done = move |answer: Answer<Organization>, key| {
        session.organization_changed(answer);
        toasts.push(Tone::Success, language.text_untracked(|texts| texts.get(key).into_owned()));
    };
    let put = Mutation::<PutLogo>::new(move |answer| done(answer, logo::SAVED));
    let delete = Mutation::<DeleteLogo>::new(move |answer| {
        done(answer, logo::REMOVED);
        // The button that had the focus has gone.
        page::focus("input[name=logo]");
    });
    let org = move || organization.with_untracked(|answer| answer.value.id);
    let may = move || organization.with(|answer| answer.value.may(Permission::UpdateOrganization));
    ImageUpload::new(
        Memo::new(move |_| may()).into(),
        Memo::new(move |_| organization.with(|answer| answer.value.logo.is_some())).into(),
        (put, move |picture| PutLogo { org: org(), picture }),
        (delete, move || DeleteLogo { org: org() }),
    )
}

/// The logo, or what stands in its place; what was chosen as soon as it is chosen.
fn shown(organization: Signal<Answer<Organization>>, upload: ImageUpload) -> AnyView {
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let colour = Signal::derive(move || organization.with(|answer| answer.value.colour.as_str().to_owned()));
    let (kept, chosen) = (picture(organization), upload.preview);
    let picture =
        Signal::derive(move || if chosen.with(String::is_empty) { kept.get() } else { chosen.get() });
    view! { <Avatar name=name colour=colour picture=picture square=true /> }.into_any()
}
