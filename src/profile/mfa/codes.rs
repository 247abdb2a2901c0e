//! The recovery codes, this once.

use super::flow::{MfaFlow, STEP};
use crate::{
    kit::{CopyState, CopyStatus},
    language::{t, tx},
    routes::use_router,
    session::use_session,
    ui::{Actions, Button, Kind, LinkButton},
};
use hq_contract::encode_segment;
use hq_text::mfa;
use leptos::prelude::*;

/// The name of the file that they can be kept in.
const FILE: &str = "hq-recovery-codes.txt";

/// The codes, to copy or keep as a file; then on, or back to where the person came from.
#[component]
pub(super) fn Codes(flow: MfaFlow, codes: Vec<String>) -> AnyView {
    let (router, email) = (use_router(), use_session().my_email());
    let text = StoredValue::new(codes.join("\n"));
    let copies = CopyState::new();
    let copy = move |()| text.with_value(|text| copies.copy(text));
    let file = tx(move |texts| {
        let file = format!("{}\n\n{}\n", mfa::file_head(texts, &email.get()), text.get_value());
        format!("data:text/plain;charset=utf-8,{}", encode_segment(&file))
    });
    let done = move |()| match flow.return_to.get_value() {
        Some(path) => router.replace_with_path(&path),
        None => flow.home(),
    };
    let items = codes.into_iter().map(|code| view! { <li>{code}</li> }).collect::<Vec<_>>();
    view! {
        <h3 id=STEP tabindex="-1" class="mfa-step card-title">
            {t(mfa::CODES_TITLE)}
        </h3>
        <p class="card-text">{t(mfa::CODES_TEXT)}</p>
        <ul class="mfa-codes">{items}</ul>
        <CopyStatus state=copies />
        <Actions>
            <Button label=t(mfa::COPY_CODES) on_click=copy />
            <LinkButton label=t(mfa::DOWNLOAD) href=file download=FILE />
            <Button label=t(mfa::KEPT) kind=Kind::Primary on_click=done />
        </Actions>
    }
    .into_any()
}
