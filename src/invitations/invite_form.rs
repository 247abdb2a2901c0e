//! The form in which people are invited.

use super::{invite_inputs::InviteInputs, invite_results::Results, invite_role::role_and_rules};
use crate::{
    api::{Answer, Mutation, unless_about},
    kit::{Draft, InputArea},
    language::{count, error_message, t, tx, use_language},
    ui::{
        Actions, Button, Chip, ChipAction, ChipWords, Chips, Disclosure, Form, FormError, Kind, Size, glyph,
        hold_dialog,
    },
};
use hq_contract::{
    FieldCode, OrganizationId, Permission,
    invitations::{DAYS, Invite, Invited, InvitedAddress, InvitedOutcome, MOST_AT_ONCE, Recipient},
};
use hq_text::{Texts, common, errors, invite};
use leptos::prelude::*;

/// Addresses, role, rules and message; then what became of each address. `on_invited` runs after each answer, `on_close` when
/// the person has finished.
#[component]
pub fn InviteForm(
    org: OrganizationId,
    may_invite_admins: Signal<bool>,
    on_invited: Callback<()>,
    on_close: Callback<()>,
) -> AnyView {
    let results = RwSignal::new(Vec::<InvitedAddress>::new());
    // Whether it was sent: that nothing stands in it is said from then on.
    let tried = RwSignal::new(false);
    let made = StoredValue::new_local(None::<InviteInputs>);
    let send = Mutation::<Invite>::new(move |answer: Answer<Invited>| {
        if let Some(inputs) = made.get_value() {
            inputs.sent(&answer.value);
        }
        tried.set(false);
        // The newest first; those of another try stand under them.
        results.update(|results| {
            let fresh =
                answer.value.results.into_iter().filter(|one| one.outcome != InvitedOutcome::NotAnAddress);
            results.splice(0..0, fresh);
        });
        on_invited.run(());
    });
    hold_dialog(send.pending());
    let draft = Draft::within(org, "members", Permission::InviteMembers, "invite");
    let inputs = InviteInputs::new(may_invite_admins, send, draft);
    made.set_value(Some(inputs));
    let submit = move |()| {
        inputs.complete();
        tried.set(true);
        let (right, _) = untrack(|| inputs.counts());
        if right == 0 || right > MOST_AT_ONCE {
            inputs.focus.notify();
        } else if let Some(body) = inputs.read() {
            send.run(&Invite { org, body });
        } else {
            inputs.note.focus.notify();
        }
    };
    let error = send.error();
    let message = error_message(unless_about(error, &["/note"]));
    view! {
        <Form on_submit=submit>
            <p class="invite-lead">{count(invite::lead, || u64::from(DAYS))}</p>
            <FormError message=message />
            <Results org=org results=results />
            {addresses(inputs, tried, Callback::new(submit))}
            {role_and_rules(inputs, may_invite_admins)}
            {note(inputs)}
            {buttons(inputs, results, send, on_close)}
        </Form>
    }
    .into_any()
}

/// The personal message; folded while there is none.
fn note(inputs: InviteInputs) -> AnyView {
    let first = inputs.note.value.with_untracked(|note| !note.is_empty());
    let error = inputs.note.error();
    view! {
        <Disclosure label=t(invite::ADD_NOTE) unfold=Signal::derive(move || first || error.get().is_some())>
            <InputArea
                label=t(invite::NOTE)
                input=inputs.note
                name="note"
                optional=t(common::OPTIONAL)
                hint=t(invite::NOTE_HINT)
            />
        </Disclosure>
    }
    .into_any()
}

/// How many would be invited, and how many entries are none.
fn summary(inputs: InviteInputs) -> Signal<String> {
    let counts = Memo::new(move |_| inputs.counts());
    let (valid, ignored) = (
        count(invite::valid, move || counts.get().0 as u64),
        count(invite::ignored, move || counts.get().1 as u64),
    );
    Signal::derive(move || match counts.get() {
        (0, 0) => String::new(),
        (_, 0) => valid.get(),
        (0, _) => ignored.get(),
        _ => format!("{} · {}", valid.get(), ignored.get()),
    })
}

