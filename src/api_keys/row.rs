//! One key.

use super::actions::KeyActions;
use crate::{
    language::{ago, count, moment, role_key, t, tx},
    ui::{Badge, Cell, Glyph, Icon, Menu, MenuAction, MenuEntry, Tone, glyph},
};
use hq_contract::{
    Role, Timestamp,
    api_keys::{ApiKey, FormerSecret},
};
use hq_text::{Key, api_keys};
use leptos::prelude::*;

/// The row; it stays, with its menu, while the key changes.
pub fn row(key: Memo<ApiKey>, actions: KeyActions) -> AnyView {
    let id = key.with_untracked(|key| key.id.to_string());
    view! {
        <tr class="table-row api-key" role="row" data-api-key=id>
            <Cell head=true>{move || key.with(name)}</Cell>
            <Cell label=t(api_keys::CAN)>{move || key.with(role)}</Cell>
            <Cell label=t(api_keys::LAST_USED)>{move || key.with(used)}</Cell>
            <Cell label=t(api_keys::EXPIRES)>{move || key.with(expires)}</Cell>
            <Cell label=t(api_keys::CREATED_BY)>{move || key.with(creator)}</Cell>
            <Cell actions=true>{menu(key, actions)}</Cell>
        </tr>
    }
    .into_any()
}

/// What it is called, what its secret begins with, and the one before that is good still.
fn name(key: &ApiKey) -> AnyView {
    view! {
        <div class="api-key-lines">
            <bdi class="api-key-name">{key.name.to_string()}</bdi>
            <code class="api-key-soft">{format!("{}…", key.starts_with)}</code>
            {key.former.clone().map(former)}
        </div>
    }
    .into_any()
}

fn former(former: FormerSecret) -> AnyView {
    let (until, secret) = (moment(former.expires_at), format!("{}…", former.starts_with));
    let text = match former.last_used_at.map(ago) {
        Some(used) => tx(move |texts| api_keys::former_used(texts, &secret, &used.get(), &until.get())),
        None => tx(move |texts| api_keys::former(texts, &secret, &until.get())),
    };
    view! { <span class="api-key-soft">{text}</span> }.into_any()
}

fn role(key: &ApiKey) -> AnyView {
    let number = key.rules.len() as u64;
    let rules = (key.role == Role::User).then(|| {
        let rules = count(api_keys::rules, move || number);
        view! { <span class="api-key-soft">{rules}</span> }
    });
    view! {
        <div class="api-key-lines">
            <span>{t(role_key(key.role))}</span>
            {rules}
        </div>
    }
    .into_any()
}

fn when(at: Timestamp) -> (Signal<String>, Signal<String>, String) {
    (ago(at.clone()), moment(at.clone()), at.as_str().to_owned())
}

fn used(key: &ApiKey) -> AnyView {
    let Some(at) = key.last_used_at.clone() else {
        return view! { <span class="api-key-soft">{t(api_keys::UNUSED)}</span> }.into_any();
    };
    let (relative, exactly, datetime) = when(at);
    let from = key.last_used_from.clone().map(|address| {
        let from = tx(move |texts| api_keys::used_from(texts, &address));
        view! { <span class="api-key-soft">{from}</span> }
    });
    view! {
        <div class="api-key-lines">
            <time datetime=datetime title=exactly>
                {relative}
            </time>
            {from}
        </div>
    }
    .into_any()
}

/// "in 12 days", with the moment on hover; marked where it is over.
fn expires(key: &ApiKey) -> AnyView {
    let (expired, Some(at)) = (key.expired, key.expires_at.clone()) else {
        return t(api_keys::NEVER).into_any();
    };
    let (relative, exactly, datetime) = when(at);
    let shown = if expired {
        let text = tx(move |texts| api_keys::expired(texts, &relative.get()));
        view! { <Badge label=text tone=Tone::Danger /> }.into_any()
    } else {
        relative.into_any()
    };
    view! {
        <time datetime=datetime title=exactly>
            {shown}
        </time>
    }
    .into_any()
}

/// Who made it, and whether they have left: the key goes on without them.
fn creator(key: &ApiKey) -> AnyView {
    let Some(creator) = &key.created_by else { return t(api_keys::UNKNOWN).into_any() };
    let name = creator.name().to_owned();
    if key.creator_left {
        let text = tx(move |texts| api_keys::left(texts, &name));
        view! { <Badge label=text tone=Tone::Warning /> }.into_any()
    } else {
        view! { <bdi>{name}</bdi> }.into_any()
    }
}

/// What can be done with it.
fn menu(key: Memo<ApiKey>, actions: KeyActions) -> AnyView {
    let label = tx(move |texts| key.with(|key| api_keys::actions_for(texts, key.name.as_str())));
    let item = |label: Key, icon: Glyph, run: Callback<()>| MenuEntry::Item {
        label: t(label),
        icon: Some(icon),
        action: MenuAction::Run(run),
    };
    let rules = actions.page.rules_of(key.with_untracked(|key| key.id));
    let edit = Callback::new(move |()| actions.form.edit(key.get_untracked()));
    let rotate = Callback::new(move |()| actions.rotating.ask(key.get_untracked()));
    let revoke = Callback::new(move |()| actions.revocation.ask(key.get_untracked()));
    let entries = vec![
        item(api_keys::EDIT, glyph::EDIT, edit),
        MenuEntry::Item {
            label: t(api_keys::EDIT_RULES),
            icon: Some(glyph::LIST),
            action: MenuAction::Link(rules),
        },
        item(api_keys::ROTATE, glyph::ROTATE, rotate),
        item(api_keys::REVOKE, glyph::TRASH, revoke),
    ];
    view! {
        <Menu label=label entries=Signal::stored(entries)>
            <Icon glyph=glyph::MORE />
        </Menu>
    }
    .into_any()
}
