//! Changing the language: of this page at once, of the account's mails where somebody is signed in.

use crate::{
    api::{Answer, Client, use_client},
    language::use_language,
    session::{Session, use_session},
    ui::{Toasts, Tone},
};
use hq_contract::{
    LanguageTag,
    me::{GetMe, Me, MePatch, UpdateMe},
};
use hq_text::{Key, Language, shell};
use leptos::prelude::*;

/// What chooses a language; says in a toast what did not work.
#[must_use]
pub fn use_choose_language() -> Callback<Language> {
    let (client, session, language) = (use_client(), use_session(), use_language());
    let toasts = expect_context::<Toasts>();
    let complain = move |key: Key| {
        let text = language.text_untracked(|texts| texts.get(key).into_owned());
        toasts.push(Tone::Warning, text);
    };
    Callback::new(move |chosen: Language| {
        language.choose(chosen, move |shown| match shown {
            Err(_) => complain(shell::LANGUAGE_FAILED),
            Ok(()) if session.user().get_untracked().is_none() => {}
            Ok(()) => store(client, session, chosen, move || complain(shell::LANGUAGE_NOT_STORED)),
        });
    })
}

/// Tells the account's language to the server: read, then changed at the version that was read.
fn store(client: Client, session: Session, language: Language, failed: impl Fn() + Copy + 'static) {
    client.call(&GetMe, move |answer| {
        let update = answer.ok().and_then(|answer| change(answer, language));
        let Some(update) = update else { return failed() };
        client.call(&update, move |answer| match answer {
            Ok(answer) => session.user_changed(answer.value),
            Err(_) => failed(),
        });
    });
}

fn change(answer: Answer<Me>, language: Language) -> Option<UpdateMe> {
    let language = LanguageTag::parse(language.code()).ok();
    Some(UpdateMe { version: answer.version?, patch: MePatch { language, ..MePatch::default() } })
}