/// The field of the addresses, with what is wrong in it.
fn addresses(inputs: InviteInputs, tried: RwSignal<bool>, on_submit: Callback<()>) -> AnyView {
    let (language, wrong, unseen) = (use_language(), t(invite::WRONG), t(errors::FIELD_INVISIBLE));
    let chips = Signal::derive(move || {
        let chip = |one: &Recipient| Chip {
            text: one.text.clone(),
            wrong: match one.email {
                Ok(_) => String::new(),
                Err(FieldCode::InvisibleCharacter) => unseen.get(),
                Err(_) => wrong.get(),
            },
        };
        inputs.entries.with(|entries| entries.iter().map(chip).collect::<Vec<_>>())
    });
    let on_action = move |action: ChipAction| match action {
        ChipAction::Type => inputs.type_on(),
        ChipAction::Enter if inputs.text.with_untracked(|text| text.trim().is_empty()) => on_submit.run(()),
        ChipAction::Enter => inputs.complete(),
        ChipAction::Edit(index) => inputs.edit(index),
        ChipAction::Remove(index) => inputs.remove(index),
    };
    let label = move |write: fn(&Texts, &str) -> String| {
        Callback::new(move |text: String| language.texts().with(|texts| write(texts, &text)))
    };
    let words = ChipWords {
        label: t(invite::EMAILS),
        list: t(invite::LIST),
        edit: label(invite::mend),
        remove: label(invite::take_out),
    };
    view! {
        <Chips
            words=words
            chips=chips
            text=inputs.text
            on_action=Callback::new(on_action)
            name="emails"
            count=counter(inputs)
            hint=t(invite::EMAILS_HINT)
            status=inputs.status
            notice=inputs.notice
            error=problem(inputs, tried)
            focus=inputs.focus
        />
    }
    .into_any()
}

/// How many there are, once there are some.
fn counter(inputs: InviteInputs) -> Signal<String> {
    tx(move |texts| match inputs.counts().0 {
        0 => String::new(),
        right => invite::counter(texts, &right.to_string(), &MOST_AT_ONCE.to_string()),
    })
}

/// What has to change before all of it can be sent.
fn problem(inputs: InviteInputs, tried: RwSignal<bool>) -> Signal<Option<String>> {
    let over = Memo::new(move |_| inputs.counts().0.saturating_sub(MOST_AT_ONCE));
    let wrong = Memo::new(move |_| inputs.counts().1);
    let at_most = tx(|texts| invite::at_most(texts, &MOST_AT_ONCE.to_string()));
    let (take_out, edit) = (
        count(invite::over, move || over.get() as u64),
        count(invite::mend_wrong, move || wrong.get() as u64),
    );
    let none = t(invite::NONE);
    Signal::derive(move || {
        if over.get() > 0 {
            return Some(format!("{} {}", at_most.get(), take_out.get()));
        }
        if wrong.get() > 0 {
            return Some(edit.get());
        }
        let nothing =
            tried.get() && inputs.counts().0 == 0 && inputs.text.with(|text| text.trim().is_empty());
        nothing.then(|| none.get())
    })
}

fn buttons(
    inputs: InviteInputs,
    results: RwSignal<Vec<InvitedAddress>>,
    send: Mutation<Invite>,
    on_close: Callback<()>,
) -> AnyView {
    let several = Memo::new(move |_| inputs.entries.with(|entries| entries.len() > 1));
    let right = Memo::new(move |_| inputs.counts().0);
    let (close, done) = (t(common::CLOSE), t(common::DONE));
    let (plain, counted) = (t(invite::SUBMIT), count(invite::submit_count, move || right.get() as u64));
    let clear = move || {
        several.get().then(|| {
            view! {
                <Button
                    label=t(invite::TAKE_ALL_OUT)
                    kind=Kind::Quiet
                    size=Size::Small
                    on_click=move |()| inputs.clear()
                />
            }
        })
    };
    view! {
        <Actions>
            <span class="actions-status">
                <span role="status">{summary(inputs)}</span>
                {clear}
            </span>
            <Button
                label=move || if results.with(Vec::is_empty) { close.get() } else { done.get() }
                disabled=send.pending()
                on_click=on_close
            />
            <Button
                label=move || if right.get() == 0 { plain.get() } else { counted.get() }
                kind=Kind::Primary
                icon=glyph::SEND
                submit=true
                busy=send.pending()
            />
        </Actions>
    }
    .into_any()
}
