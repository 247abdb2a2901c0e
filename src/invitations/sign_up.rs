//! Somebody without an account.

use super::{
    facts::{Facts, Head},
    link::{FIELDS, JoinLink, inviter},
};
use crate::{
    api::Mutation,
    kit::{Draft, Input, InputField, NewPasswordField, focus_first, new_password},
    language::{t, use_language},
    routes::{Route, use_router},
    session::use_session,
    ui::{Actions, Button, Field, FieldKind, Form, FormError, Gate, Kind, LinkButton, Size},
};
use hq_contract::{
    Password, PersonName,
    invitations::{InvitedAccount, SignUpInvited},
};
use hq_text::{Key, accounts, join, session};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The name as far as it was typed, and who was invited: another link in the same tab may be somebody else's.
#[derive(Serialize, Deserialize)]
struct NameOfInvited {
    email: String,
    name: String,
}

/// The link came by mail: a name and a password are all that is missing to join in one go.
#[component]
pub fn SignUp(link: JoinLink) -> AnyView {
    view! {
        <Gate>
            <Head
                link=link
                title=link.text(|texts, of| join::sign_up_title(texts, of.organization.name.as_str()))
                text=link.text(|texts, of| join::sign_up_text(texts, &inviter(texts, of)))
            />
            <Facts link=link form=true>
                {form(link)}
            </Facts>
        </Gate>
    }
    .into_any()
}

fn form(link: JoinLink) -> AnyView {
    let (session, router, language) = (use_session(), use_router(), use_language());
    let draft = Draft::<NameOfInvited>::new("invited_name");
    let sign_up = Mutation::<SignUpInvited>::new(move |answer| {
        draft.forget();
        let joined = answer.value.organizations.items.first();
        let inside = joined.map(|joined| Route::organization(joined.slug.to_string()));
        session.signed_in(answer.value);
        // The token leaves the address bar with its page. Who has to set up two-step sign-in first stays: to who is
        // signed in, this path is another page.
        inside.into_iter().for_each(|inside| router.replace(inside));
    });
    let email = link.query().with_untracked(|remote| {
        remote.ready().map(|answer| answer.value.email.to_string()).unwrap_or_default()
    });
    let left = draft.load().filter(|left| left.email == email).map(|left| left.name).unwrap_or_default();
    let name = Input::new(&left, PersonName::parse).within(1, PersonName::MAX).refused_by(sign_up, FIELDS[0]);
    let of = email.clone();
    draft.follow(move || {
        let typed = NameOfInvited { email: of.clone(), name: name.value.get() };
        (!typed.name.is_empty()).then_some(typed)
    });
    let password =
        Input::new("", new_password).within(Password::MIN, Password::MAX).refused_by(sign_up, FIELDS[1]);
    let submit = move |()| match (name.read(), password.read()) {
        (Some(full_name), Some(password)) => {
            let body = InvitedAccount { full_name, password, language: language.tag() };
            sign_up.run(&SignUpInvited { token: link.token(), body });
        }
        _ => focus_first(&[(name.is_right(), name.focus), (password.is_right(), password.focus)]),
    };
    view! {
        <Form on_submit=submit>
            <FormError message=link.failure(sign_up) />
            <Field
                label=t(accounts::EMAIL)
                value=RwSignal::new(email)
                kind=FieldKind::Email
                name="email"
                autocomplete="username"
                disabled=true
            />
            <InputField
                label=t(accounts::FULL_NAME)
                input=name
                name="name"
                autocomplete="name"
                required=true
            />
            <NewPasswordField label=accounts::PASSWORD name="password" password=password />
            <Actions>
                <Button label=t(join::SIGN_UP_SUBMIT) kind=Kind::Primary submit=true busy=sign_up.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}

/// The link was passed on, which proves no address and tells of no account: signing in and signing up stand side by side,
/// and both lead back here.
#[component]
pub fn SignInOrUp(link: JoinLink) -> AnyView {
    let signed_in = use_session();
    let address =
        link.query().with_untracked(|remote| remote.ready().map(|answer| answer.value.email.clone()));
    address.into_iter().for_each(|address| signed_in.expect_address(address));
    let back = move || Route::join(link.token()).as_return();
    let way = |label: Key, route: Route| {
        view! { <LinkButton label=t(label) href=route.path() size=Size::Large wide=true /> }.into_any()
    };
    view! {
        <Gate>
            <Head
                link=link
                title=link.text(|texts, of| join::copied_title(texts, of.organization.name.as_str()))
                text=link
                    .text(|texts, of| { join::copied_text(texts, of.email.as_str(), &inviter(texts, of)) })
            />
            <Facts link=link>
                {way(session::SUBMIT, Route::sign_in(back()))}
                {way(join::CREATE_ACCOUNT, Route::sign_up(back()))}
            </Facts>
        </Gate>
    }
    .into_any()
}
