//! Forgetting it, where its broker is gone.

use super::thing::Thing;
use crate::{
    api::Mutation,
    dataplants::words::error_message,
    kit::use_drafts,
    language::use_language,
    operations::ForgetDialog,
    routes::{DataplantView, DataplantsView, Route, use_router},
    ui::{Toasts, Tone},
};
use hq_contract::{dataplants::ForgetDataplant, operations::LifeState, storage_engines::ForgetThing};
use hq_text::dataplants;
use leptos::prelude::*;

/// The dialog; afterwards there is only the list left to go to.
#[component]
pub(super) fn ForgetThisDialog(thing: Thing) -> AnyView {
    let may = thing.get(|it| it.may.delete && (!it.broker_available || it.state == LifeState::DeleteFailed));
    let open = thing.dialog(DataplantView::Forget, may);
    let (language, toasts, router) = (use_language(), expect_context::<Toasts>(), use_router());
    let (name, drafts) = (thing.name(), use_drafts());
    let forget = Mutation::<ForgetDataplant>::new(move |_| {
        drafts.forget_about(thing.id);
        let text = language.text_untracked(|texts| dataplants::forgotten(texts, &name.get_untracked()));
        toasts.push(Tone::Success, text);
        let slug = thing.access.slug.get_untracked();
        router.replace(Route::dataplants(slug, &DataplantsView::default()));
    });
    let error = forget.error();
    let submit = move |name: String| {
        forget.run(&ForgetDataplant { org: thing.access.org, id: thing.id, body: ForgetThing { name } });
    };
    view! {
        <ForgetDialog
            open=open
            name=name
            busy=forget.pending()
            error=error_message(move || error.get())
            on_forget=submit
        />
    }
    .into_any()
}
