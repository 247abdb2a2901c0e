//! In place of a page of an organization that forces two-step sign-in, for a member who has not set it up.

use crate::{
    language::{t, tx},
    routes::{PageTitle, Route, use_router},
    session::use_session,
    ui::{Gate, Kind, Lead, LinkButton, Size},
};
use hq_text::mfa;
use leptos::prelude::*;

/// What is missing, and the way there and back.
#[component]
pub fn MfaMissing() -> AnyView {
    let (route, session) = (use_router().route().get_untracked(), use_session());
    let named = route.organization_name().map(str::to_owned).unwrap_or_default();
    let name = Memo::new(move |_| {
        session.organizations().with(|organizations| {
            let mut mine = organizations.items.iter();
            mine.find(|mine| mine.slug.as_str() == named || mine.id.to_string() == named)
                .map(|mine| mine.name.to_string())
        })
    });
    let title = tx(move |texts| match name.get() {
        Some(name) => mfa::missing_title(texts, &name),
        None => texts.get(mfa::MISSING_TITLE_UNNAMED).into_owned(),
    });
    let set_up = Route::security(route.as_return()).path();
    view! {
        <Gate>
            <PageTitle title=title />
            <Lead text=t(mfa::MISSING_TEXT) />
            <LinkButton label=t(mfa::SET_UP_NOW) href=set_up kind=Kind::Primary size=Size::Large />
        </Gate>
    }
    .into_any()
}
