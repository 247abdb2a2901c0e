//! Lists to start from.

use super::{dialogs::Dialogs, editing::Editing, words::suggested};
use crate::{
    language::{t, use_language},
    ui::{Act, Entry, Icon, Menu, glyph, live},
};
use hq_contract::rules::{Actions, Category, Effect, Resource, Rule, Template};
use hq_text::{Key, Texts, rules};
use leptos::prelude::*;

/// The menu of templates, and of copying from somebody.
#[component]
pub fn StartMenu(editing: Editing, dialogs: Dialogs) -> AnyView {
    let entries: Vec<Entry> = Template::ALL
        .into_iter()
        .map(|template| template_entry(editing, template))
        .chain([Entry::Separator, copy_entry(dialogs)])
        .collect();
    let entries = StoredValue::new(entries);
    live(move || {
        editing.whose.may_manage.get().then(|| {
            view! {
                <Menu entries=Signal::derive(move || {
                    entries.get_value()
                })>{t(rules::START_FROM)} <Icon glyph=glyph::CHEVRON_DOWN /></Menu>
            }
        })
    })
}

const fn template_key(template: Template) -> Key {
    match template {
        Template::ReadEverything => rules::TEMPLATE_READ_EVERYTHING,
        Template::ManageDataplants => rules::TEMPLATE_MANAGE_DATAPLANTS,
        Template::Nothing => rules::TEMPLATE_NOTHING,
    }
}

fn template_entry(editing: Editing, template: Template) -> Entry {
    let language = use_language();
    let take = Callback::new(move |()| {
        let (list, said) = language.texts().with_untracked(|texts| {
            let name = texts.get(template_key(template));
            (rules_of(template, texts), rules::took_template(texts, &name))
        });
        editing.put(&list, said);
    });
    Entry::Item { label: t(template_key(template)), icon: None, act: Act::Run(take) }
}

/// The template's rules; one that no name can be made for is left out.
fn rules_of(template: Template, texts: &Texts) -> Vec<Rule> {
    let rule = |(category, action): (Category, Actions)| {
        let name = suggested(texts, category, Effect::Allow, action, &Resource::All)?;
        Some(Rule { category, name, effect: Effect::Allow, action, resource: Resource::All })
    };
    template.grants().into_iter().filter_map(rule).collect()
}

fn copy_entry(dialogs: Dialogs) -> Entry {
    let open = Callback::new(move |()| dialogs.copy.set(true));
    Entry::Item { label: t(rules::COPY), icon: Some(glyph::COPY), act: Act::Run(open) }
}
