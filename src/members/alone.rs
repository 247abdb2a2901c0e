//! Nobody here but oneself.

use crate::{
    api::{List, Remote},
    language::t,
    routes::{MembersAddress, MembersView},
    ui::{Button, Drawing, Empty, Kind, glyph},
};
use hq_contract::members::Member;
use hq_text::members;
use leptos::prelude::*;

/// Says why one would invite people, and offers it, as long as there is one member and `nobody_invited`.
#[component]
pub fn Alone(
    list: List<Member>,
    #[prop(into)] nobody_invited: Signal<bool>,
    address: MembersAddress,
) -> AnyView {
    let view = address.view();
    let shown = Memo::new(move |_| {
        let everybody =
            view.with(|view| MembersView { invite: false, ..view.clone() } == MembersView::default());
        let one = list.with(|remote| matches!(remote, Remote::Ready(answer) if answer.value.total == 1));
        everybody && one && nobody_invited.get()
    });
    (move || {
        shown.get().then(|| {
            view! {
                <Empty drawing=Drawing::Team title=t(members::ALONE_TITLE) text=t(members::ALONE_TEXT)>
                    <Button
                        label=t(members::INVITE)
                        kind=Kind::Primary
                        icon=glyph::INVITE
                        on_click=move |()| address.invite()
                    />
                </Empty>
            }
        })
    })
    .into_any()
}
