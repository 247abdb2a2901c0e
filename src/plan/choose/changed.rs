//! A quote that has changed since it was shown, beside the new one.

use super::total::today_text;
use crate::language::{Language, money_text, t, use_language};
use hq_contract::subscription::Quote;
use hq_text::{Key, choose};
use leptos::prelude::*;

/// What a row says of a quote.
type Say = fn(Language, &Quote) -> String;

/// What differs: before, and now.
pub(super) fn changed(before: Quote, now: Quote) -> AnyView {
    let language = use_language();
    let rows: [(Key, Say); 4] = [
        (choose::ROW_MONTH, |language, quote| money_text(language, &quote.month)),
        (choose::NET, |language, quote| money_text(language, &quote.net)),
        (choose::AMOUNT_TODAY, |language, quote| money_text(language, &quote.gross)),
        (choose::ROW_EFFECT, today_text),
    ];
    let rows = rows.map(|(key, say)| {
        let (before, now) = (before.clone(), now.clone());
        let (was, is) =
            (Signal::derive(move || say(language, &before)), Signal::derive(move || say(language, &now)));
        let other = Memo::new(move |_| was.get() != is.get());
        view! {
            <tr data-changed=move || other.get().then_some("true")>
                <th scope="row">{t(key)}</th>
                <td>{was}</td>
                <td>{is}</td>
            </tr>
        }
    });
    view! {
        <section class="card quote-changed" aria-labelledby="quote-changed">
            <h2 class="card-title" id="quote-changed">
                {t(choose::CHANGED)}
            </h2>
            <table class="quote-lines" aria-labelledby="quote-changed">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{t(choose::BEFORE)}</th>
                        <th scope="col">{t(choose::NOW)}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().collect::<Vec<_>>()}</tbody>
            </table>
        </section>
    }
    .into_any()
}
