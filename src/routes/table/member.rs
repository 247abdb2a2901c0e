//! The part of the table of pages that is about one of an organization's members or API keys, beside their lists.

use super::super::{
    entries::{EMPTY, entries},
    page::Page,
};
use crate::{chunk, pages};
use hq_contract::{Permission, console_paths as paths};
use hq_text::{answering, api_keys, invite, members};
use leptos::prelude::*;
use leptos_router::{Lazy, LazyRoute, NestedRoute, any_nested_route::IntoAnyNestedRoute};

entries! {
    /// Who was invited and has not joined.
    INVITATIONS, Invitations, page_invitations {
        view: pages::invitations(),
        path: paths::INVITATIONS,
        title: invite::TAB,
        permission: Some(Permission::InviteMembers),
        requests: &[
            (Some(Permission::InviteMembers), "/organizations/:id/invitations"),
            (Some(Permission::AnswerJoinRequests), "/organizations/:id/join-requests"),
        ],
    }

    /// Who asks to join.
    JOIN_REQUESTS, JoinRequests, page_join_requests {
        view: pages::join_requests(),
        path: paths::JOIN_REQUESTS,
        title: answering::TITLE,
        permission: Some(Permission::AnswerJoinRequests),
        requests: &[
            (Some(Permission::InviteMembers), "/organizations/:id/invitations"),
            (Some(Permission::AnswerJoinRequests), "/organizations/:id/join-requests"),
        ],
    }

    /// One of the members, and what they may do. Behind the pages beside them, whose names are no ids.
    MEMBER, Member, page_member {
        view: pages::member(),
        path: paths::MEMBER,
        title: members::TITLE,
        permission: Some(Permission::ReadMembers),
        requests: &[
            (Some(Permission::ReadMembers), "/organizations/:id/members/:user"),
            (Some(Permission::ManageMembers), "/organizations/:id/members/:user/rules"),
        ],
    }

    /// One of the API keys, and what it may do.
    API_KEY, ApiKey, page_api_key {
        view: pages::api_key(),
        path: paths::API_KEY,
        title: api_keys::TITLE,
        permission: Some(Permission::ManageApiKeys),
        requests: &[(Some(Permission::ManageApiKeys), "/organizations/:id/api-keys/:key")],
    }
}
