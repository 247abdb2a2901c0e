//! What stands above the certificates: that some have to be replaced, or that none can be kept.

use super::{
    expiry::{is_over, urgency},
    shared::{CertificateList, certificate_name},
};
use crate::{
    language::{ago, count, moment, t, tx},
    ui::{Banner, Button, Size, Tone},
};
use hq_contract::certificates::Certificate;
use hq_text::certificates;
use leptos::prelude::*;
use std::sync::Arc;

/// That the server can keep no private keys, as long as that is so.
pub fn not_kept(page: CertificateList) -> AnyView {
    let text = t(certificates::NOT_KEPT);
    let message = move || if page.can_be_kept() { String::new() } else { text.get() };
    view! { <Banner text=Signal::derive(message) tone=Tone::Warning /> }.into_any()
}

/// Which certificates expire soon or are over, each with the way to another one.
pub fn expiring(page: CertificateList) -> AnyView {
    let urgent = Memo::new(move |_| {
        page.all.with(|remote| {
            let items = remote.ready().map(|answer| answer.value.items.clone()).unwrap_or_default();
            items.into_iter().filter(|item| urgency(item).is_some()).collect::<Vec<_>>()
        })
    });
    (move || {
        let urgent = urgent.get();
        let worst = if urgent.iter().any(|item| urgency(item) == Some(Tone::Danger)) {
            Tone::Danger
        } else {
            Tone::Warning
        };
        let number = urgent.len() as u64;
        let urgent = Arc::new(urgent);
        (number > 0).then(|| {
            view! {
                <Banner text=count(certificates::notice, move || number) tone=worst>
                    <ul class="certificate-urgent">
                        {urgent.iter().map(|item| line(page, item)).collect::<Vec<_>>()}
                    </ul>
                </Banner>
            }
        })
    })
    .into_any()
}

fn line(page: CertificateList, certificate: &Certificate) -> AnyView {
    let (id, over, at) = (certificate.id, is_over(certificate), certificate.not_after.clone());
    let name = Signal::stored(certificate_name(certificate).to_owned());
    let (when, exactly) = (ago(at.clone()), moment(at));
    let message = tx(move |texts| {
        let write = if over { certificates::expired_when } else { certificates::expires_when };
        write(texts, &name.get(), &when.get())
    });
    view! {
        <li>
            <span title=exactly>{message}</span>
            <Button
                label=t(certificates::REPLACE)
                about=name
                size=Size::Small
                on_click=move |()| page.address.replace(id)
            />
        </li>
    }
    .into_any()
}
