//! The way to the server's own mailbox.

use crate::{
    api::Query,
    language::t,
    ui::{Banner, Kind, LinkButton},
};
use hq_contract::about::GetAbout;
use hq_text::session;
use leptos::prelude::*;

/// On a server that sends no mails, to somebody on the same machine: where the mail is that they wait for. Nothing
/// elsewhere.
#[component]
pub fn MailboxNotice() -> AnyView {
    let about = Query::new(|| Some(GetAbout));
    let path = Memo::new(move |_| {
        about.with(|remote| remote.ready().and_then(|answer| answer.value.mailbox.clone()))
    });
    (move || {
        path.get().map(|path| {
            view! {
                <Banner text=t(session::MAILBOX_TEXT) />
                <LinkButton label=t(session::MAILBOX) href=path.to_string() kind=Kind::Primary wide=true />
            }
            .into_any()
        })
    })
    .into_any()
}
