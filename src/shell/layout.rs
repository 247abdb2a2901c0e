//! The page: header, banners, the page itself, and what may lie over it.

use super::{
    connection::ConnectionBanner,
    expired::Expired,
    header::Header,
    pages::page,
    place::{Place, Where, place},
    shortcuts::{Opened, Shortcuts, provide_shortcuts},
};
use crate::{
    browser::page as document,
    language::t,
    routes::use_router,
    session::use_session,
    ui::{ToastList, Toasts},
};
use hq_text::shell;
use leptos::prelude::*;

/// Where the page is; also the target of the skip link.
const MAIN: &str = "main";
/// What index.html paints before the WebAssembly has come.
const FRAME: &str = "frame";

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
    let body = move || shown.get().then(|| frame(place, opened));
    view! {
        {body}
        <Expired />
        <Shortcuts opened=opened />
        <ToastList toasts=toasts dismiss_label=t(shell::DISMISS) />
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
    // Another visit, or somebody else, is another page: nothing of the one before is left in it.
    let visits = Memo::new(move |_| {
        let kind = place.with(std::mem::discriminant);
        (router.visit().get(), kind, user.get())
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
                <For
                    each=move || [visits.get()]
                    key=Clone::clone
                    children=move |_| page(&place.get_untracked())
                />
            </main>
        </div>
    }
    .into_any()
}
