//! The person's name and address.

use crate::{
    api::{Answer, Mutation, Query},
    forms::Input,
    kit::AsyncView,
    language::{error_message, t, use_language},
    session::use_session,
    ui::{Actions, Button, Card, Field, FieldKind, Form, FormError, Kind, Shape, Skeleton, Toasts, Tone},
};
use hq_contract::{
    PersonName, ProblemCode,
    me::{GetMe, Me, MePatch, UpdateMe},
};
use hq_text::{common, profile};
use leptos::prelude::*;

const FIELDS: [&str; 1] = ["/full_name"];

/// The name, as it is and to change.
#[component]
pub fn Name() -> AnyView {
    let me = Query::new(|| Some(GetMe));
    let form = move || me.ready_untracked().map(|answer| form(me, &answer));
    view! {
        <Card title=t(profile::YOU) text=t(profile::YOU_TEXT)>
            <AsyncView
                data=me
                loading=|| {
                    view! {
                        <Skeleton shape=Shape::Field />
                        <Skeleton shape=Shape::Field />
                    }
                }
            >
                {form()}
            </AsyncView>
        </Card>
    }
    .into_any()
}

fn form(me: Query<Me>, first: &Answer<Me>) -> AnyView {
    let (session, language, toasts) = (use_session(), use_language(), expect_context::<Toasts>());
    let name = Input::new(first.value.full_name.as_str(), PersonName::parse).within(1, PersonName::MAX);
    let update = Mutation::<UpdateMe>::new(move |answer| {
        name.reset(answer.value.full_name.as_str());
        session.user_changed(answer.value.clone());
        me.set(answer);
        toasts.push(Tone::Success, language.text_untracked(|texts| texts.get(profile::SAVED).into_owned()));
    });
    let name = name.refused_by(update, FIELDS[0]);
    let error = update.error();
    Effect::new(move |_| {
        // Somebody changed it meanwhile: the next try is at the version that is there now.
        if error.with(|error| error.as_ref().is_some_and(|error| error.code() == Some(ProblemCode::Stale))) {
            me.retry();
        }
    });
    let save = move |()| {
        let version = me.with_untracked(|remote| remote.ready().and_then(|answer| answer.version.clone()));
        match (name.read(), version) {
            (Some(name), Some(version)) => {
                let patch = MePatch { full_name: Some(name), ..MePatch::default() };
                update.run(&UpdateMe { version, patch });
            }
            _ => name.focus.notify(),
        }
    };
    let email = RwSignal::new(first.value.email.to_string());
    let message = error_message(move || error.get().filter(|error| !error.is_only_about(&FIELDS)));
    view! {
        <Form on_submit=save>
            <FormError message=message />
            <Field
                label=t(profile::FULL_NAME)
                value=name.value
                name="name"
                autocomplete="name"
                required=true
                error=name.error()
                on_leave=move |()| name.leave()
                focus=name.focus
            />
            <Field
                label=t(profile::EMAIL)
                value=email
                kind=FieldKind::Email
                name="email"
                disabled=true
                hint=t(profile::EMAIL_HINT)
            />
            <Actions>
                <Button label=t(common::SAVE) kind=Kind::Primary submit=true busy=update.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}
