//! The email that the person signs in with, and the way to another one.

use super::{ask::ask, pending::pending, under_way::UnderWay};
use crate::{
    api::Query,
    kit::AsyncView,
    language::t,
    session::use_session,
    ui::{Button, Card, Dialog, Shape, Skeleton},
};
use hq_contract::email_changes::GetMyEmailChange;
use hq_text::{common, email_changes};
use leptos::prelude::*;

/// The card: the email of now, and the button that opens the form; or the change that waits for its link.
#[component]
pub fn EmailCard() -> AnyView {
    let email = use_session().my_email();
    let email = Memo::new(move |_| email.get());
    let query = Query::new(|| Some(GetMyEmailChange));
    let (under_way, open) = (UnderWay::of(query), RwSignal::new(false));
    Effect::new(move |before: Option<String>| {
        let now = email.get();
        // It was confirmed in another tab.
        if before.is_some_and(|before| before != now) {
            under_way.look_again();
        }
        now
    });
    let change =
        Memo::new(move |_| query.with(|remote| remote.ready().and_then(|it| it.value.pending.clone())));
    let state = move || match change.get() {
        Some(change) => pending(&change, under_way),
        None => {
            view! { <Button label=t(email_changes::BEGIN) on_click=move |()| open.set(true) /> }.into_any()
        }
    };
    view! {
        <Card title=t(email_changes::CARD) text=t(email_changes::CARD_TEXT)>
            <p class="email-now">
                <bdi>{email}</bdi>
            </p>
            <AsyncView data=query loading=|| view! { <Skeleton shape=Shape::Button /> }>
                <div class="email-change" tabindex="-1">
                    {state}
                </div>
            </AsyncView>
        </Card>
        <Dialog open=open title=t(email_changes::BEGIN) close_label=t(common::CANCEL)>
            {move || ask(open, under_way)}
        </Dialog>
    }
    .into_any()
}
