//! The page: header, banners, the page itself, and what may lie over it.

use super::{
    connection::ConnectionBanner,
    expired::Expired,
    header::Header,
    later,
    pages::page,
    pieces::{prefetch, send_shortcuts, send_toasts},
    place::{Place, Where, place},
    shortcuts::{Opened, provide_shortcuts},
};
use crate::{
    browser::{page as document, timers},
    language::t,
    routes::use_router,
    session::use_session,
    ui::Toasts,
};
use hq_text::shell;
use leptos::{either::Either, prelude::*};

/// Where the page is; also the target of the skip link.
const MAIN: &str = "main";
/// What index.html paints before the WebAssembly has come.
const FRAME: &str = "frame";

/// How long after the start the rest of the code is fetched, in milliseconds: the first screen goes first.
const PREFETCH_AFTER: i32 = 2000;

/// Everything that is seen.
#[component]
pub fn Layout() -> AnyView {
    let place = whereabouts();
    let opened = provide_shortcuts(place);
    let shown = Memo::new(move |_| place.with(|place| *place != Place::Waiting));
    let toasts = expect_context::<Toasts>();
    Effect::new(move |_| {
        if shown.get() {
            document::remove(FRAME);
        }
    });
    let said = RwSignal::new(false);
    Effect::new(move |_| {
        if toasts.any() {
            said.set(true);
        }
    });
    StoredValue::new_local(timers::after(PREFETCH_AFTER, prefetch));
    let body = move || shown.get().then(|| frame(place, opened));
    view! {
        {body}
        <Expired />
        {later::piece(opened.help, send_shortcuts(opened), || ().into_any())}
        {later::piece(said, send_toasts(toasts), || ().into_any())}
    }
    .into_any()
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
    Effect::new(move |_| match here.get() {
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
    // right and back makes it anew (and costs a tenth of a `<For>`).
    let visits = Memo::new(move |before: Option<&(_, bool)>| {
        let kind = place.with(std::mem::discriminant);
        let visit = (router.visit().get(), kind, user.get());
        match before {
            Some((same, turn)) if *same == visit => (visit, *turn),
            before => (visit, before.is_some_and(|(_, turn)| !turn)),
        }
    });
    let page = move || {
        let (_, turn) = visits.get();
        let page = page(&place.get_untracked());
        if turn { Either::Right(page) } else { Either::Left(page) }
    };
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
