//! Where members' pictures are.

use crate::{routes::use_router, session::use_session};
use hq_contract::members::Member;
use leptos::prelude::*;

/// Where the picture of a member of the URL's organization is; empty where they have none.
pub fn picture(member: Signal<Member>) -> Signal<String> {
    let (session, route) = (use_session(), use_router().route());
    Signal::derive(move || {
        let org = route.with(|route| route.organization_name().map(ToOwned::to_owned));
        org.map(|org| member.with(|member| session.member_picture(&org, member))).unwrap_or_default()
    })
}
