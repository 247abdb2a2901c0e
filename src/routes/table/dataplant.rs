//! The table's entries of one dataplant: ordering it, and its own page.

use super::super::{
    NewDataplantStep,
    entries::{EMPTY, entries},
    page::Page,
};
use crate::{chunk, pages};
use hq_contract::{Permission, console_paths as paths};
use hq_text::dataplants;
use leptos::prelude::*;
use leptos_router::{Lazy, LazyRoute, NestedRoute, any_nested_route::IntoAnyNestedRoute};

entries! {
    /// Orders a dataplant: what it begins with.
    NEW_DATAPLANT, NewDataplant, page_new_dataplant {
        view: pages::new_dataplant(NewDataplantStep::Template),
        path: paths::NEW_DATAPLANT,
        title: dataplants::NEW_TITLE,
        permission: Some(Permission::CreateDataplants),
        requests: &[(Some(Permission::CreateDataplants), "/providers"), (None, "/organizations/:id/dataplants")],
    }

    /// Where it is to run.
    NEW_DATAPLANT_PLACE, NewDataplantPlace, page_new_dataplant_place {
        view: pages::new_dataplant(NewDataplantStep::Place),
        path: paths::NEW_DATAPLANT_PLACE,
        title: dataplants::NEW_TITLE,
        permission: Some(Permission::CreateDataplants),
        requests: &[(Some(Permission::CreateDataplants), "/providers")],
    }

    /// What it is called.
    NEW_DATAPLANT_NAME, NewDataplantName, page_new_dataplant_name {
        view: pages::new_dataplant(NewDataplantStep::Name),
        path: paths::NEW_DATAPLANT_NAME,
        title: dataplants::NEW_TITLE,
        permission: Some(Permission::CreateDataplants),
        requests: &[(Some(Permission::CreateDataplants), "/providers"), (Some(Permission::ManageInfrastructure), "/organizations/:id/domains")],
    }

    /// What it comes to.
    NEW_DATAPLANT_SUMMARY, NewDataplantSummary, page_new_dataplant_summary {
        view: pages::new_dataplant(NewDataplantStep::Summary),
        path: paths::NEW_DATAPLANT_SUMMARY,
        title: dataplants::NEW_TITLE,
        permission: Some(Permission::CreateDataplants),
        requests: &[(Some(Permission::CreateDataplants), "/providers"), (Some(Permission::CreateDataplants), "/organizations/:id/storage-defaults")],
    }

    /// One dataplant. Behind the pages of a new one: `new` is no id.
    DATAPLANT, Dataplant, page_dataplant {
        view: pages::dataplant(),
        path: paths::DATAPLANT,
        title: dataplants::TITLE,
        permission: Some(Permission::ReadOrganization),
        requests: &[
            (None, "/organizations/:id/dataplants/:dataplant"),
            (None, "/organizations/:id/dataplants/:dataplant/steps"),
            (None, "/organizations/:id/dataplants/:dataplant/operations"),
        ],
    }
}
