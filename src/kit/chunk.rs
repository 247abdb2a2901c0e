//! Lazily loaded views. `cargo xtask dist` splits the console at each [`chunk!`]; other builds have everything in one
//! file, and run the same code (docs/decisions/0002-size-of-the-console.md).

use crate::{
    api::{Connection, use_client},
    browser::{page as document, tasks},
    language::t,
    ui::{Banner, Failed, Shape, Skeleton, Tone},
};
use hq_text::{common, errors, shell};
use leptos::prelude::*;
use std::{future::Future, pin::Pin};

/// How often loading is tried while the server can be reached. After that a newer release must have replaced the files,
/// and only reloading the page helps: when the person asks for it, never by itself.
const TRIES: u32 = 2;

/// The code could not be loaded.
#[derive(Clone, Copy, Debug)]
pub struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// A future of something that needs code which may still be loading.
pub type LoadFuture<T> = Pin<Box<dyn Future<Output = Result<T, NotLoaded>>>>;

/// A view whose code is loaded on demand.
pub struct Chunk {
    /// Loads the code.
    pub load: fn() -> LoadFuture<()>,
    /// The view; ready at once if the code is loaded.
    pub view: Box<dyn Fn() -> LoadFuture<AnyView> + Send + Sync>,
    /// Whether it needs more than the styles of the first pages.
    pub styles: bool,
}

