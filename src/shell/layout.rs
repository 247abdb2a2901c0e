//! The page: header, banners, the page itself, and what may lie over it.

use super::{
    connection::ConnectionBanner,
    current::current,
    definitions::definitions,
    failed::Failure,
    guard::{Destination, Guard, guard},
    header::Header,
    parts,
    shortcuts::provide_shortcuts,
};
use crate::{
    access::provide_question,
    api::use_client,
    browser::{page as document, timers},
    language::{t, use_language},
    pages::{error_help, not_found},
    routes::use_router,
    session::use_session,
    ui::{ErrorHelp, ProgressBar, Toasts},
};
use hq_text::shell;
use leptos::{ev::MouseEvent, prelude::*};
use leptos_router::components::{Routes, RoutesProps};

/// Where the page is; also the target of the skip link.
const MAIN: &str = "main";
/// What index.html paints before the WebAssembly has come.
const FRAME: &str = "frame";

/// How long after the first page the code is fetched that may be needed at any time, in milliseconds.
const IDLE_AFTER: i32 = 1500;

/// Everything that is seen; `routing` says whether a page is on its way.
#[component]
pub fn Layout(routing: ReadSignal<bool>) -> AnyView {
    provide_context(ErrorHelp(error_help));
    let question = provide_question();
    let (guard, arrived, language) = (guarded_route(), use_router().arrived(), use_language().came());
    let ready = Memo::new(move |_| arrived.get() && language.get());
    let overlays = provide_shortcuts(guard);
    let toasts = expect_context::<Toasts>();
    let (idle, current) = (idle(), current(use_session()));
    Effect::new(move |_| {
        if ready.get() {
            document::remove(FRAME);
        }
    });
    let user = Memo::new(move |_| match guard.get() {
        Guard::SignedIn(user) => Some(user),
        _ => None,
    });
    // Past the navigation too, which stands before what the page is about.
    let skip = |event: MouseEvent| {
        if document::focus("main h1") {
            event.prevent_default();
        }
    };
    view! {
        <ProgressBar busy=routing />
        <div class="shell" hidden=move || !ready.get()>
            <a class="skip-link" href=format!("#{MAIN}") on:click=skip>
                {t(shell::SKIP)}
            </a>
            <Header user=user overlays=overlays current=current />
            <div class="shell-banners">
                <ConnectionBanner />
            </div>
            <main class="shell-main" id=MAIN tabindex="-1">
                {page(guard)}
            </main>
        </div>
        {parts::sign_in_again().when_open(use_client().expired(), idle)}
        {parts::palette(overlays, current).when_open(overlays.palette.into(), idle)}
        {parts::shortcut_list(overlays).when_open(overlays.help.into(), idle)}
        {parts::why().when_open(question.open.into(), Signal::stored(false))}
        {parts::toast_list(toasts).when_open(Signal::derive(move || toasts.any()), idle)}
    }
    .into_any()
}

/// Whether the first page has been shown for a while. What has to work without a connection, and what the header opens,
/// is fetched then, so that it does not delay the page.
fn idle() -> Signal<bool> {
    let router = use_router();
    let timer = StoredValue::new_local(None);
    let arrived = router.arrived();
    Effect::new(move |_| {
        if arrived.get() {
            timer.set_value(Some(timers::after(IDLE_AFTER, move || router.rest())));
        }
    });
    router.idle().into()
}

/// What the guard decides about the present address; follows its redirects.
fn guarded_route() -> Memo<Guard> {
    let (router, session) = (use_router(), use_session());
    let (route, state, organizations) = (router.route(), session.state(), session.organizations());
    let here = Memo::new(move |_| {
        route.with(|route| {
            state.with(|state| {
                organizations.with(|organizations| guard(router.pages(), route, state, organizations))
            })
        })
    });
    Effect::new(move |_| match here.get() {
        Guard::Redirect(Destination::Page(route)) => router.replace(route),
        Guard::Redirect(Destination::Path(path)) => router.replace_with_path(&path),
        _ => {}
    });
    here
}

/// The page itself. It is built again for another person, so that nothing of the one before is left in it.
fn page(guard: Memo<Guard>) -> AnyView {
    let shown = Memo::new(move |before: Option<&Guard>| match (guard.get(), before) {
        // This page stays until the redirect is done.
        (Guard::Redirect(_), Some(before)) => before.clone(),
        (guard, _) => guard,
    });
    (move || match shown.get() {
        Guard::Waiting | Guard::Redirect(_) => ().into_any(),
        Guard::Failed(error) => view! { <Failure error=error /> }.into_any(),
        Guard::Open | Guard::SignedIn(_) => routes(),
    })
    .into_any()
}

fn routes() -> AnyView {
    let router = use_router();
    let fallback = move || {
        router.arrive();
        not_found().page()
    };
    Routes(
        RoutesProps::builder()
            .fallback(fallback)
            .children(ToChildren::to_children(move || definitions(router.pages())))
            .build(),
    )
    .into_any()
}
