//! The person's name.

use crate::{
    api::{Answer, Mutation, Query, unless_about},
    kit::{AsyncView, Draft, Editing, Input, InputField, SaveBar, is_stale, whole},
    language::{error_message, t, use_language},
    session::use_session,
    ui::{Card, Form, FormError, Shape, Skeleton, Toasts, Tone},
};
use hq_contract::{
    PersonName,
    me::{GetMe, Me, MePatch, UpdateMe},
};
use hq_text::profile;
use leptos::prelude::*;

const FIELDS: [&str; 1] = ["/full_name"];

/// The name, as it is and to change. The account is read again whenever `again` is notified.
#[component]
pub fn Name(again: RwSignal<()>) -> AnyView {
    let me = Query::new(|| Some(GetMe));
    me.retry_when(again);
    let form = move || me.ready_untracked().map(|answer| form(me, &answer));
    view! {
        <Card title=t(profile::YOU) text=t(profile::YOU_TEXT)>
            <AsyncView
                data=me
                loading=|| {
                    view! {
                        <Skeleton shape=Shape::Field />
                        <Skeleton shape=Shape::Button />
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
    let editing = editing(me, first.value.full_name.to_string(), name);
    let update = Mutation::<UpdateMe>::new(move |answer: Answer<Me>| {
        editing.was_saved(answer.value.full_name.to_string());
        session.user_changed(answer.value.clone());
        me.set(answer);
        toasts.push(Tone::Success, language.text_untracked(|texts| texts.get(profile::SAVED).into_owned()));
    });
    let name = name.refused_by(update, FIELDS[0]);
    Effect::new(move |_| {
        // The next try is at the version that is there now.
        if is_stale(update) {
            me.retry();
        }
    });
    let save = move |()| {
        let version = me.with_untracked(|remote| remote.ready().and_then(|answer| answer.version.clone()));
        match (name.read(), version) {
            (Some(name), Some(version)) => {
                let patch = MePatch { full_name: Some(name), ..MePatch::default() };
                editing.sending();
                update.run(&UpdateMe { version, patch });
            }
            _ => name.focus.notify(),
        }
    };
    let discard = move |()| {
        name.reset(&editing.saved().get_untracked());
        editing.discard();
        update.clear();
        name.focus.notify();
    };
    let error = update.error();
    let message = error_message(unless_about(error, &FIELDS));
    view! {
        <Form on_submit=save>
            <FormError message=message />
            <InputField
                label=t(profile::FULL_NAME)
                input=name
                name="name"
                autocomplete="name"
                required=true
            />
            <SaveBar
                unsaved=Signal::derive(move || editing.unsaved())
                restored=Signal::derive(move || editing.was_restored())
                busy=update.pending()
                on_discard=discard
            />
        </Form>
    }
    .into_any()
}

/// What is typed over the name, from where it was left in this tab.
fn editing(me: Query<Me>, first: String, name: Input<PersonName>) -> Editing<String> {
    let latest = Memo::new(move |before: Option<&String>| {
        let now = me.with(|remote| remote.ready().map(|answer| answer.value.full_name.to_string()));
        now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    });
    Editing::new(Draft::new("name"), latest, name.value, move |text| name.value.set(text), whole)
}
