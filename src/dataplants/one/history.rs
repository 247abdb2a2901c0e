//! What was done to it.

use super::thing::Thing;
use crate::{
    kit::AsyncView,
    language::t,
    operations::OperationHistory,
    ui::{Card, Shape, Skeleton},
};
use hq_text::dataplants;
use leptos::prelude::*;

pub(super) fn history(thing: Thing) -> AnyView {
    let query = thing.history;
    let all = Signal::derive(move || {
        query.with(|remote| remote.ready().map(|answer| answer.value.items.clone()).unwrap_or_default())
    });
    view! {
        <Card title=t(dataplants::HISTORY)>
            <AsyncView
                data=query
                is_empty=Signal::derive(move || all.with(Vec::is_empty))
                loading=|| view! { <Skeleton shape=Shape::Line /> }
                empty=|| view! { <p>{t(dataplants::NO_HISTORY)}</p> }
            >
                <OperationHistory operations=all />
            </AsyncView>
        </Card>
    }
    .into_any()
}
