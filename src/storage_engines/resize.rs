//! Giving the engine another size.

use super::{shared::EnginePage, words::error_message};
use crate::{
    api::{Answer, Mutation, Query, unless_about},
    kit::{DialogForm, Draft, is_stale},
    language::{bytes_text, money_text, t, tx, use_language},
    providers::{SizeField, SizeInput},
    ui::{Banner, Dialog, Tone},
};
use hq_contract::{
    Money, Permission,
    providers::{GetProviders, Offer, Providers},
    storage_engines::{
        Blocker, Preflight, StorageEngine, StorageEnginePatch, UpdateStorageEngine, preflight,
    },
};
use hq_text::{common, providers, storage_engines};
use leptos::prelude::*;

/// Asks for another size, and says before what it comes to.
#[component]
pub fn ResizeDialog(page: EnginePage, open: RwSignal<bool>) -> AnyView {
    let name = page.name();
    let title = tx(move |texts| storage_engines::resize_name(texts, &name.get()));
    // Prices are asked for once somebody wants another size.
    let asked = Memo::new(move |before: Option<&bool>| before == Some(&true) || open.get());
    let offered = Query::new(move || asked.get().then_some(GetProviders));
    view! {
        <Dialog open=open title=title close_label=t(common::CANCEL)>
            {move || form(page, open, offered)}
        </Dialog>
    }
    .into_any()
}

fn form(page: EnginePage, open: RwSignal<bool>, offered: Query<Providers>) -> AnyView {
    let resize = Mutation::<UpdateStorageEngine>::new(move |answer: Answer<StorageEngine>| {
        open.set(false);
        page.changed(answer);
    });
    Effect::new(move |_| {
        if is_stale(resize) {
            page.refresh();
        }
    });
    let engine = page.engine;
    let sizes = Signal::derive(move || engine.with(|engine| engine.sizes));
    let from = engine.with_untracked(|engine| engine.fpu).unwrap_or_default();
    let input = SizeInput::starting_at(from, sizes).refused_by(resize, "/fpu");
    // Whether they may change this one, the engine says.
    let form = format!("engine_size.{}", page.id);
    let draft = Draft::within(page.org, "storage-engines", Permission::ReadOrganization, form);
    draft.of_changed(input.value, from.to_string());
    draft.ends_with(open);
    let offer = Memo::new(move |_| {
        let id = engine.with(|engine| engine.offer.clone());
        offered.with(|remote| remote.ready().and_then(|answer| find(&answer.value, &id)))
    });
    let outcome = Memo::new(move |_| {
        let to = input.fpu().filter(|to| engine.with(|engine| engine.fpu != Some(*to)))?;
        Some((to, engine.with(|engine| offer.with(|offer| looked_ahead(engine, offer.as_ref(), to)))))
    });
    let open_way = Memo::new(move |_| {
        outcome.with(|outcome| outcome.as_ref().is_some_and(|(_, preflight)| preflight.blocker.is_none()))
    });
    let submit = move |()| {
        let Some(Some(fpu)) = input.read() else { return input.focus.notify() };
        let version =
            page.query.with_untracked(|remote| remote.ready().and_then(|answer| answer.version.clone()));
        let Some(version) = version else { return page.query.retry() };
        if open_way.get_untracked() {
            let patch = StorageEnginePatch { fpu: Some(fpu), ..StorageEnginePatch::default() };
            resize.run(&UpdateStorageEngine { org: page.org, id: page.id, version, patch });
        }
    };
    let label = tx(move |texts| match outcome.with(|outcome| outcome.as_ref().map(|(to, _)| *to)) {
        Some(to) => storage_engines::resize_to(texts, &to.to_string()),
        None => texts.get(storage_engines::RESIZE).into_owned(),
    });
    let error = resize.error();
    view! {
        <DialogForm
            open=open
            submit_label=label
            on_submit=submit
            busy=resize.pending()
            disabled=Signal::derive(move || !open_way.get())
            error=error_message(unless_about(error, &["/fpu"]))
        >
            <p>{t(storage_engines::RESIZE_TEXT)}</p>
            <SizeField offer=offer input=input />
            {comes_to(outcome)}
        </DialogForm>
    }
    .into_any()
}

fn find(providers: &Providers, id: &str) -> Option<Offer> {
    providers.offers.iter().find(|offer| offer.id == id).cloned()
}

/// What the size comes to. What is no longer offered has no price, but keeps its sizes.
fn looked_ahead(engine: &StorageEngine, offer: Option<&Offer>, to: u32) -> Preflight {
    let from = engine.fpu.unwrap_or_default();
    match offer {
        Some(offer) => preflight(offer, from, to, engine.high_availability, engine.storage_bytes),
        None => Preflight {
            blocker: match engine.sizes {
                None => Some(Blocker::NotResizable),
                Some(sizes) => (!sizes.has(to)).then_some(Blocker::NotASize(sizes)),
            },
            difference: None,
        },
    }
}

/// What it comes to, in words.
fn comes_to(outcome: Memo<Option<(u32, Preflight)>>) -> AnyView {
    let language = use_language();
    let blocked = move || {
        outcome.with(|outcome| match outcome.as_ref().and_then(|(_, preflight)| preflight.blocker.clone()) {
            Some(Blocker::TooFull { used, limit }) => {
                let (used, limit) = (bytes_text(language, used), bytes_text(language, limit));
                language.texts().with(|texts| storage_engines::too_full(texts, &limit, &used))
            }
            Some(Blocker::NotResizable) => {
                language.texts().with(|texts| texts.get(storage_engines::NOT_RESIZABLE).into_owned())
            }
            // The field says so.
            Some(Blocker::NotASize(_)) | None => String::new(),
        })
    };
    let difference = move || {
        outcome.with(|outcome| {
            let (_, preflight) = outcome.as_ref().filter(|(_, preflight)| preflight.blocker.is_none())?;
            let money = preflight.difference.as_ref();
            let amount = money.map(|money| {
                let size = Money { minor: money.minor.saturating_abs(), currency: money.currency.clone() };
                (money.minor.signum(), money_text(language, &size))
            });
            Some(language.texts().with(|texts| match amount {
                None => texts.get(providers::PRICE_UNKNOWN).into_owned(),
                Some((0, _)) => texts.get(storage_engines::SAME_PRICE).into_owned(),
                Some((1, amount)) => storage_engines::costs_more(texts, &amount),
                Some((_, amount)) => storage_engines::costs_less(texts, &amount),
            }))
        })
    };
    view! {
        <Banner text=Signal::derive(blocked) tone=Tone::Warning />
        <p class="resize-difference" role="status">
            {difference}
        </p>
    }
    .into_any()
}
