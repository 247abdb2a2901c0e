//! One receipt in the list.

use super::{
    pay::Paying,
    source::ReceiptsOf,
    words::{amount_text, is_to_pay, standing},
};
use crate::{
    billing_accounts::refusal_line,
    kit::Export,
    language::{money_text, short_date_text, short_period_text, t, tx, unbroken, use_language},
    ui::{Badge, Button, Cell, IconButton, Size, Status, glyph},
};
use hq_contract::invoices::{Invoice, InvoiceKind};
use hq_text::receipts;
use leptos::prelude::*;

/// The row; it stays while what is paid of it changes, and so does the focus.
pub(super) fn row(of: ReceiptsOf, invoice: Memo<Invoice>, paying: Paying) -> AnyView {
    let language = use_language();
    let first = invoice.get_untracked();
    let organization = matches!(of, ReceiptsOf::Account(_)).then(|| {
        let name = first.organization.name.to_string();
        view! {
            <Cell label=t(receipts::ORGANIZATION)>
                <bdi>{name}</bdi>
            </Cell>
        }
    });
    let (issued, due, period) = (first.issued_on.clone(), first.due_on.clone(), first.period.clone());
    let date = move || short_date_text(language, &issued);
    let until = move || due.as_ref().map(|due| short_date_text(language, due)).unwrap_or_default();
    let about = move || period.as_ref().map(|period| short_period_text(language, period)).unwrap_or_default();
    let amount = move || invoice.with(|invoice| amount_text(language, invoice));
    view! {
        <tr class="table-row receipt" role="row">
            <Cell head=true>{number(&first)}</Cell>
            {organization}
            <Cell label=t(receipts::DATE)>{date}</Cell>
            <Cell label=t(receipts::PERIOD)>{about}</Cell>
            <Cell label=t(receipts::AMOUNT)>
                <span class="receipt-amount">{amount}</span>
            </Cell>
            <Cell label=t(receipts::STATE)>{state(invoice)}</Cell>
            <Cell label=t(receipts::DUE)>{until}</Cell>
            <Cell actions=true>{actions(of, invoice, paying)}</Cell>
        </tr>
    }
    .into_any()
}

/// Its number, and of a credit note what it takes back.
fn number(invoice: &Invoice) -> AnyView {
    let note = (invoice.kind == InvoiceKind::CreditNote).then(|| {
        let corrects = invoice.corrects.clone().map(|number| {
            let said = tx(move |texts| receipts::corrects(texts, &unbroken(&number)));
            view! { <span class="receipt-detail">{said}</span> }
        });
        view! {
            <Badge label=t(receipts::CREDIT_NOTE) />
            {corrects}
        }
    });
    let number = invoice.number.clone();
    view! {
        <span class="receipt-number">
            <bdi class="receipt-name">{number}</bdi>
            {note}
        </span>
    }
    .into_any()
}

/// How it stands, with what is still open of one that is paid in part.
fn state(invoice: Memo<Invoice>) -> AnyView {
    let language = use_language();
    let stands = Memo::new(move |_| invoice.with(|invoice| (invoice.kind, invoice.state)));
    let rest = Memo::new(move |_| {
        invoice.with(|invoice| {
            (is_to_pay(invoice) && invoice.open != invoice.gross).then(|| invoice.open.clone())
        })
    });
    let open = move || {
        rest.get().map(|open| {
            let said = tx(move |texts| receipts::still_open(texts, &money_text(language, &open)));
            view! { <span class="receipt-detail">{said}</span> }
        })
    };
    let refusal = Memo::new(move |_| invoice.with(|invoice| invoice.card_refusal.clone()));
    let refused = move || {
        refusal.get().map(|refusal| {
            let said = Signal::derive(move || refusal_line(language, &refusal));
            view! { <span class="receipt-detail">{said}</span> }
        })
    };
    let shown = move || {
        let (kind, state) = stands.get();
        let (label, glyph, tone) = standing(kind, state);
        view! { <Status label=t(label) glyph=glyph tone=tone /> }
    };
    view! { <span class="receipt-state">{shown} {open} {refused}</span> }.into_any()
}

fn actions(of: ReceiptsOf, invoice: Memo<Invoice>, paying: Paying) -> AnyView {
    let export = Export::new();
    let id = invoice.with_untracked(|invoice| invoice.id);
    let number = invoice.with_untracked(|invoice| invoice.number.clone());
    let about = number.clone();
    let label = tx(move |texts| receipts::download(texts, &number));
    let open = Memo::new(move |_| invoice.with(is_to_pay));
    let pay = move || {
        let about = Signal::stored(about.clone());
        open.get().then(|| {
            view! {
                <Button
                    label=t(receipts::PAY)
                    about=about
                    size=Size::Small
                    on_click=move |()| paying.ask(invoice.get_untracked())
                />
            }
        })
    };
    view! {
        <span class="receipt-actions">
            {pay}
            <IconButton
                label=label
                glyph=glyph::DOWNLOAD
                size=Size::Small
                busy=export.pending()
                on_click=move |()| of.download(export, id)
            />
        </span>
    }
    .into_any()
}
