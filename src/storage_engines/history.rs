//! What was done to the engine.

use super::shared::EnginePage;
use crate::{
    kit::AsyncView,
    language::t,
    operations::OperationHistory,
    ui::{Card, Shape, Skeleton},
};
use hq_text::storage_engines;
use leptos::prelude::*;

/// The card.
pub fn history(page: EnginePage) -> AnyView {
    let all = page.operations;
    view! {
        <Card title=t(storage_engines::HISTORY)>
            <AsyncView
                data=all
                is_empty=move || all.is_empty()
                loading=|| view! { <Skeleton shape=Shape::Table /> }
                empty=|| view! { <p class="engine-quiet">{t(storage_engines::NO_HISTORY)}</p> }
            >
                <OperationHistory operations=all.items() />
            </AsyncView>
        </Card>
    }
    .into_any()
}
