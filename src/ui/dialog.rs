//! Modal dialogs.

use super::{Button, Field, Form, Kind, focus::focus_first_inside, icon::glyph, id::unique_id};
use super::{FormError, IconButton, Size};
use leptos::{ev::Event, html, prelude::*};

/// A modal dialog (ARIA: dialog pattern through the native `dialog`: focus stays inside, Escape closes it, and the
/// focus returns to what opened it). It opens and closes with `open`; its children are built each time it opens, and the first
/// of them that can takes the focus, unless another asked for it. Clicking outside does not close it, so that nothing typed is
/// lost by mistake. With `side` it is a sheet at the end of the line of text, as high as the window, whose [`super::Actions`] stay
/// in sight. While something in it is being sent ([`hold_dialog`]) nobody can close it: the answer would find nobody.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] close_label: Signal<String>,
    #[prop(optional)] side: bool,
    children: ChildrenFn,
) -> AnyView {
    let held = RwSignal::new(false);
    let body = NodeRef::<html::Div>::new();
    let id = unique_id();
    let title_id = id.clone();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = dialog.get()
            && dialog.open() != open
        {
            if open {
                // Fails only where it is open already, or gone from the page.
                let _ = dialog.show_modal();
                request_animation_frame(move || {
                    // The dialog may have gone before its first frame.
                    if let Some(Some(body)) = body.try_get_untracked() {
                        focus_first_inside(&body);
                    }
                });
            } else {
                dialog.close();
            }
        }
    });
    let children = StoredValue::new(children);
    let inside = move || {
        // Within what is drawn anew with each opening: a component's context would be that of other dialogs beside it too.
        provide_context(Hold(held));
        children.with_value(|children| children())
    };
    let keep = move |event: Event| {
        if held.get_untracked() {
            event.prevent_default();
        }
    };
    // Pressed twice, Escape closes it whatever is said to that.
    let closed = move |_: Event| match dialog.get_untracked() {
        Some(dialog) if held.get_untracked() && open.get_untracked() => {
            let _ = dialog.show_modal();
        }
        _ => open.set(false),
    };
    view! {
        <dialog
            node_ref=dialog
            class=if side { "dialog dialog-side" } else { "dialog" }
            aria-labelledby=id
            on:cancel=keep
            on:close=closed
        >
            <div class="dialog-head">
                <h2 class="dialog-title" id=title_id>
                    {title}
                </h2>
                <IconButton
                    label=close_label
                    glyph=glyph::CLOSE
                    size=Size::Small
                    busy=held
                    on_click=move |()| open.set(false)
                />
            </div>
            <div class="dialog-body" node_ref=body>
                {move || open.get().then(inside)}
            </div>
        </dialog>
    }
    .into_any()
}

/// That the dialog around is held.
#[derive(Clone, Copy)]
struct Hold(RwSignal<bool>);

/// Holds the dialog around this, if there is one, while something that it sends is `pending`: a change that was told to nobody
/// would be made again, and one that is told late would be told of the next thing that the dialog is about.
pub fn hold_dialog(pending: Signal<bool>) {
    let Some(Hold(held)) = use_context() else { return };
    Effect::new(move |_| held.set(pending.get()));
    on_cleanup(move || {
        // The dialog may have gone with this.
        held.try_set(false);
    });
}

/// Asks to confirm something that removes data: a text with the consequences and a button that names the action ("Delete
/// Acme"). If `typed` is not empty, the button is disabled until exactly that has been typed.
#[component]
pub fn Confirm(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] confirm_label: Signal<String>,
    #[prop(into)] cancel_label: Signal<String>,
    #[prop(optional, into)] typed: Signal<String>,
    #[prop(optional, into)] typed_label: Signal<String>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(into)] on_confirm: Callback<()>,
) -> AnyView {
    let answer = RwSignal::new(String::new());
    let waits = Signal::derive(move || typed.with(|typed| !typed.is_empty() && answer.get() != *typed));
    let submit = move |()| {
        if !waits.get_untracked() {
            on_confirm.run(());
        }
    };
    Effect::new(move |_| {
        if !open.get() {
            answer.set(String::new());
        }
    });
    view! {
        <Dialog open=open title=title close_label=cancel_label>
            {hold_dialog(busy)}
            <Form on_submit=submit>
                <p>{text}</p>
                <FormError message=error />
                {move || {
                    (!typed.with(String::is_empty))
                        .then(|| view! { <Field label=typed_label value=answer autofocus=true /> })
                }}
                <div class="actions">
                    <Button label=cancel_label disabled=busy on_click=move |()| open.set(false) />
                    <Button label=confirm_label kind=Kind::Danger submit=true disabled=waits busy=busy />
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}
