//! The page of the dataplants.

use super::{
    access::DataplantAccess,
    filters::filters,
    list::{list, wanted},
    nothing::NoDataplants,
};
use crate::{
    access::Why,
    language::{t, tx},
    routes::{PageTitle, use_dataplants_address},
    ui::{Button, Kind, Lead, LinkButton, PageHead, glyph},
};
use hq_contract::Permission;
use hq_text::dataplants;
use leptos::prelude::*;

/// The list, for every member: the server leaves away what they may not see.
#[component]
pub fn DataplantsPage(access: DataplantAccess) -> AnyView {
    let address = use_dataplants_address();
    let all = wanted(access.org, address.view());
    let none: ViewFn = (move || view! { <NoDataplants access=access /> }).into();
    view! {
        <div class="page-line">
            <PageHead>
                <PageTitle title=t(dataplants::TITLE) within=access.name />
                <Lead text=tx(move |texts| dataplants::lead(texts, &access.name.get())) />
            </PageHead>
            {new(access)}
        </div>
        <div class="page-content">{filters(address)} {list(address, all, access.slug, none)}</div>
    }
    .into_any()
}

/// The way to another one; for who may not make one, why.
pub(super) fn new(access: DataplantAccess) -> AnyView {
    (move || {
        if access.create.get() {
            return view! { <LinkButton label=t(dataplants::NEW) href=access.new_href() kind=Kind::Primary icon=glyph::PLUS /> }
            .into_any();
        }
        view! {
            <div class="locked-action">
                <Button label=t(dataplants::NEW) icon=glyph::PLUS disabled=true />
                <Why permission=Permission::CreateDataplants />
            </div>
        }
        .into_any()
    })
    .into_any()
}
