//! The person's requests to join that no suggestion stands for any more.

use super::withdraw::Withdraw;
use crate::{
    api::Query,
    language::{ago, moment, t, tx},
    offers::use_offers,
    ui::{Avatar, Card},
};
use hq_contract::join_requests::{ListMyJoinRequests, MyJoinRequest};
use hq_text::offers;
use leptos::prelude::*;

/// The requests, to withdraw; nothing while there are none. Those to organizations that still let people ask stand
/// among the suggestions.
#[component]
pub fn MyJoinRequests() -> AnyView {
    let suggestions = use_offers().suggestions();
    let requests = Query::new(|| Some(ListMyJoinRequests::default()));
    let withdraw = Withdraw::new(move |_| requests.retry());
    let others = Memo::new(move |_| {
        let mut items = requests
            .with(|remote| remote.ready().map(|answer| answer.value.items.clone()).unwrap_or_default());
        suggestions.with(|suggestions| {
            items.retain(|request| {
                !suggestions.iter().any(|one| one.organization.id == request.organization.id)
            });
        });
        items
    });
    let card = move || {
        let rows = others.get().into_iter().map(|request| row(request, withdraw)).collect::<Vec<_>>();
        (!rows.is_empty()).then(|| {
            view! {
                <Card title=t(offers::REQUESTS) text=t(offers::ASKED)>
                    <ul class="offers-list">{rows}</ul>
                </Card>
            }
            .into_any()
        })
    };
    card.into_any()
}

fn row(request: MyJoinRequest, withdraw: Withdraw) -> AnyView {
    let name = request.organization.name.to_string();
    let colour = request.colour.as_str().to_owned();
    let (asked, exactly) = (ago(request.created_at.clone()), moment(request.created_at));
    view! {
        <li class="offer">
            <Avatar name=name.clone() colour=colour square=true />
            <div class="offer-text">
                <p class="offer-title">
                    <bdi>{name.clone()}</bdi>
                </p>
                <p class="offer-detail" title=exactly>
                    {tx(move |texts| offers::requested(texts, &asked.get()))}
                </p>
            </div>
            <div class="offer-actions">{withdraw.button(request.organization.id, request.id, name)}</div>
        </li>
    }
    .into_any()
}
