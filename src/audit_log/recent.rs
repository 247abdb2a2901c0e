//! What was done lately, on an organization's home.

use super::{
    people::{logged_name, picture},
    person::{nobody, nobody_name},
    row::entry_text,
};
use crate::{
    api::Query,
    kit::AsyncView,
    language::{ago, moment, t, tx},
    ui::{Avatar, Card, Glyph, Icon, Kind, LinkButton, Shape, Size, Skeleton, glyph},
};
use hq_contract::{
    OrganizationId,
    audit_log::{AuditEntry, AuditFilter, ListAuditLog, LoggedActor},
};
use hq_text::{audit_log, home};
use leptos::prelude::*;
use std::sync::Arc;

/// How many lines.
const SHOWN: usize = 5;

/// The last lines of the log, and the way to `all` of it; shown once `ready`.
#[component]
pub fn RecentChanges(
    org: OrganizationId,
    #[prop(into)] all: Signal<String>,
    #[prop(into)] ready: Signal<bool>,
) -> AnyView {
    let query =
        Query::new(move || Some(ListAuditLog { org, filter: AuditFilter::default(), page_token: None }));
    let lines = move || {
        query.with(|remote| {
            let items = remote.ready().map(|answer| answer.value.items.iter()).into_iter().flatten();
            items.take(SHOWN).cloned().map(line).collect::<Vec<_>>()
        })
    };
    let empty =
        move || query.with(|remote| remote.ready().is_some_and(|answer| answer.value.items.is_empty()));
    view! {
        <Card title=t(home::RECENT)>
            <AsyncView
                data=query
                show_when=ready
                is_empty=Signal::derive(empty)
                loading=|| view! { <Skeleton shape=Shape::Card /> }
                empty=|| view! { <p>{t(audit_log::NOTHING)}</p> }
            >
                <ul class="home-changes">{lines}</ul>
            </AsyncView>
            <div class="home-acts">
                <LinkButton label=t(home::ALL_CHANGES) href=all size=Size::Small kind=Kind::Quiet />
            </div>
        </Card>
    }
    .into_any()
}

/// Who did what, and when.
fn line(entry: AuditEntry) -> AnyView {
    let entry = Arc::new(entry);
    let when = entry.created_at.clone();
    let (datetime, exactly) = (when.as_str().to_owned(), moment(when.clone()));
    let (actor, nobody) = (entry.actor.clone(), nobody(entry.means));
    let symbol = |icon: Glyph| {
        view! {
            <span class="home-mark" aria-hidden="true">
                <Icon glyph=icon />
            </span>
        }
        .into_any()
    };
    let who = tx(move |texts| match &actor {
        Some(actor) => logged_name(texts, actor),
        None => nobody_name(texts, nobody),
    });
    let mark = match &entry.actor {
        Some(person @ LoggedActor::Person { .. }) => {
            view! { <Avatar name=who picture=picture(person) /> }.into_any()
        }
        Some(LoggedActor::ApiKey { .. }) => symbol(glyph::KEY),
        None => symbol(glyph::SYSTEM),
    };
    view! {
        <li class="home-change">
            {mark} <div>
                <p class="home-name">{entry_text(entry)}</p>
                <p class="home-when">
                    <bdi>{who}</bdi>
                    ", "
                    <time datetime=datetime title=exactly>
                        {ago(when)}
                    </time>
                </p>
            </div>
        </li>
    }
    .into_any()
}
