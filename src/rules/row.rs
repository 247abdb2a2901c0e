//! One rule.

use super::{
    dialogs::Dialogs,
    drag::Dragging,
    editing::RulesEditing,
    words::{action_key, effect_key, quoted, resource},
};
use crate::{
    browser::page,
    language::{t, tx},
    ui::{Badge, Cell, Glyph, Icon, Menu, MenuAction, MenuEntry, Tone, glyph},
};
use hq_contract::rules::{Effect, Rule};
use hq_text::{Key, rules};
use leptos::prelude::*;

/// The row; it stays while the rule in it changes or moves.
pub fn row(editing: RulesEditing, dialogs: Dialogs, dragging: Dragging, key: u32, first: Rule) -> AnyView {
    let rule = Memo::new(move |before: Option<&Rule>| {
        let now = editing.lines.with(|lines| lines.rule(key).cloned());
        now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    });
    let effect = Memo::new(move |_| rule.with(|rule| rule.effect));
    let badge = move || {
        let effect = effect.get();
        let tone = if effect == Effect::Allow { Tone::Success } else { Tone::Danger };
        view! { <Badge label=t(effect_key(effect)) tone=tone /> }
    };
    let grip = move || editing.owner.may_manage.get().then(|| dragging.handle(key));
    let menu = move || editing.owner.may_manage.get().then(|| menu(editing, dialogs, key, rule));
    view! {
        <tr
            class="table-row rule"
            role="row"
            tabindex="-1"
            data-rule=key.to_string()
            data-drop=move || dragging.mark(key)
        >
            <Cell head=true>{grip} {name(editing, key, rule)}</Cell>
            <Cell label=t(rules::EFFECT)>{badge}</Cell>
            <Cell label=t(
                rules::ACTION,
            )>{tx(move |texts| texts.get(action_key(rule.with(|rule| rule.action))).into_owned())}</Cell>
            <Cell label=t(
                rules::RESOURCE,
            )>{tx(move |texts| rule.with(|rule| resource(texts, &rule.resource)))}</Cell>
            <Cell actions=true>{menu}</Cell>
        </tr>
    }
    .into_any()
}

/// What the rule is called, and whether another hides it.
fn name(editing: RulesEditing, key: u32, rule: Memo<Rule>) -> AnyView {
    let hidden = Memo::new(move |_| editing.hidden_by(key));
    let note = move || {
        hidden.get().map(|by| {
            let text = tx(move |texts| rules::shadow(texts, &quoted(texts, &by)));
            view! {
                <p class="rule-hidden">
                    <Icon glyph=glyph::EYE_OFF />
                    <span>{text}</span>
                </p>
            }
        })
    };
    view! {
        <bdi class="rule-name">{move || rule.with(|rule| rule.name.to_string())}</bdi>
        {note}
    }
    .into_any()
}

fn menu(editing: RulesEditing, dialogs: Dialogs, key: u32, rule: Memo<Rule>) -> AnyView {
    let label = tx(move |texts| rule.with(|rule| rules::actions_for(texts, rule.name.as_str())));
    let entries = Signal::derive(move || entries(editing, dialogs, key));
    view! {
        <Menu label=label entries=entries>
            <Icon glyph=glyph::MORE />
        </Menu>
    }
    .into_any()
}

/// What can be done with the rule where it stands.
fn entries(editing: RulesEditing, dialogs: Dialogs, key: u32) -> Vec<MenuEntry> {
    let Some(place) = editing.lines.with(|lines| lines.place(key)) else { return Vec::new() };
    let item = |label: Key, icon: Glyph, run: Callback<()>| MenuEntry::Item {
        label: t(label),
        icon: Some(icon),
        action: MenuAction::Run(run),
    };
    let edit = Callback::new(move |()| editing.lines.with_untracked(|lines| dialogs.edit(lines, key)));
    let shift = |to: usize| Callback::new(move |()| editing.shift(key, to));
    let ask = Callback::new(move |()| dialogs.ask_position(key));
    let up = (place.position > 1).then(|| item(rules::UP, glyph::ARROW_UP, shift(place.position - 1)));
    let down = (place.position < place.count)
        .then(|| item(rules::DOWN, glyph::ARROW_DOWN, shift(place.position + 1)));
    let to = (place.count > 1).then(|| item(rules::TO, glyph::CHEVRONS_UP_DOWN, ask));
    let delete = Callback::new(move |()| remove(editing, key));
    [Some(item(rules::EDIT, glyph::EDIT, edit)), up, down, to]
        .into_iter()
        .flatten()
        .chain([MenuEntry::Separator, item(rules::DELETE, glyph::TRASH, delete)])
        .collect()
}

/// Takes the rule out of the draft; the focus goes to the rule that stands in its place, or to where one is added.
fn remove(editing: RulesEditing, key: u32) {
    let gone = editing.lines.with_untracked(|lines| {
        let rule = lines.rule(key)?;
        let keys = lines.keys(rule.category);
        let index = keys.iter().position(|other| *other == key)?;
        let rest: Vec<u32> = keys.into_iter().filter(|other| *other != key).collect();
        let next = rest.get(index).or_else(|| rest.last()).copied();
        Some((rule.name.to_string(), rule.category, next))
    });
    let Some((name, category, next)) = gone else { return };
    editing.change_with_undo(editing.text(|texts| rules::deleted(texts, &name)), |lines| lines.remove(key));
    match next {
        Some(next) => super::editing::focus_row(next),
        None => request_animation_frame(move || {
            page::focus(&format!("[data-category=\"{}\"] button", category.as_str()));
        }),
    }
}
