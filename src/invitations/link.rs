//! The invitation link that is open: what the server knows of it, and what has happened since.

use super::situation::Situation;
use crate::{
    api::{Error, Mutation, Query, Remote},
    language::{error_message, tx},
};
use hq_contract::{
    Endpoint, ProblemCode,
    invitations::{GetInvitation, LinkedInvitation},
};
use hq_text::{Texts, join};
use leptos::prelude::*;

/// What signing up is told beside its field.
pub const FIELDS: [&str; 2] = ["/full_name", "/password"];

/// The invitation link that is open.
#[derive(Clone, Copy)]
pub struct JoinLink {
    token: StoredValue<String>,
    query: Query<LinkedInvitation>,
    /// The situation since the person's last answer.
    became: RwSignal<Option<Situation>>,
}

impl JoinLink {
    /// The link of a token. Reading it changes nothing.
    pub fn new(token: String) -> Self {
        let token = StoredValue::new(token);
        Self {
            token,
            query: Query::new(move || Some(GetInvitation { token: token.get_value() })),
            became: RwSignal::new(None),
        }
    }

    pub fn token(self) -> String {
        self.token.get_value()
    }

    pub const fn query(self) -> Query<LinkedInvitation> {
        self.query
    }

    /// The situation, once it is known.
    pub fn situation(self) -> Option<Situation> {
        self.became.get().or_else(|| {
            self.query.with(|remote| match remote {
                Remote::Ready(answer) => Some(Situation::of(&answer.value)),
                Remote::Failed(error) => {
                    let unknown = [ProblemCode::LinkUnknown, ProblemCode::NotFound];
                    error.code().filter(|code| unknown.contains(code)).map(|_| Situation::Unknown)
                }
                Remote::Loading => None,
            })
        })
    }

    /// An answer has made it another situation.
    pub fn becomes(self, situation: Situation) {
        self.became.set(Some(situation));
        self.query.retry();
    }

    /// Looks again.
    pub fn look_again(self) {
        self.became.set(None);
        self.query.retry();
    }

    /// Why an answer failed, where it can be tried again; other refusals show the page of their situation.
    pub fn failure<E: Endpoint + 'static>(self, answer: Mutation<E>) -> Signal<Option<String>> {
        let error = answer.error();
        Effect::new(move |_| {
            let situation = error.with(|error| error.as_ref().and_then(refusal));
            if let Some(situation) = situation {
                self.becomes(situation);
            }
        });
        error_message(move || {
            error.get().filter(|error| refusal(error).is_none() && !error.is_only_about(&FIELDS))
        })
    }

    /// A text with the invitation in it; empty while there is none.
    pub fn text(self, write: fn(&Texts, &LinkedInvitation) -> String) -> Signal<String> {
        tx(move |texts| {
            self.query
                .with(|remote| remote.ready().map(|answer| write(texts, &answer.value)).unwrap_or_default())
        })
    }

    /// Something of the invitation; its default while there is none.
    pub fn get<T: Default>(self, read: impl FnOnce(&LinkedInvitation) -> T) -> T {
        self.query.with(|remote| remote.ready().map(|answer| read(&answer.value)).unwrap_or_default())
    }
}

fn refusal(error: &Error) -> Option<Situation> {
    error.code().and_then(Situation::of_refusal)
}

/// Who invited, at the start of a sentence.
pub fn inviter(texts: &Texts, invitation: &LinkedInvitation) -> String {
    match &invitation.inviter {
        Some(inviter) => inviter.name().to_owned(),
        None => join::somebody(texts, invitation.organization.name.as_str()),
    }
}

/// Who could help, within a sentence.
pub fn helper(texts: &Texts, invitation: &LinkedInvitation) -> String {
    match &invitation.inviter {
        Some(inviter) => inviter.name().to_owned(),
        None => join::an_admin(texts, invitation.organization.name.as_str()),
    }
}
