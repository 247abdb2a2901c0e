//! Views whose code comes when they are opened. `cargo xtask dist` cuts the console at each [`chunk!`]; other builds have
//! all in one file, and go the same ways (docs/decisions/0002-size-of-the-console.md).

use crate::{
    api::{Connection, use_client},
    browser::{page as document, tasks},
    language::t,
    ui::{Banner, Failed, Shape, Skeleton, Tone},
};
use hq_text::{common, errors, shell};
use leptos::prelude::*;
use std::{future::Future, pin::Pin};

/// How often code that does not come is asked for while the server answers otherwise. Then another release has taken the
/// place of this one, files and all, and only loading the page anew helps: when the person says so, never by itself.
const TRIES: u32 = 2;

/// The code did not come.
#[derive(Clone, Copy, Debug)]
pub struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Something that needs code which may be on its way.
pub type Coming<T> = Pin<Box<dyn Future<Output = Result<T, NotLoaded>>>>;

/// A view whose code comes later.
pub struct Chunk {
    /// Sends for the code.
    pub load: fn() -> Coming<()>,
    /// The view; at once, if the code is here.
    pub view: Box<dyn Fn() -> Coming<AnyView> + Send + Sync>,
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

    /// Sends for its code and styles, and waits for them.
    ///
    /// # Errors
    /// [`NotLoaded`]
    pub async fn fetch(&self) -> Result<(), NotLoaded> {
        fetch(self.load, self.styles).await
    }

    /// The view of code that is here.
    fn draw(&self) -> AnyView {
        untrack(|| tasks::at_once((self.view)().as_mut())).and_then(Result::ok).into_any()
    }

    /// Shows a page once its code is here. Where that does not come, says so, and tries again when the connection is back.
    pub fn page(self) -> AnyView {
        self.show("page")
    }

    /// The same for a part of a page.
    pub fn part(self) -> AnyView {
        self.show("")
    }

    fn show(self, class: &'static str) -> AnyView {
        let code = Code::new(self.load, self.styles);
        (move || match code.stage.get() {
            Stage::Coming => view! {
                <div class=class aria-busy="true">
                    <Skeleton shape=Shape::Title />
                    <Skeleton shape=Shape::Card />
                </div>
            }
            .into_any(),
            Stage::Missing => view! {
                <div class=class>
                    <Failed text=code.text() retry_label=code.action() on_retry=move |()| code.retry() />
                </div>
            }
            .into_any(),
            Stage::Here => self.draw(),
        })
        .into_any()
    }

    /// Puts it into the page when it is first opened, or `soon`, if it has to be there whatever the connection is then.
    /// From then on it shows and hides itself. Where its code does not come, that is said as long as it is open.
    pub fn opened(self, open: Signal<bool>, soon: Signal<bool>) -> AnyView {
        let needed =
            Memo::new(move |before: Option<&bool>| before == Some(&true) || open.get() || soon.get());
        let chunk = StoredValue::new(self);
        (move || {
            needed.get().then(|| {
                let code = chunk.with_value(|chunk| Code::new(chunk.load, chunk.styles));
                (move || match code.stage.get() {
                    Stage::Coming => ().into_any(),
                    Stage::Missing => missing(open, code),
                    Stage::Here => chunk.with_value(Self::draw),
                })
                .into_any()
            })
        })
        .into_any()
    }
}

/// Both at once.
fn fetch(load: fn() -> Coming<()>, styles: bool) -> Coming<()> {
    let (mut code, styles) = (load(), styles.then(document::later_styles));
    // Started here, and waited for when somebody waits.
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

fn missing(open: Signal<bool>, code: Code) -> AnyView {
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
/// Where the code is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Coming,
    Missing,
    Here,
}

/// Code that is wanted, and where it is.
#[derive(Clone, Copy)]
struct Code {
    load: fn() -> Coming<()>,
    styles: bool,
    stage: RwSignal<Stage>,
    tries: RwSignal<u32>,
    connection: Connection,
}

impl Code {
    /// Sends for it, and again whenever the server has come back.
    fn new(load: fn() -> Coming<()>, styles: bool) -> Self {
        let connection = use_client().connection();
        let code =
            Self { load, styles, stage: RwSignal::new(Stage::Coming), tries: RwSignal::new(0), connection };
        code.fetch();
        let lost = connection.lost();
        Effect::new(move |_| {
            if lost.get() {
                code.tries.set(0);
            }
        });
        connection.on_recovery(move || {
            if !code.outdated() {
                code.fetch_missing();
            }
        });
        code
    }

    fn fetch(self) {
        self.tries.update(|tries| *tries += 1);
        self.stage.set(Stage::Coming);
        let mut coming = fetch(self.load, self.styles);
        match tasks::at_once(coming.as_mut()) {
            Some(result) => self.came(result),
            None => tasks::run(async move { self.came(coming.await) }),
        }
    }

    fn came(self, result: Result<(), NotLoaded>) {
        let stage = if result.is_ok() { Stage::Here } else { Stage::Missing };
        // What wanted it may have gone meanwhile.
        let gone = self.stage.try_set(stage).is_some();
        if !gone && stage == Stage::Missing {
            self.connection.doubt();
        }
    }

    fn fetch_missing(self) {
        if self.stage.get_untracked() == Stage::Missing {
            self.fetch();
        }
    }

    /// Whether there is another release by now.
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

    /// The person wants it.
    fn retry(self) {
        if untrack(|| self.outdated()) {
            document::reload();
        } else {
            self.fetch_missing();
        }
    }
}
