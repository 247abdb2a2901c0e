//! Writing a rule.

use super::{
    choices::{TAGGED, actions, effect_of, effect_value, effects, resources},
    dialogs::Dialogs,
    editing::RulesEditing,
    rule_draft::RuleDraft,
    words::{category_key, suggested, suggested_for},
};
use crate::{
    kit::{DialogForm, Draft, Input, InputField, focus_first},
    language::{t, tx, use_language},
    ui::{Dialog, Radios, Select},
};
use hq_contract::{
    RuleName, Tag,
    rules::{Actions, Category, Effect as RuleEffect, Resource, Rule},
};
use hq_text::{common, rules};
use leptos::prelude::*;

/// The dialog.
#[component]
pub fn RuleDialog(editing: RulesEditing, dialogs: Dialogs) -> AnyView {
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

/// The inputs of the dialog.
#[derive(Clone, Copy)]
struct RuleInputs {
    category: Category,
    effect: RwSignal<String>,
    action: RwSignal<String>,
    resource: RwSignal<String>,
    tag: Input<Tag>,
    name: Input<RuleName>,
    /// The name that was put into its field for the person.
    suggested: RwSignal<String>,
}

impl RuleInputs {
    fn new(category: Category, rule: Option<&Rule>) -> Self {
        let effect = rule.map_or(RuleEffect::Allow, |rule| rule.effect);
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
        let texts = use_language().texts();
        let suggested = rule.and_then(|rule| texts.with_untracked(|texts| suggested_for(texts, rule)));
        Self {
            category,
            effect: RwSignal::new(effect_value(effect).to_owned()),
            action: RwSignal::new(rule.map_or(first, |rule| rule.action).as_str().to_owned()),
            resource: RwSignal::new(resource),
            tag: Input::new(tag, Tag::parse).within(1, Tag::MAX),
            name: Input::new(rule.map_or("", |rule| rule.name.as_str()), RuleName::parse)
                .within(1, RuleName::MAX),
            suggested: RwSignal::new(suggested.map(|name| name.to_string()).unwrap_or_default()),
        }
    }

    const fn fields(self) -> [RwSignal<String>; 6] {
        let Self { effect, action, resource, tag, name, suggested, .. } = self;
        [effect, action, resource, tag.value, name.value, suggested]
    }

    /// Restores the draft for this rule, and keeps it until the dialog is closed.
    fn keep_in(self, draft: Draft<RuleDraft>, rule: Option<&Rule>) {
        let (fields, rule) = (self.fields(), rule.cloned());
        let first = fields.map(|field| field.get_untracked());
        if let Some(saved) = draft.load().filter(|saved| saved.rule == rule) {
            for (field, text) in fields.into_iter().zip(saved.fields) {
                field.set(text);
            }
        }
        draft.follow(move || {
            let saved = RuleDraft { rule: rule.clone(), fields: fields.map(|field| field.get()) };
            (!saved.is_untouched(&first)).then_some(saved)
        });
    }

    /// The name follows what is chosen until somebody writes another.
    fn suggest(self) {
        let language = use_language();
        Effect::new(move |_| {
            let Some((effect, actions, resource)) = self.chosen() else { return };
            let name =
                language.texts().with(|texts| suggested(texts, self.category, effect, actions, &resource));
            let name = name.map(|name| name.to_string()).unwrap_or_default();
            let last = self.suggested.get_untracked();
            if self.name.value.with_untracked(|value| *value == last) {
                self.name.value.set(name.clone());
            }
            self.suggested.set(name);
        });
    }

    /// Effect, actions and resource; none while there is no tag.
    fn chosen(self) -> Option<(RuleEffect, Actions, Resource)> {
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

/// Where a new rule of a category is kept while it is written, or one in place of another.
fn draft(editing: RulesEditing, category: Category, changes: bool) -> Draft<RuleDraft> {
    let (page, needs, whose) = editing.owner.drafts();
    let what = if changes { "changed" } else { "new" };
    let form = format!("rule.{whose}.{}.{what}", category.as_str());
    Draft::within(editing.owner.org, page, needs, form)
}

fn form(editing: RulesEditing, dialogs: Dialogs) -> AnyView {
    let (category, key) = dialogs.written.get_untracked();
    let rule = key.and_then(|key| editing.lines.with_untracked(|lines| lines.rule(key).cloned()));
    let inputs = RuleInputs::new(category, rule.as_ref());
    let draft = draft(editing, category, rule.is_some());
    inputs.keep_in(draft, rule.as_ref());
    inputs.suggest();
    draft.ends_with(dialogs.form);
    let submit = move |()| {
        if let Some(rule) = inputs.read() {
            write(editing, key, rule);
            dialogs.form.set(false);
        }
    };
    let submit_label = t(if key.is_some() { rules::EDIT_SUBMIT } else { rules::ADD_SUBMIT });
    view! {
        <DialogForm open=dialogs.form submit_label=submit_label on_submit=submit>
            <Radios label=t(rules::EFFECT) value=inputs.effect radios=effects() />
            <Select label=t(rules::ACTION) value=inputs.action choices=actions(category) name="action" />
            {about(editing, inputs)}
            <InputField label=t(rules::NAME) input=inputs.name name="rule_name" hint=t(rules::NAME_HINT) />
            <p class="field-hint">{t(rules::FORM_HINT)}</p>
        </DialogForm>
    }
    .into_any()
}

/// Which things, where the category has several.
fn about(editing: RulesEditing, inputs: RuleInputs) -> Option<AnyView> {
    let tagged = Memo::new(move |_| inputs.tagged());
    let tag = move || {
        tagged.get().then(|| {
            view! { <InputField label=t(rules::TAG) input=inputs.tag name="tag" hint=t(rules::TAG_HINT) /> }
        })
    };
    inputs.category.has_resources().then(|| {
        view! {
            <Select
                label=t(rules::RESOURCE)
                value=inputs.resource
                choices=resources(editing, inputs.category)
                name="resource"
            />
            {tag}
        }
        .into_any()
    })
}

fn write(editing: RulesEditing, key: Option<u32>, rule: Rule) {
    if let Some(key) = key {
        let name = rule.name.to_string();
        editing.lines.update(|lines| lines.change(key, rule));
        editing.say(|texts| rules::changed(texts, &name));
    } else if let Some(key) = editing.lines.try_update(|lines| lines.add(rule)) {
        editing.tell(key, rules::added);
    }
}
