//! Deleting the engine, and forgetting it where its broker is gone.

use super::{
    deleting::{Deletion, use_deletion},
    links::list_route,
    shared::EnginePage,
    users,
    words::error_message,
};
use crate::{
    access::Why,
    api::Mutation,
    kit::use_drafts,
    language::{bytes_text, count, t, tx, use_language},
    operations::{ForgetDialog, TypedNameDialog, table_key},
    routes::use_router,
    ui::{Actions, Button, Card, Kind, Toasts, Tone},
};
use hq_contract::{
    Permission,
    operations::LifeState,
    storage_engines::{ForgetStorageEngine, ForgetThing},
};
use hq_text::{operations, storage_engines};
use leptos::prelude::*;

/// The card; nothing for the built-in one, and none while it is being deleted.
pub fn going(page: EnginePage) -> AnyView {
    let engine = page.engine;
    let shown = Memo::new(move |_| {
        engine.with(|engine| !engine.built_in && !matches!(engine.state, LifeState::Deleting))
    });
    (move || shown.get().then(|| card(page))).into_any()
}

fn card(page: EnginePage) -> AnyView {
    let (may, open, name) = (page.may_delete(), RwSignal::new(false), page.name());
    let deletion = use_deletion(page);
    let blocked = Memo::new(move |_| {
        page.engine.with(|engine| engine.dataplants > 0 || !engine.default_for.is_empty())
    });
    let still = Memo::new(move |_| {
        page.engine.with(|engine| {
            matches!(engine.state, LifeState::Ready | LifeState::Failed | LifeState::DeleteFailed)
        })
    });
    let ask = move |()| {
        deletion.clear();
        open.set(true);
    };
    let why = move || (!may.get()).then(|| view! { <Why permission=Permission::DeleteStorageEngines /> });
    view! {
        <Card title=t(storage_engines::DELETE) text=t(storage_engines::DELETE_TEXT) danger=true>
            {obstacles(page)}
            <Actions>
                {why} {forget(page)}
                <Button
                    label=tx(move |texts| storage_engines::delete_name(texts, &name.get()))
                    kind=Kind::Danger
                    disabled=Signal::derive(move || blocked.get() || !may.get() || !still.get())
                    on_click=ask
                />
            </Actions>
        </Card>
        <DeleteDialog page=page deletion=deletion open=open />
    }
    .into_any()
}

/// What uses it: it goes when nothing does.
fn obstacles(page: EnginePage) -> AnyView {
    let engine = page.engine;
    let some = Memo::new(move |_| engine.with(|engine| engine.dataplants > 0));
    let used = count(storage_engines::used_by_count, move || engine.with(|engine| engine.dataplants));
    let dataplants = move || {
        some.get().then(|| {
            view! {
                <p>{used}</p>
                {users::list(page)}
            }
        })
    };
    let tables = tx(move |texts| {
        engine.with(|engine| {
            let names: Vec<String> =
                engine.default_for.iter().map(|kind| texts.get(table_key(*kind)).into_owned()).collect();
            if names.is_empty() {
                String::new()
            } else {
                storage_engines::is_default(texts, &names.join(", "))
            }
        })
    });
    view! { <div class="engine-obstacles">{dataplants} <p>{tables}</p></div> }.into_any()
}

/// Asks for the name, says what goes, and closes once the deletion has begun.
#[component]
fn DeleteDialog(page: EnginePage, deletion: Deletion, open: RwSignal<bool>) -> AnyView {
    let (language, name) = (use_language(), page.name());
    let error = deletion.error();
    let state = page.state();
    Effect::new(move |_| {
        if state.get() == LifeState::Deleting {
            open.set(false);
        }
    });
    let title = tx(move |texts| storage_engines::delete_name(texts, &name.get()));
    let goes = Signal::derive(move || {
        let bytes = page.engine.with(|engine| engine.storage_bytes);
        let held = bytes.map(|bytes| bytes_text(language, bytes));
        language.texts().with(|texts| match &held {
            Some(held) => storage_engines::goes_with(texts, held),
            None => texts.get(storage_engines::GOES).into_owned(),
        })
    });
    view! {
        <TypedNameDialog
            open=open
            name=name
            title=title
            submit_label=title
            busy=deletion.pending()
            error=error_message(move || error.get())
            on_submit=move |_| deletion.run()
        >
            <p>{goes}</p>
        </TypedNameDialog>
    }
    .into_any()
}

/// The way to forget it, where its broker is gone or could not delete it.
fn forget(page: EnginePage) -> AnyView {
    let (language, toasts, router) = (use_language(), expect_context::<Toasts>(), use_router());
    let (open, name, drafts) = (RwSignal::new(false), page.name(), use_drafts());
    let forget = Mutation::<ForgetStorageEngine>::new(move |_| {
        drafts.forget_about(page.id);
        let name = name.get_untracked();
        toasts.push(Tone::Success, language.text_untracked(|texts| storage_engines::forgotten(texts, &name)));
        if let Some(route) = list_route(router) {
            router.replace(route);
        }
    });
    let error = forget.error();
    let shown = Memo::new(move |_| {
        page.engine.with(|engine| {
            engine.may.delete && (!engine.broker_available || engine.state == LifeState::DeleteFailed)
        })
    });
    let run = move |name: String| {
        forget.run(&ForgetStorageEngine { org: page.org, id: page.id, body: ForgetThing { name } });
    };
    let ask = move |()| {
        forget.clear();
        open.set(true);
    };
    (move || {
        shown.get().then(|| {
            view! {
                <Button label=t(operations::FORGET) on_click=ask />
                <ForgetDialog
                    open=open
                    name=name
                    busy=forget.pending()
                    error=error_message(move || error.get())
                    on_forget=run
                />
            }
        })
    })
    .into_any()
}
