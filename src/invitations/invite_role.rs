//! As what people are invited.

use super::invite_inputs::InviteInputs;
use crate::{
    language::{role_key, t, template_keys, template_name, template_of, tx},
    ui::{Disclosure, Radio, Radios},
};
use hq_contract::{Role, rules::Template};
use hq_text::{Key, invite_rules, members};
use leptos::prelude::*;

/// Role, and the rules of those who become users; who may not decide about that is told why.
pub fn role_and_rules(inputs: InviteInputs, may_invite_admins: Signal<bool>) -> AnyView {
    let users = Memo::new(move |_| inputs.role.with(|role| role == Role::User.as_str()));
    let rules = move || {
        users.get().then(|| {
            // Folded: most people are given rules once they are there. What is chosen is said all the same.
            let (label, chosen) = (t(invite_rules::RULES), Memo::new(move |_| inputs.rules.get()));
            let rule_name = tx(move |texts| texts.get(chosen.with(|rules| rules_label(rules))).into_owned());
            let first = inputs.rules.with_untracked(|rules| rules != template_name(Template::Nothing));
            view! {
                <Disclosure
                    label=Signal::derive(move || format!("{} · {}", label.get(), rule_name.get()))
                    unfold=Signal::stored(first)
                >
                    <Radios label=label value=inputs.rules radios=rules() />
                </Disclosure>
            }
            .into_any()
        })
    };
    (move || {
        if may_invite_admins.get() {
            view! {
                <Radios label=t(members::ROLE) value=inputs.role radios=roles() />
                {rules}
            }
            .into_any()
        } else {
            view! { <p class="invite-lead">{t(invite_rules::USERS_ONLY)}</p> }.into_any()
        }
    })
    .into_any()
}

/// What the template of that name is called here.
fn rules_label(name: &str) -> Key {
    match template_of(name) {
        Some(Template::Nothing) | None => invite_rules::NONE,
        Some(template) => template_keys(template).0,
    }
}

fn radio(value: &'static str, (label, hint): (Key, Key)) -> Radio {
    Radio { value, label: t(label), hint: t(hint) }
}

fn roles() -> Vec<Radio> {
    vec![
        radio(Role::User.as_str(), (role_key(Role::User), members::USER_MEANS)),
        radio(Role::Admin.as_str(), (role_key(Role::Admin), members::ADMIN_MEANS)),
    ]
}

fn rules() -> Vec<Radio> {
    let template = |template| radio(template_name(template), template_keys(template));
    vec![
        radio(template_name(Template::Nothing), (invite_rules::NONE, invite_rules::NONE_MEANS)),
        template(Template::ReadEverything),
        template(Template::ManageDataplants),
    ]
}
