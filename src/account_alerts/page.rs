//! `/secure-account/{token}`. Reading it changes nothing, as scanners of mails follow links: the form does.

use super::{dead::Dead, form::SecureForm};
use crate::{
    api::{Mutation, Query},
    kit::LinkPending,
    language::{t, use_language},
    routes::{Route, use_router},
    session::use_session,
    ui::{Toasts, Tone},
};
use hq_contract::account_alerts::{GetAccountAlert, SecureAccount};
use hq_text::account_alerts;
use leptos::prelude::*;

/// What happened, and the form that takes the account back; or why the link does nothing any more.
#[component]
pub fn SecureAccountPage(token: String) -> AnyView {
    let (router, signed_in) = (use_router(), use_session());
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let token = StoredValue::new(token);
    let alert = Query::new(move || Some(GetAccountAlert { token: token.get_value() }));
    let secured = RwSignal::new(false);
    // The token leaves the address bar with its page. Whoever is signed in goes on from there.
    let leave = move || router.replace(Route::sign_in(None));
    let secure = Mutation::<SecureAccount>::new(move |_| {
        toasts.push(
            Tone::Success,
            language.text_untracked(|texts| texts.get(account_alerts::DONE).into_owned()),
        );
        if signed_in.user().get_untracked().is_some() {
            // Every session of the account has ended; but this one may be another account's.
            secured.set(true);
            signed_in.load();
        } else {
            leave();
        }
    });
    Effect::new(move |before: Option<bool>| {
        signed_in.state().track();
        let is_secured = secured.get();
        if is_secured && before == Some(true) {
            leave();
        }
        is_secured
    });
    let refused = secure.error();
    let dead = Memo::new(move |_| {
        refused
            .with(|error| error.as_ref().and_then(Dead::of))
            .or_else(|| alert.with(|remote| remote.failure().and_then(Dead::of)))
    });
    let happened = Memo::new(move |_| alert.with(|remote| remote.ready().map(|answer| answer.value.clone())));
    let body = move || match (dead.get(), happened.get()) {
        (Some(dead), _) => dead.page(),
        (None, Some(happened)) => {
            view! { <SecureForm happened=happened token=token.get_value() secure=secure /> }.into_any()
        }
        (None, None) => view! { <LinkPending title=t(account_alerts::TITLE) data=alert /> }.into_any(),
    };
    body.into_any()
}
