//! How much the engine holds, over time.

use super::{shared::EnginePage, words::storage_text};
use crate::{
    api::List,
    kit::AsyncView,
    language::{bytes_text, t, tx, use_language},
    ui::{Banner, Card, Chart, ChartPoint, ChartWords, Shape, Skeleton, Tone},
};
use hq_contract::storage_engines::{GetStorageEngineUsage, StorageDay};
use hq_text::storage_engines;
use leptos::prelude::*;

/// The card: how much it holds of what it should hold at most, and how that came.
pub fn usage(page: EnginePage) -> AnyView {
    let (language, engine, org, id) = (use_language(), page.engine, page.org, page.id);
    let days = List::new(move |_| Some(GetStorageEngineUsage { org, id }));
    let now = Signal::derive(move || {
        let measured = engine.with(|engine| engine.storage_bytes.is_some());
        if measured { engine.with(|engine| storage_text(language, engine)) } else { String::new() }
    });
    let full = tx(move |texts| {
        let over = engine.with(|engine| {
            engine.storage_bytes.zip(engine.storage_limit_bytes).is_some_and(|(used, limit)| used > limit)
        });
        if over { texts.get(storage_engines::OVER_LIMIT).into_owned() } else { String::new() }
    });
    let points = Signal::derive(move || {
        let point = |day: &StorageDay| ChartPoint {
            when: day.day.clone(),
            value: as_float(day.storage_bytes),
            value_text: bytes_text(language, day.storage_bytes),
            limit: day.storage_limit_bytes.map(as_float),
            limit_text: day.storage_limit_bytes.map(|limit| bytes_text(language, limit)).unwrap_or_default(),
        };
        days.items().with(|days| days.iter().map(point).collect::<Vec<_>>())
    });
    let words = ChartWords {
        label: tx(move |texts| storage_engines::usage_label(texts, &now.get())),
        when: t(storage_engines::DAY),
        value: t(storage_engines::HELD),
        limit: t(storage_engines::AT_MOST),
        table: t(storage_engines::AS_TABLE),
    };
    view! {
        <Card title=t(storage_engines::STORAGE) text=now>
            <Banner text=full tone=Tone::Warning />
            <AsyncView
                data=days
                is_empty=move || days.is_empty()
                loading=|| view! { <Skeleton shape=Shape::Card /> }
                empty=|| view! { <p class="engine-quiet">{t(storage_engines::NO_USAGE)}</p> }
            >
                <Chart words=words points=points />
            </AsyncView>
        </Card>
    }
    .into_any()
}

#[expect(clippy::cast_precision_loss, reason = "it is drawn")]
const fn as_float(bytes: u64) -> f64 {
    bytes as f64
}
