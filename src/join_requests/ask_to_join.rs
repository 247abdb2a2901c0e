//! Asking to join an organization.

use crate::{
    api::{Error, Mutation},
    kit::{DialogForm, Draft, Input, InputArea},
    language::{error_text, t, tx, use_language},
    offers::use_offers,
    session::use_session,
    ui::{Dialog, Kind},
};
use hq_contract::{
    FieldCode, Note, OrganizationId, ProblemCode,
    join_requests::{AskToJoin as Ask, NewJoinRequest, Suggestion},
};
use hq_text::{common, offers};
use leptos::prelude::*;

const NOTE: &str = "/note";

/// An organization that is given up for the one that is asked: which, and its name.
pub type InsteadOf = Signal<(OrganizationId, String)>;

/// The dialog that asks, with a word to the admins. With `instead_of`, that organization is deleted in the same step,
/// and the dialog says so. `on_asked` hears which organization was asked. What was typed outlives the dialog.
#[component]
pub fn AskToJoin(
    open: RwSignal<bool>,
    #[prop(into)] to: Signal<Option<Suggestion>>,
    #[prop(optional, into)] instead_of: Option<InsteadOf>,
    #[prop(into)] on_asked: Callback<OrganizationId>,
) -> AnyView {
    let (session, waiting) = (use_session(), use_offers());
    let name = Signal::derive(move || {
        to.with(|to| to.as_ref().map(|to| to.organization.name.to_string()).unwrap_or_default())
    });
    let draft = StoredValue::new(None::<Draft<String>>);
    let ask = Mutation::<Ask>::new(move |answer| {
        draft.get_value().into_iter().for_each(Draft::forget);
        on_asked.run(answer.value.organization.id);
        waiting.asked(&answer.value);
        open.set(false);
    });
    Effect::new(move |_| {
        if open.get() {
            ask.clear();
        }
    });
    let error = ask.error();
    Effect::new(move |_| {
        let code = error.with(|error| error.as_ref().and_then(Error::code));
        if matches!(code, Some(ProblemCode::AlreadyMember | ProblemCode::NotFound)) {
            // It was offered by mistake: what is offered now is looked up.
            session.load();
        }
    });
    let title = tx(move |texts| match instead_of {
        Some(_) => offers::instead_title(texts, &name.get()),
        None => offers::ask_title(texts, &name.get()),
    });
    view! {
        <Dialog open=open title=title close_label=t(common::CANCEL)>
            {form(open, to, instead_of, ask, draft)}
        </Dialog>
    }
    .into_any()
}

fn form(
    open: RwSignal<bool>,
    to: Signal<Option<Suggestion>>,
    instead_of: Option<InsteadOf>,
    ask: Mutation<Ask>,
    draft: StoredValue<Option<Draft<String>>>,
) -> AnyView {
    let Some(org) = to.with_untracked(|to| to.as_ref().map(|to| to.organization.id)) else {
        return ().into_any();
    };
    let note = Input::new("", word).within(1, Note::MAX).refused_by(ask, NOTE);
    let own = Draft::new(format!("join_request.{org}"));
    own.of_field(note);
    draft.set_value(Some(own));
    let submit = move |()| match note.read() {
        Some(note) => {
            let instead_of = instead_of.map(|instead_of| instead_of.get_untracked().0);
            ask.run(&Ask { org, body: NewJoinRequest { note, instead_of } });
        }
        None => note.focus.notify(),
    };
    let given_up = move || instead_of.map(|instead_of| instead_of.get().1).unwrap_or_default();
    let text = tx(move |texts| match instead_of {
        Some(_) => offers::instead_text(texts, &given_up()),
        None => texts.get(offers::ASK_TEXT).into_owned(),
    });
    let send = tx(move |texts| match instead_of {
        Some(_) => offers::instead_send(texts, &given_up()),
        None => texts.get(offers::ASK_SEND).into_owned(),
    });
    let kind = if instead_of.is_some() { Kind::Danger } else { Kind::Primary };
    view! {
        <DialogForm
            open=open
            submit_label=send
            on_submit=submit
            kind=kind
            busy=ask.pending()
            error=message(ask, Signal::derive(given_up))
        >
            <p>{text}</p>
            <InputArea label=t(offers::ASK_NOTE) input=note name="note" optional=t(common::OPTIONAL) />
        </DialogForm>
    }
    .into_any()
}

/// Why nobody was asked; where the organization to give up is in use, that nothing was deleted.
fn message(ask: Mutation<Ask>, given_up: Signal<String>) -> Signal<Option<String>> {
    let (language, error) = (use_language(), ask.error());
    Signal::derive(move || {
        let error: Error = error.get().filter(|error| !error.is_only_about(&[NOTE]))?;
        Some(match error.code() {
            Some(ProblemCode::OrganizationInUse) => {
                language.texts().with(|texts| offers::in_use(texts, &given_up.get()))
            }
            _ => error_text(language, &error),
        })
    })
}

/// A word that may stay unsaid.
fn word(text: &str) -> Result<Option<Note>, FieldCode> {
    if text.trim().is_empty() { Ok(None) } else { Note::parse(text).map(Some) }
}
