//! What saving changes, before it is saved.

use super::{editing::RulesEditing, phrases::sentences, words::category_key};
use crate::{
    language::{t, tx, use_language},
    ui::{Glyph, Icon, glyph},
};
use hq_contract::rules::{Category, Changes, Grant};
use hq_text::{Key, rules};
use leptos::prelude::*;

/// What the member gains and loses by what is not saved, in sentences.
#[component]
pub fn Preview(editing: RulesEditing) -> AnyView {
    let changes = Memo::new(move |_| editing.changes());
    let admin = editing.owner.admin;
    let name = editing.owner.name;
    let body = move || {
        if admin.get() {
            let text = tx(move |texts| rules::same_admin(texts, &name.get()));
            return view! { <p>{text}</p> }.into_any();
        }
        let Changes { gains, loses } = changes.get();
        if gains.is_empty() && loses.is_empty() {
            let text = tx(move |texts| rules::same(texts, &name.get()));
            return view! { <p>{text}</p> }.into_any();
        }
        view! {
            {part(rules::GAINS, "success", glyph::PLUS, &gains)}
            {part(rules::LOSES, "danger", glyph::MINUS, &loses)}
        }
        .into_any()
    };
    view! {
        <div class="rules-preview" aria-live="polite">
            {body}
        </div>
    }
    .into_any()
}

/// One side, if there is anything on it: a line for each category.
fn part(title: Key, tone: &'static str, mark: Glyph, grants: &[Grant]) -> Option<AnyView> {
    if grants.is_empty() {
        return None;
    }
    let language = use_language();
    let lines = Category::ALL
        .into_iter()
        .filter_map(|category| {
            let sentences = language.texts().with(|texts| sentences(texts, category, grants));
            (!sentences.is_empty()).then(|| line(category, &sentences))
        })
        .collect::<Vec<_>>();
    let view = view! {
        <div class="rules-preview-part" data-tone=tone>
            <p class="rules-preview-title">
                <Icon glyph=mark />
                {t(title)}
            </p>
            <ul class="rules-preview-list">{lines}</ul>
        </div>
    };
    Some(view.into_any())
}

fn line(category: Category, sentences: &[String]) -> AnyView {
    view! {
        <li>
            <span class="rules-preview-category">{t(category_key(category))}</span>
            " "
            {sentences.join("; ")}
        </li>
    }
    .into_any()
}
