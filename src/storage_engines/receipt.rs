//! What went, once the engine has gone.

use super::{
    facts::fact,
    links::list_href,
    row::location,
    shared::EnginePage,
    words::{engine_text, size_text, storage_text},
};
use crate::{
    language::{count, t, tx, use_language},
    ui::{Actions, Card, LinkButton},
};
use hq_text::storage_engines;
use leptos::prelude::*;

/// In place of the page.
pub fn receipt(page: EnginePage) -> AnyView {
    let (language, engine, name) = (use_language(), page.engine, page.name());
    let kind = tx(move |texts| engine.with(|engine| engine_text(texts, engine)));
    let size = tx(move |texts| engine.with(|engine| size_text(texts, engine)));
    let held = Signal::derive(move || engine.with(|engine| storage_text(language, engine)));
    let credentials = page.credentials.items();
    let made = count(storage_engines::credentials_count, move || {
        credentials.with(|credentials| u64::try_from(credentials.len()).unwrap_or(u64::MAX))
    });
    view! {
        <div class="page-content">
            <Card
                title=tx(move |texts| storage_engines::gone(texts, &name.get()))
                text=t(storage_engines::GONE_TEXT)
            >
                <dl class="facts">
                    {fact(storage_engines::ENGINE, kind.into_any())}
                    {fact(storage_engines::LOCATION, location(engine))}
                    {fact(storage_engines::SIZE_HEAD, size.into_any())}
                    {fact(storage_engines::STORAGE, held.into_any())}
                    {fact(storage_engines::CREDENTIALS, made.into_any())}
                </dl>
                <Actions>
                    <LinkButton label=t(storage_engines::TO_LIST) href=list_href() />
                </Actions>
            </Card>
        </div>
    }
    .into_any()
}
