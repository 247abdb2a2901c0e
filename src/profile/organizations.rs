//! The person's organizations, to open and to leave.

use crate::{
    kit::{ConfirmDialog, ConfirmedMutation, focus_title},
    language::{role_key, t, tx},
    routes::Route,
    session::use_session,
    ui::{Avatar, Button, Card, Drawing, Empty, Kind, LinkButton, Size},
};
use hq_contract::{me::MyOrganization, members::LeaveOrganization};
use hq_text::{profile, start};
use leptos::prelude::*;

/// The organizations with the role in each; leaving one asks first.
#[component]
pub fn Organizations() -> AnyView {
    let session = use_session();
    let leave = ConfirmedMutation::new(
        |organization: MyOrganization| LeaveOrganization { org: organization.id },
        |texts, organization| profile::left(texts, organization.name.as_str()),
        move |organization| {
            session.organization_left(organization.id);
            // The row has gone, and with it the button that had the focus.
            focus_title();
        },
    );
    let leaving = leave.subject();
    let name = Signal::derive(move || {
        leaving.with(|leaving| leaving.as_ref().map(|one| one.name.to_string()).unwrap_or_default())
    });
    view! {
        <Card title=t(profile::OWN_ORGANIZATIONS) text=t(profile::OWN_ORGANIZATIONS_TEXT)>
            {list(Callback::new(move |organization| leave.ask(organization)))}
            {more()}
        </Card>
        <ConfirmDialog
            mutation=leave
            title=tx(move |texts| profile::leave_title(texts, &name.get()))
            text=t(profile::LEAVE_TEXT)
            confirm_label=tx(move |texts| profile::leave_submit(texts, &name.get()))
        />
    }
    .into_any()
}

fn list(ask: Callback<MyOrganization>) -> AnyView {
    let organizations = use_session().organizations();
    let items = Memo::new(move |_| organizations.with(|organizations| organizations.items.clone()));
    let rows = move || {
        let rows = items.get().into_iter().map(|organization| row(organization, ask)).collect::<Vec<_>>();
        if rows.is_empty() {
            view! {
                <Empty drawing=Drawing::Welcome title=t(profile::NO_ORGANIZATIONS) text=t(start::LEAD)>
                    <LinkButton label=t(profile::CREATE_ORGANIZATION) href=Route::new_organization().path() />
                </Empty>
            }
            .into_any()
        } else {
            view! { <ul class="offers-list">{rows}</ul> }.into_any()
        }
    };
    rows.into_any()
}

fn row(organization: MyOrganization, ask: Callback<MyOrganization>) -> AnyView {
    let name = organization.name.to_string();
    let colour = organization.colour.as_str().to_owned();
    let inside = Route::organization(organization.slug.to_string()).path();
    let role = t(role_key(organization.role));
    let picture = use_session().picture(organization.id, organization.logo.as_ref());
    view! {
        <li class="offer">
            <Avatar name=name.clone() colour=colour picture=picture square=true />
            <div class="offer-text">
                <p class="offer-title">
                    <a href=inside>
                        <bdi>{name.clone()}</bdi>
                    </a>
                </p>
                <p class="offer-detail">{role}</p>
            </div>
            <div class="offer-actions">
                <Button
                    label=t(profile::LEAVE)
                    about=name
                    size=Size::Small
                    on_click=move |()| ask.run(organization.clone())
                />
            </div>
        </li>
    }
    .into_any()
}

/// Further organizations, where not all are loaded.
fn more() -> AnyView {
    let (session, loading) = (use_session(), RwSignal::new(false));
    let there =
        Memo::new(move |_| session.organizations().with(|organizations| organizations.next_page.is_some()));
    let button = move || {
        there.get().then(|| {
            view! {
                <Button
                    label=t(profile::MORE_ORGANIZATIONS)
                    kind=Kind::Quiet
                    wide=true
                    busy=loading
                    on_click=move |()| session.load_more_organizations(loading)
                />
            }
        })
    };
    button.into_any()
}
