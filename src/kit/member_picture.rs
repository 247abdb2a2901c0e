//! Where members' pictures are.

use crate::{routes::use_router, session::use_session};
use hq_contract::UserId;
use leptos::prelude::*;

/// Where the picture of a member of the URL's organization is, of which `picture` says which one; empty where they have none.
pub fn member_picture(user: UserId, picture: Signal<Option<String>>) -> Signal<String> {
    let (session, route) = (use_session(), use_router().route());
    Signal::derive(move || {
        let org = route.with(|route| route.organization_name().map(ToOwned::to_owned));
        org.map(|org| picture.with(|picture| session.member_picture(&org, user, picture.as_ref())))
            .unwrap_or_default()
    })
}
