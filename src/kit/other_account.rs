//! Who opened a link that is not for their account.

use super::SwitchAccount;
use crate::{
    routes::{PageTitle, Route},
    ui::{Drawing, Gate, Kind, Lead, LinkButton},
};
use leptos::prelude::*;

/// Says that somebody else is signed in, with the ways on.
#[component]
pub fn OtherAccount(
    #[prop(default = Drawing::Locked)] drawing: Drawing,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] switch: Signal<String>,
    #[prop(into)] label: Signal<String>,
    to: Route,
    #[prop(default = Callback::new(|()| ()), into)] on_left: Callback<()>,
) -> AnyView {
    view! {
        <Gate drawing=drawing>
            <PageTitle title=title />
            <Lead text=text />
            <div class="gate-action">
                <OtherAccountWays switch=switch label=label to=to on_left=on_left />
            </div>
        </Gate>
    }
    .into_any()
}

/// The ways on: to the other account, where the page stays and so does the link; or elsewhere as who one is.
#[component]
pub fn OtherAccountWays(
    #[prop(into)] switch: Signal<String>,
    #[prop(into)] label: Signal<String>,
    to: Route,
    #[prop(default = Callback::new(|()| ()), into)] on_left: Callback<()>,
) -> AnyView {
    view! {
        <SwitchAccount label=switch kind=Kind::Primary on_left=on_left />
        <LinkButton label=label href=to.path() kind=Kind::Quiet wide=true />
    }
    .into_any()
}
