//! What stands where there are no dataplants, or none that the person may see.

use super::access::DataplantAccess;
use crate::{
    access::Why,
    language::t,
    routes::{DataplantsAddress, DataplantsView},
    ui::{Drawing, Empty, Kind, LinkButton, NoMatch, glyph},
};
use hq_contract::Permission;
use hq_text::dataplants;
use leptos::prelude::*;

/// None fits what is looked for.
pub(super) fn none_found(address: DataplantsAddress) -> AnyView {
    let clear = move || {
        address.path(|view| {
            *view = DataplantsView { table: view.table, sort: view.sort, ..DataplantsView::default() };
        })
    };
    view! {
        <NoMatch text=t(dataplants::NONE_FOUND)>
            <LinkButton label=t(dataplants::CLEAR) href=Signal::derive(clear) />
        </NoMatch>
    }
    .into_any()
}

/// None is there.
pub(super) fn none_at_all(none: ViewFn) -> AnyView {
    none.run()
}

/// The first dataplant is still to be made: what it is, and the way to it. For who may not make one, or would not see it, why
/// that is so and whom to ask.
#[component]
pub fn NoDataplants(access: DataplantAccess) -> AnyView {
    (move || {
        if access.create.get() {
            return view! {
                <Empty
                    drawing=Drawing::Dataplant
                    title=t(dataplants::EMPTY_TITLE)
                    text=t(dataplants::EMPTY_TEXT)
                >
                    <LinkButton
                        label=t(dataplants::NEW)
                        href=access.new_href()
                        kind=Kind::Primary
                        icon=glyph::PLUS
                    />
                </Empty>
            }
            .into_any();
        }
        let (title, text, permission) = if access.read_all.get() {
            (dataplants::EMPTY_TITLE, dataplants::EMPTY_NOT_YOU, Permission::CreateDataplants)
        } else {
            (dataplants::HIDDEN_TITLE, dataplants::HIDDEN_TEXT, Permission::ReadDataplants)
        };
        view! {
            <Empty drawing=Drawing::Locked title=t(title) text=t(text)>
                <Why permission=permission />
            </Empty>
        }
        .into_any()
    })
    .into_any()
}
