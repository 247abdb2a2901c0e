//! The answer to "Why?".

use super::{question::use_question, reasons::Reasons, refusal::refusal_key};
use crate::{
    language::{t, use_language},
    routes::{Route, use_router},
    session::use_session,
    ui::Dialog,
};
use hq_text::common;
use leptos::prelude::*;

/// The dialog; closed until somebody asks.
#[component]
pub fn WhyDialog() -> AnyView {
    let (session, language) = (use_session(), use_language());
    let asked = use_question();
    let title = move || {
        asked.open.track();
        let key = asked.about().map(refusal_key);
        key.map(|key| language.texts().with(|texts| texts.get(key).into_owned())).unwrap_or_default()
    };
    let route = use_router().route();
    Effect::new(move |before: Option<Route>| {
        // Another page has other questions.
        let route = route.get();
        if before.is_some_and(|before| !before.is_same_page(&route)) {
            asked.open.set(false);
        }
        route
    });
    view! {
        <Dialog open=asked.open title=Signal::derive(title) close_label=t(common::CLOSE)>
            {move || {
                let organization = session.organization();
                let org = organization.with_untracked(|remote| remote.ready().map(|answer| answer.value.id));
                org.zip(asked.about())
                    .map(|(org, permission)| {
                        view! {
                            <Reasons
                                org=org
                                permission=permission
                                on_allowed=move |()| asked.open.set(false)
                            />
                        }
                    })
            }}
        </Dialog>
    }
    .into_any()
}
