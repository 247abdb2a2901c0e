//! Which dataplants use the engine.

use super::{links::dataplant_href, shared::EnginePage};
use crate::{
    kit::AsyncView,
    language::{t, tx},
    operations::table_key,
    ui::{Card, Shape, Skeleton},
};
use hq_contract::storage_engines::StorageEngineUser;
use hq_text::storage_engines;
use leptos::prelude::*;

/// The card; nothing where none uses it.
pub fn users(page: EnginePage) -> AnyView {
    let some = Memo::new(move |_| page.engine.with(|engine| engine.dataplants > 0));
    (move || {
        some.get().then(|| {
            view! { <Card title=t(storage_engines::USED_BY)>{list(page)}</Card> }
        })
    })
    .into_any()
}

/// The dataplants, with the way to those that the person may see.
pub fn list(page: EnginePage) -> AnyView {
    let all = page.users;
    let items = all.items();
    let lines = move || items.get().into_iter().map(line).collect::<Vec<_>>();
    view! {
        <AsyncView data=all loading=|| view! { <Skeleton shape=Shape::Line /> }>
            <ul class="engine-users">{lines}</ul>
        </AsyncView>
    }
    .into_any()
}

fn line(user: StorageEngineUser) -> AnyView {
    let StorageEngineUser { dataplant, name, tables } = user;
    let name = match (dataplant, name) {
        (Some(id), Some(name)) => {
            let href = dataplant_href(id);
            view! {
                <a class="link" href=href>
                    <bdi>{name.to_string()}</bdi>
                </a>
            }
            .into_any()
        }
        _ => t(storage_engines::HIDDEN_DATAPLANT).into_any(),
    };
    let tables = tx(move |texts| {
        tables.iter().map(|kind| texts.get(table_key(*kind)).into_owned()).collect::<Vec<_>>().join(", ")
    });
    view! { <li>{name} " " <span class="engine-quiet">{tables}</span></li> }.into_any()
}
