//! What the person may do with the organization's dataplants, by their rules about all of them.

use crate::{
    api::Answer,
    routes::{NewDataplantStep, NewDataplantView, Route},
};
use hq_contract::{OrganizationId, Permission, organizations::Organization};
use leptos::prelude::*;

/// The organization, and what the person may do in it. What they may do with one dataplant, that one says itself.
#[derive(Clone, Copy)]
pub struct DataplantAccess {
    /// The organization.
    pub org: OrganizationId,
    /// Its slug.
    pub slug: Signal<String>,
    /// What it is called.
    pub name: Signal<String>,
    /// Whether they may order dataplants.
    pub create: Signal<bool>,
    /// Whether they may see every dataplant.
    pub read_all: Signal<bool>,
    /// Whether they may give dataplants domain names.
    pub infrastructure: Signal<bool>,
}

impl DataplantAccess {
    /// In an organization.
    #[must_use]
    pub fn of(organization: Signal<Answer<Organization>>) -> Self {
        let may =
            |permission| Memo::new(move |_| organization.with(|answer| answer.value.may(permission))).into();
        let read = |read: fn(&Organization) -> String| {
            Memo::new(move |_| organization.with(|answer| read(&answer.value))).into()
        };
        Self {
            org: organization.with_untracked(|answer| answer.value.id),
            slug: read(|organization| organization.slug.to_string()),
            name: read(|organization| organization.name.to_string()),
            create: may(Permission::CreateDataplants),
            read_all: may(Permission::ReadDataplants),
            infrastructure: may(Permission::ManageInfrastructure),
        }
    }

    /// Where a dataplant is ordered.
    #[must_use]
    pub fn new_href(self) -> Signal<String> {
        Signal::derive(move || {
            let view = NewDataplantView::default();
            Route::new_dataplant(self.slug.get(), NewDataplantStep::Template, &view).path()
        })
    }
}
