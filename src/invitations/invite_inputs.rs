//! The inputs of the form that invites people. Their draft outlives the dialog and the page, as long as the tab is open.

use super::{invite_entries::take, invite_taken::Taken};
use crate::{
    api::Mutation,
    kit::{Draft, Input},
    language::{Language, template_name, template_of, template_rules, use_language},
};
use hq_contract::{
    FieldCode, Note, Role,
    invitations::{Invite, Invited, InvitedOutcome, NewInvitations, Recipient, Recipients},
    rules::{Rule, Template},
};
use hq_text::{Texts, invite};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The role that most people are invited with.
const FIRST_ROLE: Role = Role::User;
/// The template of rules that most people are invited with.
const FIRST_RULES: Template = Template::Nothing;

/// A message that may be empty.
fn parse_note(text: &str) -> Result<Option<Note>, FieldCode> {
    if text.trim().is_empty() { Ok(None) } else { Note::parse(text).map(Some) }
}

/// The draft of the form.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct InviteDraft {
    entries: Vec<String>,
    /// The text that is not an address yet.
    text: String,
    role: String,
    rules: String,
    note: String,
}

/// The inputs of the form.
#[derive(Clone, Copy)]
pub struct InviteInputs {
    /// The complete addresses, valid or not.
    pub entries: RwSignal<Vec<Recipient>>,
    /// The text of the field.
    pub text: RwSignal<String>,
    /// The role's name.
    pub role: RwSignal<String>,
    /// The name of the template of their rules.
    pub rules: RwSignal<String>,
    /// The personal message.
    pub note: Input<Option<Note>>,
    /// The last change of the list in words, for assistive technology.
    pub status: RwSignal<String>,
    /// What of the last text did not come into the list, in words.
    pub notice: RwSignal<String>,
    /// Notify it to move the focus into the field.
    pub focus: RwSignal<()>,
    before: StoredValue<String>,
    language: Language,
    may_invite_admins: Signal<bool>,
}

impl InviteInputs {
    /// Restores the draft of an earlier visit, and keeps it from now on.
    pub fn new(may_invite_admins: Signal<bool>, send: Mutation<Invite>, draft: Draft<InviteDraft>) -> Self {
        let InviteDraft { entries, text, role, rules, note } = draft.load().unwrap_or_default();
        let role = Role::from_name(&role).unwrap_or(FIRST_ROLE);
        let rules = template_of(&rules).unwrap_or(FIRST_RULES);
        let inputs = Self {
            entries: RwSignal::new(entries.iter().map(|entry| Recipient::again(entry)).collect()),
            before: StoredValue::new(text.clone()),
            text: RwSignal::new(text),
            role: RwSignal::new(role.as_str().to_owned()),
            rules: RwSignal::new(template_name(rules).to_owned()),
            note: Input::new(&note, parse_note).within(0, Note::MAX).refused_by(send, "/note"),
            status: RwSignal::new(String::new()),
            notice: RwSignal::new(String::new()),
            focus: RwSignal::new(()),
            language: use_language(),
            may_invite_admins,
        };
        draft.follow(move || inputs.draft());
        inputs
    }

    /// The draft; none if only a role is chosen.
    fn draft(self) -> Option<InviteDraft> {
        let draft = InviteDraft {
            entries: self.entries.with(|entries| entries.iter().map(Recipient::spelled).collect()),
            text: self.text.get(),
            role: self.role.get(),
            rules: self.rules.get(),
            note: self.note.value.get(),
        };
        let nothing = draft.entries.is_empty() && draft.text.is_empty() && draft.note.is_empty();
        (!nothing).then_some(draft)
    }

    /// Something was typed or pasted: complete addresses are moved to the list.
    pub fn type_on(self) {
        let text = self.text.get_untracked();
        let before = self.before.get_value();
        // Letters come one at a time.
        let pasted = text.chars().count() > before.chars().count() + 1;
        let (taken, rest) = take(&text, pasted);
        self.put(rest);
        self.add(taken);
    }

    /// Moves the text of the field to the list, whatever it is.
    pub fn complete(self) {
        let taken = Recipients::read(&self.text.get_untracked());
        self.put(String::new());
        self.add(taken);
    }

