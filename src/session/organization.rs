//! The organization that the URL names: the current one, there is no other notion of it.

use crate::{api::Query, routes::Router};
use hq_contract::organizations::{GetOrganization, Organization};
use leptos::prelude::*;

pub(super) fn query(router: Router, signed_in: Memo<bool>) -> Query<Organization> {
    let route = router.route();
    let named = Memo::new(move |_| route.with(|route| route.organization_name().map(str::to_owned)));
    let organization =
        Query::new(move || signed_in.get().then(|| named.get().map(GetOrganization)).flatten());
    organization.retry_when_refused();
    organization
}
