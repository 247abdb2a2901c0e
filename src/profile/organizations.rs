//! The person's organizations, to open and to leave.

use crate::{
    api::Mutation,
    browser::page,
    language::{now, role_key, said, t, tx, use_language},
    routes::Route,
    session::use_session,
    ui::{Avatar, Button, Card, Confirm, Kind, LinkButton, Size, Toasts, Tone},
};
use hq_contract::{me::MyOrganization, members::LeaveOrganization};
use hq_text::{common, profile};
use leptos::prelude::*;

/// The organizations with the role in each; leaving one asks first.
#[component]
pub fn Organizations() -> AnyView {
    let session = use_session();
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let (open, leaving) = (RwSignal::new(false), RwSignal::new(None::<MyOrganization>));
    let name = Signal::derive(move || {
        leaving.with(|leaving| leaving.as_ref().map(|one| one.name.to_string()).unwrap_or_default())
    });
    let leave_done = RwSignal::new(false);
    let leave = Mutation::<LeaveOrganization>::new(move |_| {
        if let Some(organization) = leaving.get_untracked() {
            let text = now(language, |texts| profile::left(texts, organization.name.as_str()));
            toasts.push(Tone::Success, text);
            leave_done.set(true);
            open.set(false);
            session.left(organization.id);
        }
    });
    let ask = Callback::new(move |organization: MyOrganization| {
        leave.clear();
        leaving.set(Some(organization));
        open.set(true);
    });
    let confirm = move |()| {
        if let Some(organization) = leaving.get_untracked() {
            leave.run(&LeaveOrganization { org: organization.id });
        }
    };
    let error = leave.error();
    let card = view! {
        <Card title=t(profile::OWN_ORGANIZATIONS) text=t(profile::OWN_ORGANIZATIONS_TEXT)>
            {list(ask)}
            {more()}
        </Card>
        <Confirm
            open=open
            title=tx(move |texts| profile::leave_title(texts, &name.get()))
            text=t(profile::LEAVE_TEXT)
            confirm_label=tx(move |texts| profile::leave_submit(texts, &name.get()))
            cancel_label=t(common::CANCEL)
            busy=leave.pending()
            error=said(move || error.get())
            on_confirm=confirm
        />
    };
    // After the dialog's own effect, which gives the focus back to a button that is gone.
    Effect::new(move |_| {
        if !open.get() && leave_done.get_untracked() {
            leave_done.set(false);
            page::focus("h1");
        }
    });
    card.into_any()
}

fn list(ask: Callback<MyOrganization>) -> AnyView {
    let organizations = use_session().organizations();
    let items = Memo::new(move |_| organizations.with(|organizations| organizations.items.clone()));
    let rows = move || {
        let rows = items.get().into_iter().map(|organization| row(organization, ask)).collect::<Vec<_>>();
        if rows.is_empty() {
            view! {
                <p class="offers-text">{t(profile::NO_ORGANIZATIONS)}</p>
                <LinkButton label=t(profile::CREATE_ORGANIZATION) href=Route::new_organization().path() />
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
                    <a href=inside>{name.clone()}</a>
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
