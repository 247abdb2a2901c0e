//! How much the organization can have, and has; and what was asked for.

use super::{
    current::Current,
    words::{quota_key, request_state},
};
use crate::{
    kit::AsyncView,
    language::{actor_name, ago, moment, number, number_text, t, tx, use_language},
    routes::PlanView,
    ui::{Badge, Button, Card, Cell, Column, Shape, Size, Skeleton, Table},
};
use hq_contract::quotas::{Quota, QuotaRequest};
use hq_text::quotas;
use leptos::prelude::*;

/// The quotas, asking for greater ones, and the operator's answers.
pub(super) fn quotas(current: Current) -> AnyView {
    let query = current.quotas;
    let all = Memo::new(move |_| {
        query.with(|remote| remote.ready().map(|answer| answer.value.quotas.clone())).unwrap_or_default()
    });
    let rows = move || all.get().into_iter().map(|quota| row(current, quota)).collect::<Vec<_>>();
    view! {
        <Card title=t(quotas::TITLE) text=t(quotas::TEXT)>
            <AsyncView data=query loading=|| view! { <Skeleton shape=Shape::Table /> }>
                <Table label=t(quotas::TITLE) columns=columns()>
                    {rows}
                </Table>
                {requests(current)}
            </AsyncView>
        </Card>
    }
    .into_any()
}

fn columns() -> Vec<Column> {
    let quiet = Column { quiet: true, ..Column::plain(t(quotas::ACTIONS)) };
    vec![Column::plain(t(quotas::WHAT)), Column::plain(t(quotas::HAS)), Column::plain(t(quotas::MOST)), quiet]
}

fn row(current: Current, quota: Quota) -> AnyView {
    let (language, access) = (use_language(), current.access);
    let Quota { kind, limit, used } = quota;
    let most = tx(move |texts| match limit {
        Some(limit) => number_text(language, limit),
        None => texts.get(quotas::NO_LIMIT).into_owned(),
    });
    let full = limit.is_some_and(|limit| used >= limit);
    let mark = full.then(|| view! { <span class="quota-full">{t(quotas::FULL)}</span> });
    let ask = move || {
        if limit.is_none() {
            return ().into_any();
        }
        if access.update.get() {
            view! {
                <Button
                    label=t(quotas::REQUEST)
                    about=t(quota_key(kind))
                    size=Size::Small
                    on_click=move |()| current.address.begin(PlanView::Quota(Some(kind)))
                />
            }
            .into_any()
        } else {
            access.why_not()
        }
    };
    view! {
        <tr class="table-row" role="row">
            <Cell head=true>{t(quota_key(kind))}</Cell>
            <Cell label=t(quotas::HAS)>{number(move || used)} {mark}</Cell>
            <Cell label=t(quotas::MOST)>{most}</Cell>
            <Cell actions=true>{ask}</Cell>
        </tr>
    }
    .into_any()
}

/// What was asked for, the latest first, with the answers.
fn requests(current: Current) -> AnyView {
    let query = current.quotas;
    let all = Memo::new(move |_| {
        query.with(|remote| remote.ready().map(|answer| answer.value.requests.clone())).unwrap_or_default()
    });
    let some = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let rows = move || all.get().into_iter().map(request).collect::<Vec<_>>();
    (move || {
        some.get().then(|| {
            view! {
                <h3 class="quota-heading">{t(quotas::REQUESTS)}</h3>
                <ul class="quota-requests">{rows}</ul>
            }
        })
    })
    .into_any()
}

fn request(request: QuotaRequest) -> AnyView {
    let language = use_language();
    let QuotaRequest { kind, wanted, reason, state, answer, created_by, created_at, .. } = request;
    let (said, tone) = request_state(state);
    let what =
        tx(move |texts| quotas::wanted(texts, &texts.get(quota_key(kind)), &number_text(language, wanted)));
    let (when, exactly, datetime) =
        (ago(created_at.clone()), moment(created_at.clone()), created_at.as_str().to_owned());
    let by = created_by.map(|by| {
        let by = tx(move |texts| quotas::by(texts, &actor_name(texts, &by)));
        view! { <span>{by}</span> }
    });
    let answer = answer.map(|answer| {
        view! {
            <div class="quota-answer">
                <span class="quota-answer-label">{t(quotas::ANSWER)}</span>
                <p dir="auto">{answer}</p>
            </div>
        }
    });
    view! {
        <li class="quota-request">
            <div class="quota-request-head">
                <strong>{what}</strong>
                <Badge label=t(said) tone=tone />
            </div>
            <p class="plan-soft">
                <time datetime=datetime title=exactly>
                    {when}
                </time>
                " "
                {by}
            </p>
            <p dir="auto">{reason.to_string()}</p>
            {answer}
        </li>
    }
    .into_any()
}
