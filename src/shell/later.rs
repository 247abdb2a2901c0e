//! Views whose code comes when they are opened.

use crate::{
    api::use_client,
    browser::tasks,
    language::t,
    ui::{Failed, Shape, Skeleton},
};
use hq_text::{common, errors};
use leptos::{prelude::*, reactive::computed::ScopedFuture};
use std::{future::Future, pin::Pin};

/// The code did not come.
#[derive(Clone, Copy, Debug)]
pub struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// A view on its way.
pub type Coming = Pin<Box<dyn Future<Output = Result<AnyView, NotLoaded>>>>;
/// Sends for a view.
pub type Sender = Box<dyn Fn() -> Coming>;

/// Shows a page once its code is here; where that does not come, says so, and tries again by itself when the
/// connection is back.
pub fn page(send: Sender) -> AnyView {
    let late = Late::new(send);
    late.fetch();
    let recoveries = use_client().connection().recoveries();
    Effect::new(move |before: Option<u32>| {
        let now = recoveries.get();
        if before.is_some_and(|before| before != now) {
            late.fetch_missing();
        }
        now
    });
    let body = move || match late.stage.get() {
        Stage::Coming => view! {
            <div class="page">
                <Skeleton shape=Shape::Title />
                <Skeleton shape=Shape::Card />
            </div>
        }
        .into_any(),
        Stage::Missing => view! {
            <div class="page">
                <Failed
                    text=t(errors::LOST)
                    retry_label=t(common::TRY_AGAIN)
                    on_retry=move |()| late.fetch_missing()
                />
            </div>
        }
        .into_any(),
        Stage::Here => late.take(),
    };
    view! { {body} }.into_any()
}

/// Shows a piece of the page from when it is first opened and its code is here; until then `before`, which stays as it
/// is meanwhile. Where the code does not come, it closes again, to be opened another time.
pub fn piece(open: RwSignal<bool>, send: Sender, before: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let late = Late::new(send);
    let here = Memo::new(move |_| late.stage.get() == Stage::Here);
    Effect::new(move |_| {
        if open.get() && !late.sent.get_value() {
            late.fetch();
        }
    });
    Effect::new(move |_| {
        if late.stage.get() == Stage::Missing {
            late.sent.set_value(false);
            open.set(false);
        }
    });
    let body = move || if here.get() { late.take() } else { before() };
    view! { {body} }.into_any()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Coming,
    Missing,
    Here,
}

/// A view, and whether it is here.
#[derive(Clone, Copy)]
struct Late {
    stage: RwSignal<Stage>,
    sent: StoredValue<bool>,
    view: StoredValue<Option<AnyView>, LocalStorage>,
    send: StoredValue<Sender, LocalStorage>,
}

impl Late {
    fn new(send: Sender) -> Self {
        Self {
            stage: RwSignal::new(Stage::Coming),
            sent: StoredValue::new(false),
            view: StoredValue::new_local(None),
            send: StoredValue::new_local(send),
        }
    }

    fn fetch(self) {
        let connection = use_client().connection();
        self.sent.set_value(true);
        self.stage.set(Stage::Coming);
        let coming = ScopedFuture::new_untracked(self.send.with_value(|send| send()));
        tasks::run(async move {
            let came = coming.await;
            let next = if came.is_ok() { Stage::Here } else { Stage::Missing };
            // The page may have been left meanwhile.
            if self.view.try_update_value(|view| *view = came.ok()).is_some() {
                self.stage.set(next);
                if next == Stage::Missing {
                    connection.doubt();
                }
            }
        });
    }

    fn fetch_missing(self) {
        if self.stage.get_untracked() == Stage::Missing {
            self.fetch();
        }
    }

    fn take(self) -> AnyView {
        self.view.try_update_value(Option::take).flatten().into_any()
    }
}