    fn put(self, text: String) {
        self.before.set_value(text.clone());
        self.text.set(text);
    }

    fn add(self, read: Recipients) {
        if read == Recipients::default() {
            return;
        }
        let taken = self.entries.with_untracked(|entries| Taken::of(read, entries));
        let language = self.language.current();
        self.status.set(self.text_untracked(|texts| taken.status(texts, language)));
        self.notice.set(self.text_untracked(|texts| taken.notice(texts, language)));
        if !taken.added.is_empty() {
            self.entries.update(|entries| entries.extend(taken.added));
        }
    }

    fn text_untracked(self, write: impl FnOnce(&Texts) -> String) -> String {
        self.language.text_untracked(write)
    }

    /// Removes an address.
    pub fn remove(self, index: usize) {
        if let Some(one) = self.pull(index) {
            self.status.set(self.text_untracked(|texts| invite::taken_out(texts, &one.text)));
        }
        self.focus.notify();
    }

    /// Removes all addresses.
    pub fn clear(self) {
        self.entries.set(Vec::new());
        self.status.set(self.text_untracked(|texts| texts.get(invite::ALL_TAKEN_OUT).into_owned()));
        self.focus.notify();
    }

    /// Moves an address back into the field; the text there is moved to the list first.
    pub fn edit(self, index: usize) {
        if let Some(one) = self.pull(index) {
            self.complete();
            self.put(one.spelled());
        }
        self.focus.notify();
    }

    fn pull(self, index: usize) -> Option<Recipient> {
        let there = self.entries.with_untracked(|entries| index < entries.len());
        there.then(|| self.entries.try_update(|entries| entries.remove(index))).flatten()
    }

    /// How many are valid, with the one that is being typed, and how many are not.
    pub fn counts(self) -> (usize, usize) {
        self.entries.with(|entries| {
            let right = entries.iter().filter(|one| one.email.is_ok()).count();
            let typing = self.text.with(|text| Taken::of(Recipients::read(text), entries));
            let typing = typing.added.iter().filter(|one| one.email.is_ok()).count();
            (right + typing, entries.len() - right)
        })
    }

    /// The valid invitations; invalid addresses stay in the form.
    pub fn read(self) -> Option<NewInvitations> {
        let note = self.note.read()?;
        let (role, rules) = self.role_and_rules()?;
        let emails = self.entries.with_untracked(|entries| {
            entries.iter().filter(|one| one.email.is_ok()).map(|one| one.text.clone()).collect()
        });
        Some(NewInvitations { emails, role, note, rules })
    }

    /// Who may not decide about it invites users without rules, whatever was chosen before.
    fn role_and_rules(self) -> Option<(Role, Vec<Rule>)> {
        if !self.may_invite_admins.get_untracked() {
            return Some((Role::User, Vec::new()));
        }
        let role = self.role.with_untracked(|role| Role::from_name(role))?;
        let template = match role {
            Role::Admin => Template::Nothing,
            Role::User => self.rules.with_untracked(|rules| template_of(rules))?,
        };
        Some((role, template_rules(self.language, template)?))
    }

    /// Removes the addresses that were invited; those that the server refuses stay to be corrected, or sent later. Role, rules and message
    /// are reset once somebody was invited with them: they were for these people.
    pub fn sent(self, answer: &Invited) {
        self.entries.update(|entries| {
            for result in &answer.results {
                if result.outcome == InvitedOutcome::NotAnAddress {
                    for one in entries.iter_mut().filter(|one| one.text == result.email) {
                        one.email = Err(FieldCode::NotAnAddress);
                    }
                } else if result.outcome != InvitedOutcome::TooOften {
                    entries.retain(|one| one.text != result.email);
                }
            }
        });
        self.notice.set(String::new());
        let invited = [InvitedOutcome::Invited, InvitedOutcome::SentAgain];
        if answer.results.iter().any(|result| invited.contains(&result.outcome)) {
            self.role.set(FIRST_ROLE.as_str().to_owned());
            self.rules.set(template_name(FIRST_RULES).to_owned());
            self.note.reset("");
        }
    }
}
