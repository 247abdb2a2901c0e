//! A page on which nothing is left to do.

use crate::{
    routes::{PageTitle, Route},
    ui::{Drawing, Gate, Kind, Lead, LinkButton, Size},
};
use leptos::prelude::*;

/// How things stand, and the one way on: for links that do nothing any more, for what is done, and for what is not there.
#[component]
pub fn GateNotice(
    drawing: Drawing,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] label: Signal<String>,
    to: Route,
) -> AnyView {
    view! {
        <Gate drawing=drawing>
            <PageTitle title=title />
            <Lead text=text />
            <div class="gate-action">
                <LinkButton label=label href=to.path() kind=Kind::Primary size=Size::Large wide=true />
            </div>
        </Gate>
    }
    .into_any()
}
