//! Writing a rule.

use super::{
    choices::{TAGGED, actions, effect_of, effect_value, effects, resources},
    dialogs::Dialogs,
    editing::Editing,
    words::{category_key, suggested, suggested_for},
};
use crate::{
    forms::{Input, focus_first},
    language::{t, tx, use_language},
    ui::{Actions as Buttons, Button, Dialog, Field, Form, Kind, Radios, Select, effect, live},
};
use hq_contract::{
    RuleName, Tag,
    rules::{Actions, Category, Effect, Resource, Rule},
};
use hq_text::{common, rules};
use leptos::prelude::*;

/// The dialog.
#[component]
pub fn RuleDialog(editing: Editing, dialogs: Dialogs) -> AnyView {
    let title = tx(move |texts| {
        let (category, key) = dialogs.written.get();
        let name = key.and_then(|key| {
            editing.lines.with_untracked(|lines| lines.rule(key).map(|rule| rule.name.to_string()))
        });
        match name {
            Some(name) => rules::edit_title(texts, &name),
            None => rules::add_title(texts, &texts.get(category_key(category))),
        }
    });
    view! {
        <Dialog open=dialogs.form title=title close_label=t(common::CANCEL)>
            {form(editing, dialogs)}
        </Dialog>
    }
    .into_any()
}

/// What is written.
#[derive(Clone, Copy)]
struct Writing {
    category: Category,
    effect: RwSignal<String>,
    action: RwSignal<String>,
    resource: RwSignal<String>,
    tag: Input<Tag>,
    name: Input<RuleName>,
}

impl Writing {
    fn new(category: Category, rule: Option<&Rule>) -> Self {
        let effect = rule.map_or(Effect::Allow, |rule| rule.effect);
        let actions = category.actions();
        // What most want, and what is harmless.
        let first = match actions {
            [only] => Actions::One(*only),
            _ => actions.first().map_or(Actions::All, |first| Actions::One(*first)),
        };
        let (resource, tag) = match rule.map(|rule| &rule.resource) {
            Some(Resource::Tag(tag)) => (TAGGED.to_owned(), tag.as_str()),
            Some(resource) => (resource.to_string(), ""),
            None => (Resource::All.to_string(), ""),
        };
        let writing = Self {
            category,
            effect: RwSignal::new(effect_value(effect).to_owned()),
            action: RwSignal::new(rule.map_or(first, |rule| rule.action).as_str().to_owned()),
            resource: RwSignal::new(resource),
            tag: Input::new(tag, Tag::parse).within(1, Tag::MAX),
            name: Input::new(rule.map_or("", |rule| rule.name.as_str()), RuleName::parse)
                .within(1, RuleName::MAX),
        };
        writing.suggest(rule);
        writing
    }

    /// The name follows what is chosen until somebody writes another.
    fn suggest(self, rule: Option<&Rule>) {
        let language = use_language();
        let first = rule.and_then(|rule| language.texts().with_untracked(|texts| suggested_for(texts, rule)));
        let last = StoredValue::new(first.map(|name| name.to_string()).unwrap_or_default());
        effect(move || {
            let Some((effect, actions, resource)) = self.chosen() else { return };
            let name =
                language.texts().with(|texts| suggested(texts, self.category, effect, actions, &resource));
            let name = name.map(|name| name.to_string()).unwrap_or_default();
            if self.name.value.with_untracked(|value| last.with_value(|last| value == last)) {
                self.name.value.set(name.clone());
            }
            last.set_value(name);
        });
    }

    /// Effect, actions and resource; none while there is no tag.
    fn chosen(self) -> Option<(Effect, Actions, Resource)> {
        let effect = self.effect.with(|value| effect_of(value));
        let actions = self.action.with(|value| value.parse().ok())?;
        let resource = self.resource.with(|value| {
            if value == TAGGED {
                self.tag.value.with(|tag| Tag::parse(tag).ok().map(Resource::Tag))
            } else {
                value.parse().ok()
            }
        })?;
        Some((effect, actions, resource))
    }

    fn tagged(self) -> bool {
        self.resource.with(|value| value == TAGGED)
    }

    /// The rule, if it is complete; else the focus goes to what is missing.
    fn read(self) -> Option<Rule> {
        let tag_right = !untrack(|| self.tagged()) || self.tag.read().is_some();
        let name = self.name.read();
        focus_first(&[(tag_right, self.tag.focus), (name.is_some(), self.name.focus)]);
        let (effect, action, resource) = untrack(|| self.chosen())?;
        Some(Rule { category: self.category, name: name?, effect, action, resource })
    }
}

fn form(editing: Editing, dialogs: Dialogs) -> AnyView {
    let (category, key) = dialogs.written.get_untracked();
    let rule = key.and_then(|key| editing.lines.with_untracked(|lines| lines.rule(key).cloned()));
    let writing = Writing::new(category, rule.as_ref());
    let submit = move |()| {
        if let Some(rule) = writing.read() {
            write(editing, key, rule);
            dialogs.form.set(false);
        }
    };
    let submit_label = t(if key.is_some() { rules::EDIT_SUBMIT } else { rules::ADD_SUBMIT });
    view! {
        <Form on_submit=submit>
            <Radios label=t(rules::EFFECT) value=writing.effect radios=effects() />
            <Select label=t(rules::ACTION) value=writing.action choices=actions(category) name="action" />
            {about(editing, writing)}
            <Field
                label=t(rules::NAME)
                value=writing.name.value
                name="rule_name"
                hint=t(rules::NAME_HINT)
                error=writing.name.error()
                focus=writing.name.focus
                on_leave=move |()| writing.name.leave()
            />
            <p class="field-hint">{t(rules::FORM_HINT)}</p>
            <Buttons>
                <Button label=t(common::CANCEL) on_click=move |()| dialogs.form.set(false) />
                <Button label=submit_label kind=Kind::Primary submit=true />
            </Buttons>
        </Form>
    }
    .into_any()
}

/// Which things, where the category has several.
fn about(editing: Editing, writing: Writing) -> Option<AnyView> {
    let tagged = Memo::new(move |_| writing.tagged());
    let tag = live(move || {
        tagged.get().then(|| {
            view! {
                <Field
                    label=t(rules::TAG)
                    value=writing.tag.value
                    name="tag"
                    hint=t(rules::TAG_HINT)
                    error=writing.tag.error()
                    focus=writing.tag.focus
                    on_leave=move |()| writing.tag.leave()
                />
            }
        })
    });
    writing.category.has_resources().then(|| {
        view! {
            <Select
                label=t(rules::RESOURCE)
                value=writing.resource
                choices=resources(editing, writing.category)
                name="resource"
            />
            {tag}
        }
        .into_any()
    })
}

fn write(editing: Editing, key: Option<u32>, rule: Rule) {
    if let Some(key) = key {
        let name = rule.name.to_string();
        editing.lines.update(|lines| lines.change(key, rule));
        editing.say(|texts| rules::changed(texts, &name));
    } else if let Some(key) = editing.lines.try_update(|lines| lines.add(rule)) {
        editing.tell(key, rules::added);
    }
}
