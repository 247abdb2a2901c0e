//! The page of one storage engine.

use super::{
    connections::connections, facts::facts, failed::failed, going::going, history::history,
    information::information, links::list_href, receipt::receipt, shared::EnginePage, under_way::under_way,
    usage::usage, users::users,
};
use crate::{
    api::Query,
    kit::{one, use_drafts},
    language::{t, tx, use_language},
    operations::{HealthText, StateBadge},
    providers::Limits,
    routes::PageTitle,
    ui::{BackLink, Banner, Shape, Toasts, Tone},
};
use hq_contract::{
    OrganizationId, StorageEngineId,
    storage_engines::{GetStorageEngine, StorageEngine},
};
use hq_text::storage_engines;
use leptos::prelude::*;

/// The page; `not_found` stands in its place where there is no such engine for this person.
#[component]
pub fn StorageEnginePage(
    org: OrganizationId,
    id: StorageEngineId,
    #[prop(into)] organization: Signal<String>,
    #[prop(into)] not_found: ViewFn,
) -> AnyView {
    let query = Query::new(move || Some(GetStorageEngine { org, id }));
    query.retry_when_refused();
    one(
        query,
        id,
        &[Shape::Title, Shape::Card, Shape::Table],
        move || not_found.run(),
        move |first| full(EnginePage::new(org, id, query, first), organization),
    )
}

fn full(page: EnginePage, organization: Signal<String>) -> AnyView {
    let (language, toasts, drafts) = (use_language(), expect_context::<Toasts>(), use_drafts());
    // The receipt takes the place of the page: who does not see that hears it. What was typed about the engine goes with it.
    Effect::new(move |_| {
        if page.gone.get() {
            drafts.forget_about(page.id);
            let name = page.engine.with_untracked(|engine| engine.name.to_string());
            toasts.push(Tone::Success, language.text_untracked(|texts| storage_engines::gone(texts, &name)));
        }
    });
    let body = move || {
        if page.gone.get() {
            return receipt(page);
        }
        let limits = Signal::derive(move || page.engine.with(|engine| engine.limits.clone()));
        view! {
            <div class="page-content engine-page">
                {broker_away(page)} {failed(page)} {under_way(page)} {facts(page)} {usage(page)}
                {connections(page)} {users(page)} <Limits limits=limits /> {information(page)} {history(page)}
                {going(page)}
            </div>
        }
        .into_any()
    };
    view! {
        <BackLink href=list_href() label=t(storage_engines::TITLE) />
        {head(page, organization)}
        {body}
    }
    .into_any()
}

fn head(page: EnginePage, organization: Signal<String>) -> AnyView {
    let description = move || {
        page.engine.with(|engine| engine.description.as_ref().map(ToString::to_string)).unwrap_or_default()
    };
    let health = Signal::derive(move || page.engine.with(|engine: &StorageEngine| engine.health.clone()));
    let there =
        Memo::new(move |_| page.engine.with(|engine| engine.health.is_some() || engine.state.can_change()));
    let standing = move || {
        (!page.gone.get()).then(|| {
            view! {
                <div class="engine-standing">
                    <StateBadge state=page.state() />
                    {move || there.get().then(|| view! { <HealthText health=health /> })}
                </div>
            }
        })
    };
    view! {
        <header class="page-head">
            <PageTitle title=page.name() within=organization />
            <p class="page-text">{description}</p>
            {standing}
        </header>
    }
    .into_any()
}

/// What cannot be done while its broker cannot be asked.
fn broker_away(page: EnginePage) -> AnyView {
    let away = Memo::new(move |_| page.engine.with(|engine| !engine.broker_available && !engine.built_in));
    let text =
        tx(
            move |texts| {
                if away.get() { texts.get(storage_engines::BROKER_AWAY).into_owned() } else { String::new() }
            },
        );
    view! { <Banner text=text tone=Tone::Warning /> }.into_any()
}
