//! The next receipt, so far.

use super::{
    sums::{Sum, sums},
    words::category_key,
};
use crate::{
    language::{Language, day_text_in, money_text, period_text, t, use_language},
    ui::Card,
};
use hq_contract::{Money, invoices::UpcomingInvoice};
use hq_text::{Key, billing};
use leptos::prelude::*;

/// When it comes, what it would say if it came now, and what comes by the end of the period at this rate.
pub(super) fn next(upcoming: Memo<UpcomingInvoice>) -> AnyView {
    let language = use_language();
    let when = Signal::derive(move || {
        upcoming.with(|upcoming| {
            let period = &upcoming.period;
            let date = day_text_in(language, &upcoming.comes_at, &period.zone);
            let period = period_text(language, period);
            language.texts().with(|texts| billing::next_text(texts, &date, &period))
        })
    });
    view! {
        <Card title=t(billing::NEXT) text=when>
            <dl class="facts billing-facts">
                {amount(language, upcoming, billing::SO_FAR, |upcoming| upcoming.used.clone())}
                {amount(language, upcoming, billing::FORECAST, |upcoming| upcoming.forecast.clone())}
            </dl>
            <p class="billing-soft">{t(billing::WITHOUT_VAT)}</p>
            {table(language, upcoming)}
        </Card>
    }
    .into_any()
}

fn amount(
    language: Language,
    upcoming: Memo<UpcomingInvoice>,
    label: Key,
    read: fn(&UpcomingInvoice) -> Money,
) -> AnyView {
    let text = move || upcoming.with(|upcoming| money_text(language, &read(upcoming)));
    view! {
        <div class="fact">
            <dt>{t(label)}</dt>
            <dd class="billing-amount">{text}</dd>
        </div>
    }
    .into_any()
}

/// By category: what was used, what of it is included, what is left on the receipt. The roles say that it is a table where a
/// narrow page lays it out as no table.
fn table(language: Language, upcoming: Memo<UpcomingInvoice>) -> AnyView {
    let all = Memo::new(move |_| upcoming.with(sums));
    let rows = move || all.get().into_iter().map(|sum| row(language, sum)).collect::<Vec<_>>();
    let nothing = move || {
        all.with(Vec::is_empty).then(|| {
            view! {
                <tr role="row">
                    <td colspan="4" role="cell">
                        {t(billing::NOTHING_USED)}
                    </td>
                </tr>
            }
        })
    };
    let head = |label: Key| {
        view! {
            <th scope="col" role="columnheader">
                {t(label)}
            </th>
        }
    };
    let last = move |label: Key, class: &'static str, read: fn(&UpcomingInvoice) -> Money| {
        let text = move || upcoming.with(|upcoming| money_text(language, &read(upcoming)));
        view! {
            <tr class=class role="row">
                <th scope="row" role="rowheader" colspan="3">
                    {t(label)}
                </th>
                <td role="cell">{text}</td>
            </tr>
        }
    };
    view! {
        <div class="billing-scroll" tabindex="0" role="region" aria-label=t(billing::IF_NOW)>
            <table class="billing-table" role="table">
                <caption class="billing-caption">{t(billing::IF_NOW)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {head(billing::CATEGORY)} {head(billing::USED)} {head(billing::INCLUDED)}
                        {head(billing::BILLED)}
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows} {nothing}</tbody>
                <tfoot role="rowgroup">
                    {last(billing::NET, "billing-net", |upcoming| upcoming.net.clone())}
                    {last(billing::VAT, "", |upcoming| upcoming.tax.clone())}
                    {last(billing::GROSS, "billing-gross", |upcoming| upcoming.gross.clone())}
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn row(language: Language, sum: Sum) -> AnyView {
    let Sum { category, used, included, billed } = sum;
    let text = move |money: Option<Money>| {
        move || money.as_ref().map(|money| money_text(language, money)).unwrap_or_default()
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                {t(category_key(category))}
            </th>
            <td role="cell" data-label=t(billing::USED)>
                {text(used)}
            </td>
            <td role="cell" data-label=t(billing::INCLUDED)>
                {text(included)}
            </td>
            <td role="cell">{text(Some(billed))}</td>
        </tr>
    }
    .into_any()
}
