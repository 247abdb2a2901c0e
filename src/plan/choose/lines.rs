//! What today's receipt would say.

use super::order::Order;
use crate::{
    language::{Language, money_text, number_text, t, tx, use_language},
    plan::words::{cycle_key, plan_key, support_key},
};
use hq_contract::{
    invoices::{InvoiceLine, InvoiceTax, LineSubject, TaxTreatment},
    plans::CostCategory,
    subscription::Quote,
};
use hq_text::{Texts, choose};
use leptos::prelude::*;

/// Its lines, VAT, and the amount that is billed today.
pub(super) fn lines(order: Order) -> AnyView {
    let quote = Memo::new(move |_| order.quoted());
    let there = Memo::new(move |_| quote.with(Option::is_some));
    let rows = move || quote.get().map(table);
    view! {
        <section
            class="card quote"
            aria-labelledby="quote-today"
            aria-busy=move || (!there.get()).then_some("true")
        >
            <h2 class="card-title" id="quote-today">
                {t(choose::BILLED_TODAY)}
            </h2>
            {rows}
        </section>
    }
    .into_any()
}

fn table(quote: Quote) -> AnyView {
    let language = use_language();
    let Quote { lines, net, taxes, gross, tax_certain, .. } = quote;
    let rows = lines.into_iter().map(line).collect::<Vec<_>>();
    let some = !rows.is_empty();
    let net = Signal::derive(move || money_text(language, &net));
    let gross = Signal::derive(move || money_text(language, &gross));
    let taxes = taxes.into_iter().map(tax).collect::<Vec<_>>();
    let sums = some.then(|| {
        view! {
            <tr class="quote-net">
                <th scope="row">{t(choose::NET)}</th>
                <td>{net}</td>
            </tr>
            {taxes}
        }
    });
    let unsure = (some && !tax_certain).then(|| view! { <p class="plan-soft">{t(choose::VAT_UNSURE)}</p> });
    view! {
        <table class="quote-lines" aria-labelledby="quote-today">
            <tbody>
                {rows} {sums} <tr class="quote-gross">
                    <th scope="row">{t(choose::AMOUNT_TODAY)}</th>
                    <td>
                        <strong>{gross}</strong>
                    </td>
                </tr>
            </tbody>
        </table>
        {unsure}
    }
    .into_any()
}

fn line(line: InvoiceLine) -> AnyView {
    let language = use_language();
    let InvoiceLine { category, subject, net, .. } = line;
    let said = tx(move |texts| subject_text(texts, language, category, &subject));
    let amount = Signal::derive(move || money_text(language, &net));
    view! {
        <tr>
            <th scope="row">
                <bdi>{said}</bdi>
            </th>
            <td>{amount}</td>
        </tr>
    }
    .into_any()
}

fn subject_text(texts: &Texts, language: Language, category: CostCategory, subject: &LineSubject) -> String {
    let part = |said: String, partial: bool| if partial { choose::in_part(texts, &said) } else { said };
    match subject {
        LineSubject::Plan { plan, cycle, partial } => {
            let (cycle, plan) = (texts.get(cycle_key(*cycle)), texts.get(plan_key(*plan)));
            part(choose::line_plan(texts, &cycle, &plan), *partial)
        }
        LineSubject::Support { level, partial } => {
            part(choose::line_support(texts, &texts.get(support_key(*level))), *partial)
        }
        LineSubject::Committed { fpu, partial } => {
            part(choose::line_committed(texts, &number_text(language, (*fpu).into())), *partial)
        }
        LineSubject::Voucher { code } => choose::line_voucher(texts, code),
        LineSubject::Other { text } => text.clone(),
        LineSubject::Usage { .. } | LineSubject::Late { .. } => {
            let key = match category {
                CostCategory::Storage => choose::METER_STORAGE,
                CostCategory::StorageEngines => choose::LINE_ENGINES,
                _ => choose::LINE_USAGE,
            };
            texts.get(key).into_owned()
        }
    }
}

fn tax(tax: InvoiceTax) -> AnyView {
    let language = use_language();
    let InvoiceTax { treatment, rate_basis_points, amount, .. } = tax;
    let said = tx(move |texts| match treatment {
        TaxTreatment::Standard => choose::vat(texts, &percent(language, rate_basis_points)),
        TaxTreatment::ReverseCharge => texts.get(choose::REVERSE_CHARGE).into_owned(),
        TaxTreatment::OutsideScope => texts.get(choose::OUTSIDE_SCOPE).into_owned(),
    });
    let amount = Signal::derive(move || money_text(language, &amount));
    view! {
        <tr>
            <th scope="row">{said}</th>
            <td>{amount}</td>
        </tr>
    }
    .into_any()
}

/// Hundredths of a percent, as a number: 2000 is 20, 550 is 5.5.
fn percent(language: Language, basis_points: u32) -> String {
    let whole = number_text(language, (basis_points / 100).into());
    match basis_points % 100 {
        0 => whole,
        rest => {
            let digits = format!("{rest:02}");
            [whole.as_str(), digits.trim_end_matches('0')].join(".")
        }
    }
}
