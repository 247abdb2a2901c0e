//! Toasts: short messages about what was done, at the edge of the page.

use super::{
    Icon, IconButton, Size, Tone, button::Button, error_help::error_help, focus::FocusBefore, icon::glyph,
};
use leptos::{ev, html, prelude::*};
use std::{sync::Arc, time::Duration};

/// How long a toast is shown.
const STAY: Duration = Duration::from_secs(6);
/// How long one with an action is shown, which takes longer to reach.
const STAY_WITH_ACTION: Duration = Duration::from_secs(12);
/// How long one is shown after the pointer or the focus has left.
const LINGER: Duration = Duration::from_secs(2);

/// Shows toasts. A context: [`Toasts::provide`] makes it, `expect_context::<Toasts>()` gets it.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
    held: RwSignal<bool>,
}

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    action: Option<(String, Action)>,
}

/// The action of a toast. It has to work after the page that showed the toast has been left.
type Action = Arc<dyn Fn() + Send + Sync>;

impl Toasts {
    /// Provides the context; the application calls it once.
    pub fn provide() -> Self {
        let toasts =
            Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0), held: RwSignal::new(false) };
        provide_context(toasts);
        toasts
    }

    /// Whether there are toasts to show.
    #[must_use]
    pub fn any(self) -> bool {
        self.list.with(|list| !list.is_empty())
    }

    /// Shows a toast.
    pub fn push(self, tone: Tone, text: impl Into<String>) {
        self.add(tone, text.into(), None);
    }

    /// Shows a toast with one action, such as "Undo". The action must not use signals of the page, which may be left.
    pub fn push_with(
        self,
        tone: Tone,
        text: impl Into<String>,
        action: impl Into<String>,
        on_action: impl Fn() + Send + Sync + 'static,
    ) {
        self.add(tone, text.into(), Some((action.into(), Arc::new(on_action))));
    }

    fn add(self, tone: Tone, text: String, action: Option<(String, Action)>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let stay = if action.is_some() { STAY_WITH_ACTION } else { STAY };
        self.list.update(|list| {
            list.push(Toast { id, tone, text, action });
        });
        self.expire(id, stay);
    }

    /// Removes a toast after a while; waits while the pointer or the focus is on it.
    fn expire(self, id: u32, after: Duration) {
        set_timeout(
            move || {
                if self.held.try_get_untracked() == Some(true) {
                    self.expire(id, LINGER);
                } else {
                    self.dismiss(id);
                }
            },
            after,
        );
    }

    fn dismiss_newest(self) {
        let newest = self.list.try_with_untracked(|list| list.last().map(|toast| toast.id)).flatten();
        if let Some(id) = newest {
            self.dismiss(id);
        }
    }

    fn dismiss(self, id: u32) {
        // The application may have gone when a timer ends.
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
        self.held.try_set(false);
    }
}

/// How far the list is from the edges of the window, in CSS pixels: at the foot, and at the head under the header.
const FOOT: f64 = 24.0;
const HEAD: f64 = 72.0;

/// The list of toasts (ARIA: `role="status"`). They stay while the pointer or the focus is on them; Escape dismisses the newest
/// where it closes nothing else, and the focus goes back from there to where it was. At the foot of the window, or at its head while they would cover there what has the focus
/// (WCAG 2.4.11).
#[component]
pub fn ToastList(toasts: Toasts, #[prop(into)] dismiss_label: Signal<String>) -> AnyView {
    let hold = move |held: bool| toasts.held.set(held);
    let (place, at_head) = (NodeRef::<html::Div>::new(), RwSignal::new(false));
    let before = FocusBefore::new(place);
    Effect::new(move |_| {
        if toasts.any() {
            // Once they are drawn.
            request_animation_frame(move || make_way(place, at_head));
        } else {
            at_head.set(false);
        }
    });
    let focus = window_event_listener(ev::focusin, move |_| {
        if toasts.list.try_with_untracked(Vec::is_empty) == Some(false) {
            make_way(place, at_head);
        }
    });
    let key = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && !event.default_prevented() && !under_dialog(place) {
            before.give_back();
            toasts.dismiss_newest();
        }
    });
    on_cleanup(move || {
        focus.remove();
        key.remove();
    });
    let drawn = move || {
        let draw = |toast| draw(toasts, toast, dismiss_label, before);
        toasts.list.get().into_iter().map(draw).collect::<Vec<_>>()
    };
    view! {
        <div
            node_ref=place
            class="toasts"
            role="status"
            data-edge=move || at_head.get().then_some("head")
            on:mouseenter=move |_| hold(true)
            on:mouseleave=move |_| hold(false)
            on:focusin=move |event| {
                hold(true);
                before.note(&event);
            }
            on:focusout=move |_| hold(false)
        >
            {drawn}
        </div>
    }
    .into_any()
}

/// Whether a dialog lies over the page: Escape is for that then.
fn under_dialog(place: NodeRef<html::Div>) -> bool {
    let page = place.try_get_untracked().flatten().and_then(|place| place.owner_document());
    page.is_some_and(|page| page.query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some()))
}

/// Moves the toasts to the other edge where they cover what has the focus, unless that would lie under them there too.
fn make_way(place: NodeRef<html::Div>, at_head: RwSignal<bool>) {
    let Some(list) = place.try_get_untracked().flatten() else { return };
    let Some(page) = list.owner_document() else { return };
    let height = page.default_view().and_then(|window| window.inner_height().ok()?.as_f64());
    let (Some(focused), Some(height)) = (page.active_element(), height) else { return };
    if list.contains(Some(&focused)) {
        return;
    }
    let (own, other) = (list.get_bounding_client_rect(), focused.get_bounding_client_rect());
    let beside = other.right() <= own.left() || own.right() <= other.left();
    let covers_foot = !beside && other.top() < height && other.bottom() > height - own.height() - FOOT;
    let covers_head = !beside && other.bottom() > 0.0 && other.top() < own.height() + HEAD;
    let move_up = covers_foot && !covers_head;
    let move_down = covers_head && !covers_foot;
    if move_up || move_down {
        at_head.try_set(move_up);
    }
}

fn draw(toasts: Toasts, toast: Toast, dismiss_label: Signal<String>, before: FocusBefore) -> AnyView {
    let id = toast.id;
    let dismiss = move || {
        before.give_back();
        toasts.dismiss(id);
    };
    let mark = match toast.tone {
        Tone::Info => glyph::INFO,
        Tone::Success => glyph::CHECK,
        Tone::Warning | Tone::Danger => glyph::WARNING,
    };
    let action = toast.action.map(|(label, run)| {
        let act = move |()| {
            dismiss();
            run();
        };
        view! { <Button label=label size=Size::Small on_click=act /> }
    });
    let help = error_help(&toast.text);
    view! {
        <div class="toast" data-tone=toast.tone.name()>
            <Icon glyph=mark />
            <p class="toast-text">{toast.text} {help}</p>
            {action}
            <IconButton
                label=dismiss_label
                glyph=glyph::CLOSE
                size=Size::Small
                on_click=move |()| dismiss()
            />
        </div>
    }
    .into_any()
}
