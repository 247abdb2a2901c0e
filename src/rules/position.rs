//! Moving a rule to a position.

use super::{dialogs::Dialogs, editing::RulesEditing};
use crate::{
    kit::DialogForm,
    language::{t, tx},
    ui::{Choice, Dialog, Select},
};
use hq_text::{common, rules};
use leptos::prelude::*;

/// The dialog.
#[component]
pub fn PositionDialog(editing: RulesEditing, dialogs: Dialogs) -> AnyView {
    let title = tx(move |texts| {
        let name = editing.lines.with(|lines| {
            lines.rule(dialogs.shifted.get()).map(|rule| rule.name.to_string()).unwrap_or_default()
        });
        rules::move_title(texts, &name)
    });
    view! {
        <Dialog open=dialogs.shift title=title close_label=t(common::CANCEL)>
            {choice(editing, dialogs)}
        </Dialog>
    }
    .into_any()
}

fn choice(editing: RulesEditing, dialogs: Dialogs) -> AnyView {
    let key = dialogs.shifted.get_untracked();
    let place = editing.lines.with_untracked(|lines| lines.place(key));
    let (position, count) = place.map_or((1, 1), |place| (place.position, place.count));
    let chosen = RwSignal::new(position.to_string());
    let choices: Vec<Choice> = (1..=count)
        .map(|position| Choice { value: position.to_string(), label: position.to_string() })
        .collect();
    let submit = move |()| {
        dialogs.shift.set(false);
        if let Ok(position) = chosen.with_untracked(|chosen| chosen.parse()) {
            editing.shift(key, position);
        }
    };
    view! {
        <DialogForm open=dialogs.shift submit_label=t(rules::MOVE_SUBMIT) on_submit=submit>
            <Select
                label=t(rules::POSITION)
                value=chosen
                choices=Signal::stored(choices)
                name="position"
                hint=t(rules::POSITION_HINT)
            />
        </DialogForm>
    }
    .into_any()
}
