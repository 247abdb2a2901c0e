//! Which receipts are listed.

use super::words::state_key;
use crate::{
    browser::clock,
    kit::{choice_in, choices},
    language::{t, use_language},
    routes::{ReceiptsAddress, ReceiptsView},
    ui::{ChipSelect, Choice},
};
use hq_contract::{Timestamp, invoices::InvoiceState};
use hq_text::receipts;
use leptos::prelude::*;

/// The filters, whose state stands in the address. Nothing was issued before `since`.
pub(super) fn filters(address: ReceiptsAddress, since: Timestamp) -> AnyView {
    let state = choice_in(
        address,
        |view: &ReceiptsView| view.state.map_or("", InvoiceState::as_str),
        |view, name| view.state = InvoiceState::from_name(name),
    );
    let states = InvoiceState::ALL.map(|state| (state.as_str(), state_key(state)));
    view! {
        <div class="toolbar" role="search" aria-label=t(receipts::FILTERS)>
            <ChipSelect
                label=t(receipts::YEAR)
                value=year(address)
                choices=years(address, &since)
                name="year"
            />
            <ChipSelect
                label=t(receipts::STATE)
                value=state
                choices=choices([&[("", receipts::ANY_STATE)][..], &states].concat())
                name="state"
            />
        </div>
    }
    .into_any()
}

/// The year in the address, both ways.
fn year(address: ReceiptsAddress) -> RwSignal<String> {
    let view = address.view();
    let named =
        Memo::new(move |_| view.with(|view| view.year.map(|year| year.to_string()).unwrap_or_default()));
    let chosen = RwSignal::new(named.get_untracked());
    Effect::new(move |_| {
        let named = named.get();
        if chosen.with_untracked(|chosen| *chosen != named) {
            chosen.set(named);
        }
    });
    Effect::new(move |_| {
        chosen.with(|chosen| {
            if named.get_untracked() != *chosen {
                address.change(|view| view.year = chosen.parse().ok());
            }
        });
    });
    chosen
}

/// This year and those before, the last first; and the one in the address, whichever that is.
fn years(address: ReceiptsAddress, since: &Timestamp) -> Signal<Vec<Choice>> {
    let language = use_language();
    let now = clock::rfc3339(clock::now());
    let (first, last) = (year_of(since.as_str()), now.as_deref().and_then(year_of));
    let view = address.view();
    Signal::derive(move || {
        let asked = view.with(|view| view.year);
        let named = language.texts().with(|texts| texts.get(receipts::ANY_YEAR).into_owned());
        let any = Choice { value: String::new(), label: named };
        let years = between(first, last, asked)
            .into_iter()
            .map(|year| Choice { value: year.to_string(), label: year.to_string() });
        std::iter::once(any).chain(years).collect()
    })
}

fn year_of(rfc3339: &str) -> Option<u16> {
    rfc3339.get(..4)?.parse().ok()
}

fn between(first: Option<u16>, last: Option<u16>, asked: Option<u16>) -> Vec<u16> {
    let mut years: Vec<u16> = match (first, last) {
        (Some(first), Some(last)) => (first..=last).collect(),
        (first, last) => first.or(last).into_iter().collect(),
    };
    years.extend(asked.filter(|asked| !years.contains(asked)));
    years.sort_unstable();
    years.reverse();
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_year_comes_first_and_the_one_asked_for_is_there() {
        assert_eq!(year_of("2026-11-26T00:00:00Z"), Some(2026));
        assert_eq!(between(Some(2024), Some(2026), None), [2026, 2025, 2024]);
        assert_eq!(between(Some(2026), Some(2026), Some(2020)), [2026, 2020]);
        assert_eq!(between(Some(2026), Some(2025), Some(2026)), [2026], "a clock that is slow");
        assert_eq!(between(None, None, None), Vec::<u16>::new());
    }
}
