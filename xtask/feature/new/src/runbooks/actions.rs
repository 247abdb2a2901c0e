//! What can be done with a runbook as a whole.

use super::{
    deleting::{DeleteDialog, deletion},
    shared::One,
};
use crate::{
    api::{Answer, Mutation},
    language::{error_message, t},
    ui::{Actions, Button, FormError, Kind},
};
use hq_contract::runbooks::{ArchiveRunbook, PinRunbook, RestoreRunbook, Runbook, UnpinRunbook};
use hq_text::runbooks;
use leptos::prelude::*;

/// The buttons, and why one did not do it.
pub fn actions(one: One) -> AnyView {
    let (org, id) = (one.org, one.id);
    let changed = move |answer: Answer<Runbook>| one.changed(answer);
    let pin = Mutation::<PinRunbook>::new(changed);
    let unpin = Mutation::<UnpinRunbook>::new(changed);
    let archive = Mutation::<ArchiveRunbook>::new(changed);
    let restore = Mutation::<RestoreRunbook>::new(changed);
    let deletion = deletion(one);
    let pinned = Memo::new(move |_| one.runbook.with(|runbook| runbook.pinned));
    let archived = Memo::new(move |_| one.runbook.with(|runbook| runbook.archived_at.is_some()));
    let pin_button = move || {
        if pinned.get() {
            let run = move |()| unpin.run(&UnpinRunbook { org, id });
            view! { <Button label=t(runbooks::UNPIN) busy=unpin.pending() on_click=run /> }.into_any()
        } else {
            let run = move |()| pin.run(&PinRunbook { org, id });
            view! { <Button label=t(runbooks::PIN) busy=pin.pending() on_click=run /> }.into_any()
        }
    };
    let archive_button = move || {
        if archived.get() {
            let run = move |()| restore.run(&RestoreRunbook { org, id });
            view! { <Button label=t(runbooks::RESTORE) busy=restore.pending() on_click=run /> }.into_any()
        } else {
            let run = move |()| archive.run(&ArchiveRunbook { org, id });
            view! { <Button label=t(runbooks::ARCHIVE) busy=archive.pending() on_click=run /> }.into_any()
        }
    };
    let errors = [pin.error(), unpin.error(), archive.error(), restore.error()];
    let message = error_message(move || errors.iter().find_map(|error| error.get()));
    let ask = move |()| deletion.ask(one.runbook.get_untracked());
    view! {
        <FormError message=message />
        <Actions>
            {pin_button} {archive_button} <Button label=t(runbooks::DELETE) kind=Kind::Danger on_click=ask />
        </Actions>
        <DeleteDialog deletion=deletion />
    }
    .into_any()
}
