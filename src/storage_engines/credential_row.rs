//! Credentials in the list.

use super::credential_actions::CredentialActions;
use crate::{
    language::{actor_name, ago, capitalized, moment, t, tx},
    ui::{Badge, Button, Cell, Kind, Size, Tone},
};
use hq_contract::{
    Actor,
    storage_engines::{Credential, CredentialState, RotateCredential},
};
use hq_text::{Key, operations, storage_engines};
use leptos::prelude::*;

/// The row; it stays while they change.
pub fn row(credential: Memo<Credential>, actions: CredentialActions) -> AnyView {
    view! {
        <tr class="table-row credential" role="row">
            <Cell head=true>{name(credential, actions)}</Cell>
            <Cell label=t(storage_engines::CONNECTION)>{connection(credential)}</Cell>
            <Cell label=t(storage_engines::OWNER)>{owner(credential)}</Cell>
            <Cell label=t(storage_engines::STATUS)>{state(credential)}</Cell>
            <Cell actions=true>{buttons(credential, actions)}</Cell>
        </tr>
    }
    .into_any()
}

/// What they are called, what they are for, and which ones they replace.
fn name(credential: Memo<Credential>, actions: CredentialActions) -> AnyView {
    let name = credential.with_untracked(|credential| credential.name.to_string());
    // They are called as the dataplant.
    let dataplant = credential.with_untracked(|credential| credential.dataplant);
    let dataplant = dataplant.map(|_| {
        let name = name.clone();
        let text = tx(move |texts| storage_engines::for_dataplant(texts, &name));
        view! { <span class="credential-note">{text}</span> }
    });
    let items = actions.page.credentials.items();
    let replaced = Memo::new(move |_| {
        let old = credential.with(|credential| credential.replaces)?;
        items.with(|items| items.iter().find(|item| item.id == old).map(|item| item.created_at.clone()))
    });
    let both = move || {
        replaced.get().map(|at| {
            let when = ago(at);
            let text = tx(move |texts| storage_engines::replaces(texts, &when.get()));
            view! { <span class="credential-note">{text}</span> }
        })
    };
    view! {
        <span class="credential-name">
            <bdi>{name}</bdi>
            {dataplant}
            {both}
        </span>
    }
    .into_any()
}

/// Host, port, database and user, as far as they are known.
fn connection(credential: Memo<Credential>) -> AnyView {
    let parts = move || {
        credential.with(|credential| {
            let host = credential.host.clone().map(|host| match &credential.port {
                Some(port) => format!("{host}:{port}"),
                None => host,
            });
            let pairs: [(Key, Option<String>); 3] = [
                (storage_engines::HOST, host),
                (storage_engines::DATABASE, credential.database.clone()),
                (storage_engines::USER, credential.username.clone()),
            ];
            let known = pairs.into_iter().filter_map(|(label, value)| Some((label, value?)));
            known
                .map(|(label, value)| {
                    view! {
                        <div class="fact">
                            <dt>{t(label)}</dt>
                            <dd>
                                <code>{value}</code>
                            </dd>
                        </div>
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    view! { <dl class="facts credential-facts">{parts}</dl> }.into_any()
}

/// Who made them, and when.
fn owner(credential: Memo<Credential>) -> AnyView {
    let by = credential.with_untracked(|credential| credential.created_by.clone());
    let at = credential.with_untracked(|credential| credential.created_at.clone());
    let by = match by {
        Some(by) => tx(move |texts| match &by {
            Actor::Person { name, .. } => name.to_string(),
            Actor::ApiKey { .. } => capitalized(&actor_name(texts, &by)),
        }),
        None => t(storage_engines::BY_HQ),
    };
    let (relative, exactly, datetime) = (ago(at.clone()), moment(at.clone()), at.as_str().to_owned());
    view! {
        <span class="credential-owner">
            <bdi>{by}</bdi>
            <time datetime=datetime title=exactly>
                {relative}
            </time>
        </span>
    }
    .into_any()
}

/// Whether they lead to a file: no one signs in to one.
fn is_file(credential: Memo<Credential>) -> bool {
    credential.with(|credential| {
        credential.username.is_none() && credential.host.is_none() && credential.database.is_some()
    })
}

const fn words(state: CredentialState) -> (Key, Tone) {
    match state {
        CredentialState::Creating => (storage_engines::CRED_CREATING, Tone::Info),
        CredentialState::Hidden => (storage_engines::CRED_HIDDEN, Tone::Success),
        CredentialState::Shown => (storage_engines::CRED_SHOWN, Tone::Success),
        CredentialState::Deleting => (storage_engines::CRED_DELETING, Tone::Info),
        CredentialState::Failed => (storage_engines::CRED_FAILED, Tone::Danger),
    }
}

fn state(credential: Memo<Credential>) -> AnyView {
    let state = Memo::new(move |_| credential.with(|credential| credential.state));
    let said = Memo::new(move |_| {
        credential
            .with(|credential| credential.failure.as_ref().and_then(|failure| failure.description.clone()))
    });
    // The password of a dataplant's own is nobody's to be shown, and a file has none.
    let own = credential.with_untracked(|credential| credential.dataplant.is_some());
    let badge = move || {
        let (label, tone) = match state.get() {
            CredentialState::Hidden | CredentialState::Shown if own || is_file(credential) => {
                (operations::READY, Tone::Success)
            }
            state => words(state),
        };
        view! { <Badge label=t(label) tone=tone /> }
    };
    view! {
        <span class="credential-state">
            {badge}
            {move || {
                said.get()
                    .map(|said| {
                        view! {
                            <bdi class="credential-note" lang="en">
                                {said}
                            </bdi>
                        }
                    })
            }}
        </span>
    }
    .into_any()
}

/// Showing the password, rotating and removing, for who may; those of a dataplant are HQ's own.
fn buttons(credential: Memo<Credential>, actions: CredentialActions) -> AnyView {
    let (page, id) = (actions.page, credential.with_untracked(|credential| credential.id));
    let own = credential.with_untracked(|credential| credential.dataplant.is_some());
    let may = page.may_update();
    let state = Memo::new(move |_| credential.with(|credential| credential.state));
    let about = Signal::derive(move || credential.with(|credential| credential.name.to_string()));
    let reveal = move || {
        view! {
            <Button
                label=t(
                    if is_file(credential) { storage_engines::REVEAL_FILE } else { storage_engines::REVEAL },
                )
                about=about
                size=Size::Small
                busy=actions.revealing.pending(id)
                on_click=move |()| actions.revealing.show(id)
            />
        }
    };
    let rotate = move || {
        view! {
            <Button
                label=t(storage_engines::ROTATE)
                about=about
                size=Size::Small
                busy=actions.rotate.pending()
                on_click=move |()| {
                    actions
                        .rotate
                        .run(
                            &RotateCredential {
                                org: page.org,
                                id: page.id,
                                credential: id,
                            },
                        );
                }
            />
        }
    };
    let remove = move || {
        view! {
            <Button
                label=t(storage_engines::REMOVE)
                about=about
                kind=Kind::Quiet
                size=Size::Small
                on_click=move |()| actions.removal.ask(credential.get_untracked())
            />
        }
    };
    let shown = move || {
        let state = state.get();
        let valid = matches!(state, CredentialState::Hidden | CredentialState::Shown);
        (may.get() && !own).then(|| {
            view! {
                <span class="credential-buttons">
                    {(state == CredentialState::Hidden).then(reveal)} {valid.then(rotate)}
                    {(valid || state == CredentialState::Failed).then(remove)}
                </span>
            }
        })
    };
    shown.into_any()
}
