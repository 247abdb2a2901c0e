//! Lists to start from.

use super::{dialogs::Dialogs, editing::RulesEditing};
use crate::{
    language::{t, template_keys, template_rules, use_language},
    ui::{Act, Entry, Icon, Menu, glyph},
};
use hq_contract::rules::Template;
use hq_text::rules;
use leptos::prelude::*;

/// The menu of templates, and of copying from somebody.
#[component]
pub fn StartMenu(editing: RulesEditing, dialogs: Dialogs) -> AnyView {
    let entries: Vec<Entry> = Template::ALL
        .into_iter()
        .map(|template| template_entry(editing, template))
        .chain([Entry::Separator, copy_entry(dialogs)])
        .collect();
    let entries = StoredValue::new(entries);
    (move || {
        editing.whose.may_manage.get().then(|| {
            view! {
                <Menu entries=Signal::derive(move || {
                    entries.get_value()
                })>{t(rules::START_FROM)} <Icon glyph=glyph::CHEVRON_DOWN /></Menu>
            }
        })
    })
    .into_any()
}

fn template_entry(editing: RulesEditing, template: Template) -> Entry {
    let (language, (label, _)) = (use_language(), template_keys(template));
    let take = Callback::new(move |()| {
        let said = language.texts().with_untracked(|texts| rules::took_template(texts, &texts.get(label)));
        if let Some(list) = template_rules(language, template) {
            editing.put(&list, said);
        }
    });
    Entry::Item { label: t(label), icon: None, act: Act::Run(take) }
}

fn copy_entry(dialogs: Dialogs) -> Entry {
    let open = Callback::new(move |()| dialogs.copy.set(true));
    Entry::Item { label: t(rules::COPY), icon: Some(glyph::COPY), act: Act::Run(open) }
}