/// `name(arg: Type) in file { view }` is a function `name` that makes the [`Chunk`] of that view. Its code lies in the file
/// of that name (`page_…` for a page, `part_…` for what lies over or in one); several may share a file.
#[macro_export]
macro_rules! chunk {
    ($(#[$doc:meta])* $vis:vis $name:ident($($arg:ident: $type:ty),*) in $file:ident $body:block) => {
        $(#[$doc])*
        $vis fn $name($($arg: $type),*) -> $crate::kit::Chunk {
            #[cfg_attr(split, wasm_split_helpers::wasm_split($file, fallible, preload(load)))]
            fn $name($($arg: $type),*) -> Result<leptos::prelude::AnyView, $crate::kit::NotLoaded> {
                Ok($body)
            }
            #[cfg(split)]
            return $crate::kit::Chunk {
                load: || Box::pin(async { Ok(load().await?) }),
                view: Box::new(move || Box::pin($name($($arg.clone()),*))),
                styles: true,
            };
            #[cfg(not(split))]
            return $crate::kit::Chunk {
                load: || Box::pin(std::future::ready(Ok(()))),
                view: Box::new(move || Box::pin(std::future::ready($name($($arg.clone()),*)))),
                styles: true,
            };
        }
    };
}

impl Chunk {
    /// It needs no more than the styles of the first pages.
    pub fn plain(self) -> Self {
        Self { styles: false, ..self }
    }

    /// Loads its code and styles.
    ///
    /// # Errors
    /// [`NotLoaded`]
    pub async fn fetch(&self) -> Result<(), NotLoaded> {
        fetch(self.load, self.styles).await
    }

    /// The view, once its code is loaded.
    fn draw(&self) -> AnyView {
        untrack(|| tasks::at_once((self.view)().as_mut())).and_then(Result::ok).into_any()
    }

    /// Shows a page once its code is loaded. If that fails, shows an error, and tries again when the connection is back.
    pub fn page(self) -> AnyView {
        self.show("page")
    }

    /// The same for a part of a page.
    pub fn part(self) -> AnyView {
        self.show("")
    }

    fn show(self, class: &'static str) -> AnyView {
        let code = ChunkCode::new(self.load, self.styles);
        (move || match code.stage.get() {
            Stage::Loading => view! {
                <div class=class aria-busy="true" data-first="true">
                    <Skeleton shape=Shape::Title />
                    <Skeleton shape=Shape::Card />
                </div>
            }
            .into_any(),
            Stage::Failed => view! {
                <div class=class>
                    <Failed text=code.text() retry_label=code.action() on_retry=move |()| code.retry() />
                </div>
            }
            .into_any(),
            Stage::Ready => self.draw(),
        })
        .into_any()
    }

    /// Mounts it when it is first opened, or on `preload`, if it has to work without a connection. From then on it shows
    /// and hides itself. While its code has failed to load and it is open, a banner says so.
    pub fn when_open(self, open: Signal<bool>, preload: Signal<bool>) -> AnyView {
        self.mount(open, preload, || ().into_any())
    }

    /// The same for what stands over other parts of a page: what is under it is out of sight until it is here.
    pub fn above(self, wanted: Signal<bool>) -> AnyView {
        let coming = || view! { <div aria-busy="true" data-first="true"></div> }.into_any();
        self.mount(wanted, Signal::stored(false), coming)
    }

    fn mount(self, open: Signal<bool>, preload: Signal<bool>, coming: fn() -> AnyView) -> AnyView {
        let needed =
            Memo::new(move |before: Option<&bool>| before == Some(&true) || open.get() || preload.get());
        let chunk = StoredValue::new(self);
        (move || {
            needed.get().then(|| {
                let code = chunk.with_value(|chunk| ChunkCode::new(chunk.load, chunk.styles));
                (move || match code.stage.get() {
                    Stage::Loading => coming(),
                    Stage::Failed => load_error(open, code),
                    Stage::Ready => chunk.with_value(Self::draw),
                })
                .into_any()
            })
        })
        .into_any()
    }
}

/// Fetches code and styles at the same time.
fn fetch(load: fn() -> LoadFuture<()>, styles: bool) -> LoadFuture<()> {
    let (mut code, styles) = (load(), styles.then(document::later_styles));
    // The code is requested now, and not when the future is first polled.
    let here = tasks::at_once(code.as_mut());
    Box::pin(async move {
        let result = match here {
            Some(result) => result,
            None => code.await,
        };
        if let Some(styles) = styles {
            styles.await;
        }
        result
    })
}

fn load_error(open: Signal<bool>, code: ChunkCode) -> AnyView {
    let text = code.text();
    view! {
        <div class="missing">
            <Banner
                text=move || if open.get() { text.get() } else { String::new() }
                tone=Tone::Warning
                action=code.action()
                on_action=move |()| code.retry()
            />
        </div>
    }
    .into_any()
}
/// How far the code of a chunk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Loading,
    Failed,
    Ready,
}

/// The code of a chunk while it is shown.
#[derive(Clone, Copy)]
struct ChunkCode {
    load: fn() -> LoadFuture<()>,
    styles: bool,
    stage: RwSignal<Stage>,
    tries: RwSignal<u32>,
    connection: Connection,
}

impl ChunkCode {
    /// Loads it, and tries again whenever the connection is back.
    fn new(load: fn() -> LoadFuture<()>, styles: bool) -> Self {
        let connection = use_client().connection();
        let code =
            Self { load, styles, stage: RwSignal::new(Stage::Loading), tries: RwSignal::new(0), connection };
        code.fetch();
        let lost = connection.lost();
        Effect::new(move |_| {
            if lost.get() {
                code.tries.set(0);
            }
        });
        connection.on_recovery(move || {
            if !code.outdated() {
                code.fetch_failed();
            }
        });
        code
    }

    fn fetch(self) {
        self.tries.update(|tries| *tries += 1);
        self.stage.set(Stage::Loading);
        let mut future = fetch(self.load, self.styles);
        match tasks::at_once(future.as_mut()) {
            Some(result) => self.loaded(result),
            None => tasks::run(async move { self.loaded(future.await) }),
        }
    }

    fn loaded(self, result: Result<(), NotLoaded>) {
        let stage = if result.is_ok() { Stage::Ready } else { Stage::Failed };
        // The view that needs it may have been removed meanwhile.
        let gone = self.stage.try_set(stage).is_some();
        if !gone && stage == Stage::Failed {
            self.connection.report_unreachable();
        }
    }

    fn fetch_failed(self) {
        if self.stage.get_untracked() == Stage::Failed {
            self.fetch();
        }
    }

    /// Whether a newer release has been deployed.
    fn outdated(self) -> bool {
        self.tries.get() >= TRIES && !self.connection.lost().get()
    }

    fn text(self) -> Signal<String> {
        let (lost, updated) = (t(errors::LOST), t(shell::UPDATED));
        Signal::derive(move || if self.outdated() { updated.get() } else { lost.get() })
    }

    fn action(self) -> Signal<String> {
        let (retry, reload) = (t(common::TRY_AGAIN), t(shell::RELOAD));
        Signal::derive(move || if self.outdated() { reload.get() } else { retry.get() })
    }

    /// The person has asked to try again.
    fn retry(self) {
        if untrack(|| self.outdated()) {
            document::reload();
        } else {
            self.fetch_failed();
        }
    }
}
