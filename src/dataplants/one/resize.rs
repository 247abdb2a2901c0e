//! Giving it another size.

use super::thing::Thing;
use crate::{
    api::{Answer, Mutation, Query, unless_about},
    dataplants::words::error_message,
    kit::{DialogForm, Draft},
    language::{money_text, t, tx, use_language},
    providers::{SizeField, SizeInput},
    routes::DataplantView,
    ui::Dialog,
};
use hq_contract::{
    Money, Permission,
    dataplants::{Dataplant, DataplantPatch, UpdateDataplant},
    providers::{GetProviders, Offer},
};
use hq_text::{common, dataplants};
use leptos::prelude::*;

/// What is told beside the field.
const FIELD: &str = "/fpu";

/// The dialog.
#[component]
pub(super) fn ResizeDialog(thing: Thing) -> AnyView {
    let may = thing.get(|it| it.may.update && it.sizes.is_some() && it.state.can_change());
    let open = thing.dialog(DataplantView::Resize, may);
    let name = thing.name();
    view! {
        <Dialog
            open=open
            title=tx(move |texts| dataplants::resize_name(texts, &name.get()))
            close_label=t(common::CANCEL)
        >
            {move || untrack(|| form(thing, open))}
        </Dialog>
    }
    .into_any()
}

fn form(thing: Thing, open: RwSignal<bool>) -> AnyView {
    let providers = Query::new(|| Some(GetProviders));
    let ordered = thing.get(|dataplant| dataplant.offer.clone());
    let offer = Memo::new(move |_| {
        providers.with(|remote| {
            let all = remote.ready().map(|answer| answer.value.offers.iter()).into_iter().flatten();
            ordered.with(|ordered| all.into_iter().find(|offer| offer.id == *ordered).cloned())
        })
    });
    let now = thing.get(|dataplant| dataplant.fpu.unwrap_or_default());
    let save = Mutation::<UpdateDataplant>::new(move |answer: Answer<Dataplant>| {
        thing.took(answer);
        open.set(false);
    });
    let error = save.error();
    thing.watch(error);
    let sizes = thing.get(|dataplant| dataplant.sizes);
    let first = now.get_untracked();
    let size = SizeInput::starting_at(first, sizes).refused_by(save, FIELD);
    // Whether they may change this one, the dataplant says.
    let form = format!("dataplant_size.{}", thing.id);
    let draft = Draft::within(thing.access.org, "dataplants", Permission::ReadOrganization, form);
    draft.of_changed(size.value, first.to_string());
    draft.ends_with(open);
    let other = Memo::new(move |_| size.fpu().filter(|fpu| *fpu != now.get()));
    let label = tx(move |texts| match other.get() {
        Some(fpu) => dataplants::resize_to(texts, &fpu.to_string()),
        None => texts.get(dataplants::RESIZE).into_owned(),
    });
    let submit = move |()| {
        let (Some(fpu), Some(version)) = (other.get_untracked(), thing.version()) else {
            return size.focus.notify();
        };
        let patch = DataplantPatch { fpu: Some(fpu), ..DataplantPatch::default() };
        save.run(&UpdateDataplant { org: thing.access.org, id: thing.id, version, patch });
    };
    let message = error_message(unless_about(error, &[FIELD]));
    view! {
        <DialogForm
            open=open
            submit_label=label
            on_submit=submit
            busy=save.pending()
            disabled=Signal::derive(move || other.get().is_none())
            error=message
        >
            <SizeField offer=offer input=size />
            <p class="resize-cost" role="status">
                {cost(thing, offer, other)}
            </p>
            <p class="field-hint">{t(dataplants::RESIZE_HINT)}</p>
        </DialogForm>
    }
    .into_any()
}

/// By how much that changes what it costs a month.
fn cost(thing: Thing, offer: Memo<Option<Offer>>, other: Memo<Option<u32>>) -> Signal<String> {
    let (language, before) = (use_language(), thing.get(|dataplant| dataplant.month.clone()));
    tx(move |texts| {
        let Some(fpu) = other.get() else { return String::new() };
        let month = offer.with(|offer| offer.as_ref().and_then(|offer| offer.month(fpu, false)));
        let difference = month.as_ref().and_then(|month| month.less(before.get().as_ref()?));
        match (month, difference) {
            (Some(month), Some(difference)) => {
                let (more, total) = (difference.minor >= 0, money_text(language, &month));
                let amount = Money { minor: difference.minor.saturating_abs(), ..difference };
                let write = if more { dataplants::costs_more } else { dataplants::costs_less };
                write(texts, &money_text(language, &amount), &total)
            }
            (Some(month), None) => dataplants::costs(texts, &money_text(language, &month)),
            (None, _) => texts.get(dataplants::COSTS_UNKNOWN).into_owned(),
        }
    })
}
