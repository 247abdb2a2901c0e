//! The page: header, banners, the page itself, and what may lie over it.

use super::{
    connection::ConnectionBanner,
    header::Header,
    later,
    pages::page,
    pieces::{self, Gate, Seldom, gate, seldom},
    place::{Place, Where, place},
    refusal::beside,
    shortcuts::{Opened, provide_shortcuts},
};
use crate::{
    api::use_client,
    browser::{page as document, timers},
    language::t,
    routes::use_router,
    session::use_session,
    ui::{Aside, Toasts, effect, live},
};
use hq_text::shell;
use leptos::{either::Either, prelude::*};

/// Where the page is; also the target of the skip link.
const MAIN: &str = "main";
/// What index.html paints before the WebAssembly has come.
const FRAME: &str = "frame";

/// How long after the first screen the code is fetched that may be needed at any time, in milliseconds.
const SETTLED_AFTER: i32 = 1500;

/// Everything that is seen.
#[component]
pub fn Layout() -> AnyView {
    provide_context(Aside(beside));
    let place = whereabouts();
    let opened = provide_shortcuts(place);
    let shown = Memo::new(move |_| place.with(|place| *place != Place::Waiting));
    let toasts = expect_context::<Toasts>();
    let settled = settled(shown);
    effect(move || {
        if shown.get() {
            document::remove(FRAME);
        }
    });
    let body = live(move || shown.get().then(|| frame(place, opened)));
    view! {
        {body}
        {later::opened(use_client().expired(), settled, gate(Gate::SignInAgain))}
        {later::opened(opened.help.into(), settled, pieces::header(pieces::Header::Shortcuts(opened)))}
        {later::opened(use_session().why().open.into(), Signal::stored(false), seldom(Seldom::WhyDialog))}
        {later::opened(
            Signal::derive(move || toasts.any()),
            settled,
            pieces::header(pieces::Header::Toasts(toasts)),
        )}
    }
    .into_any()
}

/// Whether the first screen has been there for a while: what has to be at hand without a connection, and what the header
/// opens, is fetched then, and not in its way.
fn settled(shown: Memo<bool>) -> Signal<bool> {
    let settled = RwSignal::new(false);
    let timer = StoredValue::new_local(None);
    effect(move || {
        if shown.get() {
            timer.set_value(Some(timers::after(SETTLED_AFTER, move || {
                settled.try_set(true);
            })));
        }
    });
    settled.into()
}

/// Where the person is, and leads them on where they should not be.
fn whereabouts() -> Memo<Place> {
    let (router, session) = (use_router(), use_session());
    let (route, state, organizations) = (router.route(), session.state(), session.organizations());
    let here = Memo::new(move |_| {
        route.with(|route| {
            state.with(|state| organizations.with(|organizations| place(route, state, organizations)))
        })
    });
    effect(move || match here.get() {
        Place::Elsewhere(Where::Page(route)) => router.replace(route),
        Place::Elsewhere(Where::Path(path)) => router.replace_with_path(&path),
        _ => {}
    });
    here
}

fn frame(place: Memo<Place>, opened: Opened) -> AnyView {
    let router = use_router();
    let user = Memo::new(move |_| match place.get() {
        Place::Inside(user) => Some(user),
        _ => None,
    });
    // Another visit, or somebody else, is another page: nothing of the one before is left in it. Turning from left to
    // right and back makes it anew, at a tenth of the weight of a `<For>`.
    let visits = Memo::new(move |before: Option<&(_, bool)>| {
        let kind = place.with(std::mem::discriminant);
        let visit = (router.visit().get(), kind, user.get());
        match before {
            Some((same, turn)) if *same == visit => (visit, *turn),
            before => (visit, before.is_some_and(|(_, turn)| !turn)),
        }
    });
    let page = live(move || {
        let (_, turn) = visits.get();
        let page = page(&place.get_untracked());
        if turn { Either::Right(page) } else { Either::Left(page) }
    });
    view! {
        <div class="shell">
            <a class="skip-link" href=format!("#{MAIN}")>
                {t(shell::SKIP)}
            </a>
            <Header user=user opened=opened />
            <div class="shell-banners">
                <ConnectionBanner />
            </div>
            <main class="shell-main" id=MAIN tabindex="-1">
                {page}
            </main>
        </div>
    }
    .into_any()
}
