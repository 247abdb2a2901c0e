//! Another card, on the payment provider's page.

use super::words::account_message;
use crate::{
    api::{Answer, Mutation},
    language::t,
    ui::{Banner, Button, FormError, Icon, glyph},
};
use hq_contract::{
    BillingAccountId, Nothing,
    payment_methods::{AddPaymentMethod, CardSetup},
};
use hq_text::billing_accounts;
use leptos::prelude::*;

/// Asks for the provider's page, and leads there. It opens beside this one, so that nothing is lost here.
#[component]
pub fn AddCard(id: BillingAccountId) -> AnyView {
    let page = RwSignal::new(None::<String>);
    let add = Mutation::<AddPaymentMethod>::new(move |answer: Answer<CardSetup>| {
        page.set(Some(answer.value.url).filter(|url| url.starts_with("https://")));
    });
    let failed = add.error();
    let ready = t(billing_accounts::CARD_READY);
    let text = Signal::derive(move || if page.with(Option::is_some) { ready.get() } else { String::new() });
    let link = move || {
        page.get().map(|url| {
            view! {
                <a href=url target="_blank" rel="noopener noreferrer" class="card-outside">
                    {t(billing_accounts::CARD_PAGE)}
                    <Icon glyph=glyph::EXTERNAL />
                </a>
            }
        })
    };
    view! {
        <FormError message=account_message(move || failed.get()) />
        <Button
            label=t(billing_accounts::ADD_CARD)
            icon=glyph::CARD
            busy=add.pending()
            on_click=move |()| {
                add.run(
                    &AddPaymentMethod {
                        id,
                        body: Nothing {},
                    },
                )
            }
        />
        <Banner text=text>{link}</Banner>
    }
    .into_any()
}
