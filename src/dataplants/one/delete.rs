//! Asking for its deletion, which a mail confirms.

use super::thing::Thing;
use crate::{
    api::{Answer, Mutation},
    dataplants::words::error_message,
    language::{count, t, tx, use_language},
    operations::TypedNameDialog,
    routes::DataplantView,
    session::use_session,
    ui::{Toasts, Tone},
};
use hq_contract::{
    dataplants::{DELETION_MINUTES, Dataplant, DeleteDataplant},
    operations::LifeState,
};
use hq_text::dataplants;
use leptos::prelude::*;

/// Says what goes, asks for the name, and has the mail sent.
#[component]
pub(super) fn DeleteDialog(thing: Thing) -> AnyView {
    let may = thing.get(|it| it.may.delete && matches!(it.state, LifeState::Ready | LifeState::DeleteFailed));
    let open = thing.dialog(DataplantView::Delete, may);
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let delete = Mutation::<DeleteDataplant>::new(move |answer: Answer<Dataplant>| {
        if answer.value.deletion_until.is_some() {
            let text = language.text_untracked(|texts| texts.get(dataplants::MAIL_SENT).into_owned());
            toasts.push(Tone::Success, text);
        }
        thing.took(answer);
        open.set(false);
    });
    let error = delete.error();
    thing.watch(error);
    let submit = move |_: String| {
        if let Some(version) = thing.version() {
            delete.run(&DeleteDataplant { org: thing.access.org, id: thing.id, version });
        }
    };
    let (name, mine) = (thing.name(), use_session().my_email());
    let minutes = count(dataplants::minutes, || u64::from(DELETION_MINUTES));
    let mail = tx(move |texts| dataplants::delete_mail(texts, &mine.get(), &minutes.get()));
    view! {
        <TypedNameDialog
            open=open
            name=name
            title=tx(move |texts| dataplants::delete_name(texts, &name.get()))
            submit_label=t(dataplants::SEND_LINK)
            busy=delete.pending()
            error=error_message(move || error.get())
            on_submit=submit
        >
            <p>{t(dataplants::DELETE_TEXT)}</p>
            <p>{mail}</p>
        </TypedNameDialog>
    }
    .into_any()
}
