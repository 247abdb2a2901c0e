//! Lists to start from.

use super::{dialogs::Dialogs, editing::RulesEditing};
use crate::{
    language::{t, template_keys, template_rules, use_language},
    ui::{Icon, Menu, MenuAction, MenuEntry, glyph},
};
use hq_contract::rules::Template;
use hq_text::rules;
use leptos::prelude::*;

/// The menu of templates, and of copying from somebody.
#[component]
pub fn StartMenu(editing: RulesEditing, dialogs: Dialogs) -> AnyView {
    let entries: Vec<MenuEntry> = Template::ALL
        .into_iter()
        .map(|template| template_entry(editing, template))
        .chain([MenuEntry::Separator, copy_entry(dialogs)])
        .collect();
    let entries = StoredValue::new(entries);
    (move || {
        editing.owner.may_manage.get().then(|| {
            view! {
                <Menu entries=Signal::derive(move || {
                    entries.get_value()
                })>{t(rules::START_FROM)} <Icon glyph=glyph::CHEVRON_DOWN /></Menu>
            }
        })
    })
    .into_any()
}

fn template_entry(editing: RulesEditing, template: Template) -> MenuEntry {
    let (language, (label, _)) = (use_language(), template_keys(template));
    let take = Callback::new(move |()| {
        let announcement =
            language.texts().with_untracked(|texts| rules::took_template(texts, &texts.get(label)));
        if let Some(list) = template_rules(language, template) {
            editing.put(&list, announcement);
        }
    });
    MenuEntry::Item { label: t(label), icon: None, action: MenuAction::Run(take) }
}

fn copy_entry(dialogs: Dialogs) -> MenuEntry {
    let open = Callback::new(move |()| dialogs.copy.set(true));
    MenuEntry::Item { label: t(rules::COPY), icon: Some(glyph::COPY), action: MenuAction::Run(open) }
}
