//! The default configuration: which engine new dataplants take for which tables.

use super::defaults_form::DefaultsForm;
use crate::{
    api::Query,
    kit::{AsyncView, SaveBar, is_stale},
    language::{t, use_language},
    operations::table_key,
    providers,
    ui::{Card, Form, FormError, Select, Settings, Shape, Skeleton},
};
use hq_contract::{
    OrganizationId,
    storage_defaults::{GetStorageDefaults, StorageDefaults, TableKind},
};
use hq_text::storage_engines;
use leptos::prelude::*;

/// The card: choices for who `may` decide, names for others, beside which `why_not` stands.
pub fn defaults(org: OrganizationId, may: Signal<bool>, why_not: AnyView) -> AnyView {
    let query = Query::new(move || Some(GetStorageDefaults { org }));
    let body = move || {
        let first = query.ready_untracked()?;
        Some(if may.get() { form(org, query, &first.value) } else { names(query) })
    };
    view! {
        <Settings>
            <Card title=t(storage_engines::DEFAULTS) text=t(storage_engines::DEFAULTS_TEXT)>
                <AsyncView
                    data=query
                    loading=|| {
                        view! {
                            <Skeleton shape=Shape::Field />
                            <Skeleton shape=Shape::Field />
                            <Skeleton shape=Shape::Field />
                            <Skeleton shape=Shape::Button />
                        }
                    }
                >
                    {body}
                </AsyncView>
                {why_not}
            </Card>
        </Settings>
    }
    .into_any()
}

/// What is decided, for who may not decide it.
fn names(query: Query<StorageDefaults>) -> AnyView {
    let hidden = t(storage_engines::HIDDEN_ENGINE);
    let lines = TableKind::ALL.map(|kind| {
        let name = move || {
            let name = query.with(|remote| {
                let decided = remote.ready().and_then(|answer| answer.value.of(kind)?.name.clone());
                decided.map(|name| name.to_string())
            });
            name.unwrap_or_else(|| hidden.get())
        };
        view! {
            <div class="fact">
                <dt>{t(table_key(kind))}</dt>
                <dd>
                    <bdi>{name}</bdi>
                </dd>
            </div>
        }
    });
    view! { <dl class="facts">{lines.into_iter().collect::<Vec<_>>()}</dl> }.into_any()
}

fn form(org: OrganizationId, query: Query<StorageDefaults>, first: &StorageDefaults) -> AnyView {
    let form = DefaultsForm::new(org, query, first);
    let language = use_language();
    let message = Signal::derive(move || {
        if is_stale(form.save) {
            return Some(
                language.texts().with(|texts| texts.get(storage_engines::DEFAULTS_STALE).into_owned()),
            );
        }
        form.save.error().get().map(|error| providers::error_text(language, &error))
    });
    let selects = TableKind::ALL.into_iter().zip(form.fields).map(move |(kind, field)| {
        view! { <Select label=t(table_key(kind)) value=field choices=form.choices(kind) name=kind.as_str() /> }
    });
    view! {
        <Form on_submit=move |()| form.submit()>
            <FormError message=message />
            <div class="engines-defaults">{selects.collect::<Vec<_>>()}</div>
            <SaveBar
                unsaved=Signal::derive(move || form.editing.unsaved())
                restored=Signal::derive(move || form.editing.was_restored())
                busy=form.save.pending()
                on_discard=move |()| form.discard()
            />
        </Form>
    }
    .into_any()
}
