//! Showing a password, once.

use super::{shared::EnginePage, words::credential_message};
use crate::{
    api::{Answer, Mutation},
    kit::{CopyState, CopyStatus, CopyableFact},
    language::{t, tx},
    ui::{Actions, Banner, Button, Dialog, FormError, Kind, Tone},
};
use hq_contract::{
    CredentialId, encode_segment,
    providers::EngineKind,
    storage_engines::{RevealCredential, RevealedCredential},
};
use hq_text::{Key, common, storage_engines};
use leptos::prelude::*;

/// Has a password told, and keeps it as long as it is shown: HQ has forgotten it by then.
#[derive(Clone, Copy)]
pub struct Revealing {
    page: EnginePage,
    open: RwSignal<bool>,
    told: RwSignal<Option<RevealedCredential>>,
    asked: RwSignal<Option<CredentialId>>,
    reveal: Mutation<RevealCredential>,
}

impl Revealing {
    /// Nothing is shown.
    pub fn new(page: EnginePage) -> Self {
        let (open, told) = (RwSignal::new(false), RwSignal::new(None));
        let reveal = Mutation::<RevealCredential>::new(move |answer: Answer<RevealedCredential>| {
            told.set(Some(answer.value));
            open.set(true);
            page.credentials.retry();
        });
        // Once it is closed, nobody has it but who copied it.
        Effect::new(move |before: Option<bool>| {
            let open = open.get();
            if before == Some(true) && !open {
                told.set(None);
            }
            open
        });
        let error = reveal.error();
        Effect::new(move |_| {
            if error.with(Option::is_some) {
                page.credentials.retry();
            }
        });
        Self { page, open, told, asked: RwSignal::new(None), reveal }
    }

    /// Shows the password of these.
    pub fn show(self, credential: CredentialId) {
        let EnginePage { org, id, .. } = self.page;
        self.asked.set(Some(credential));
        self.reveal.run(&RevealCredential { org, id, credential });
    }

    /// Whether that of these is on its way.
    pub fn pending(self, credential: CredentialId) -> Signal<bool> {
        let pending = self.reveal.pending();
        Signal::derive(move || pending.get() && self.asked.get() == Some(credential))
    }

    /// Why it cannot be shown.
    pub fn failure(self) -> AnyView {
        let error = self.reveal.error();
        view! { <FormError message=credential_message(move || error.get()) /> }.into_any()
    }
}

/// What was told, with a button to copy each part.
#[component]
pub fn RevealDialog(revealing: Revealing) -> AnyView {
    let Revealing { page, open, told, .. } = revealing;
    let title = tx(move |texts| {
        let name = told.with(|told| told.as_ref().map(|told| told.credential.name.to_string()));
        name.map(|name| storage_engines::reveal_name(texts, &name)).unwrap_or_default()
    });
    let kind = page.engine.with_untracked(|engine| engine.engine);
    view! {
        <Dialog open=open title=title close_label=t(common::CLOSE)>
            {move || told.get().map(|told| body(told, kind, open))}
        </Dialog>
    }
    .into_any()
}

fn body(told: RevealedCredential, kind: EngineKind, open: RwSignal<bool>) -> AnyView {
    let copies = CopyState::new();
    let secret = told.password.is_some();
    let uri = told.uri.clone().or_else(|| uri_of(&told, kind));
    let credential = told.credential;
    let named: [(Key, Option<String>); 6] = [
        (storage_engines::HOST, credential.host),
        (storage_engines::PORT, credential.port),
        (storage_engines::DATABASE, credential.database),
        (storage_engines::USER, credential.username),
        (storage_engines::PASSWORD, told.password),
        (if secret { storage_engines::URI } else { storage_engines::CONNECTION }, uri),
    ];
    let known = named.into_iter().filter_map(|(label, value)| Some((t(label), value?)));
    let others = told.others.into_iter().map(|(name, value)| (Signal::stored(name), value));
    let lines = known
        .chain(others)
        .map(|(label, value)| view! { <CopyableFact label=label value=value state=copies /> })
        .collect::<Vec<_>>();
    view! {
        {secret.then(|| view! { <Banner text=t(storage_engines::SHOWN_ONCE) tone=Tone::Warning /> })}
        <dl class="facts revealed">{lines}</dl>
        <CopyStatus state=copies />
        <Actions>
            <Button label=t(common::DONE) kind=Kind::Primary on_click=move |()| open.set(false) />
        </Actions>
    }
    .into_any()
}

/// All in one as libpq reads it (PostgreSQL, "Connection URIs"), where the broker does not tell it so.
fn uri_of(told: &RevealedCredential, kind: EngineKind) -> Option<String> {
    let of = &told.credential;
    let (host, user) = (of.host.as_deref()?, of.username.as_deref()?);
    let place = (host, of.port.as_deref(), of.database.as_deref().unwrap_or(user));
    let password = told.password.as_deref()?;
    (kind == EngineKind::Postgresql).then(|| uri(place, user, password))
}

/// The URI of host, port and database.
fn uri((host, port, database): (&str, Option<&str>, &str), user: &str, password: &str) -> String {
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    // A literal address of IPv6 stands in brackets.
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    let [user, password, database] = [user, password, database].map(encode_segment);
    format!("postgresql://{user}:{password}@{host}{port}/{database}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_psql_reads_is_made_of_the_parts() {
        assert_eq!(
            uri(("::1", Some("5432"), "hq_1"), "hq_u", "a/b c"),
            "postgresql://hq_u:a%2Fb%20c@[::1]:5432/hq_1"
        );
        assert_eq!(uri(("db.example", None, "d"), "u", "p"), "postgresql://u:p@db.example/d");
    }
}
