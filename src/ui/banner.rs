//! Banners.

use super::{Button, Icon, Size, Tone, icon::glyph};
use leptos::prelude::*;

/// A message across its place, with one optional action, or children for more (ARIA: `role="alert"` for a danger, else `status`).
/// It stands until what it says has ended; the words decide: while `text` is empty, nothing is drawn.
#[component]
pub fn Banner(
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] action: Signal<String>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] on_action: Option<Callback<()>>,
    #[prop(optional)] children: Option<ChildrenFn>,
) -> AnyView {
    let role = if tone == Tone::Danger { "alert" } else { "status" };
    let shown = Memo::new(move |_| text.with(|text| !text.is_empty()));
    let mark = match tone {
        Tone::Info => glyph::INFO,
        Tone::Success => glyph::CHECK,
        Tone::Warning | Tone::Danger => glyph::WARNING,
    };
    let body = move || {
        shown.get().then(|| {
            view! {
                <div class="banner" data-tone=tone.name()>
                    <Icon glyph=mark />
                    <p class="banner-text">{text}</p>
                    {on_action
                        .map(|on_action| {
                            view! { <Button label=action size=Size::Small busy=busy on_click=on_action /> }
                        })}
                    {children.as_ref().map(|children| children())}
                </div>
            }
            .into_any()
        })
    };
    view! {
        <div class="announcer" role=role>
            {body}
        </div>
    }
    .into_any()
}
