//! Nobody is signed in.

use super::{answer::head, link::TransferLink};
use crate::{
    language::{t, tx},
    routes::Route,
    ui::{Gate, Kind, LinkButton, Size},
};
use hq_contract::billing_accounts::TransferOffer;
use hq_text::account_transfer;
use leptos::prelude::*;

/// What it is about, and the ways to sign in, which lead back here.
pub(super) fn signed_out(link: TransferLink, offer: &TransferOffer) -> AnyView {
    let head = head(offer);
    let back = Route::billing_account_transfer(link.token()).as_return();
    let to = offer.to.to_string();
    let is_owners = offer.is_owners;
    let text = tx(move |texts| {
        if is_owners {
            texts.get(account_transfer::SIGN_IN_OWNER).into_owned()
        } else {
            account_transfer::sign_in_other(texts, &to)
        }
    });
    let sign_up = (!is_owners).then(|| {
        view! {
            <LinkButton
                label=t(account_transfer::SIGN_UP)
                href=Route::sign_up(back.clone()).path()
                kind=Kind::Quiet
                wide=true
            />
        }
    });
    view! {
        <Gate>
            {head} <p>{text}</p> <div class="gate-action">
                <LinkButton
                    label=t(account_transfer::SIGN_IN)
                    href=Route::sign_in(back).path()
                    kind=Kind::Primary
                    size=Size::Large
                    wide=true
                />
                {sign_up}
            </div>
        </Gate>
    }
    .into_any()
}
