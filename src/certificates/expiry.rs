//! When a certificate expires.

use crate::{
    language::{ago, moment, tx},
    ui::{Badge, Tone},
};
use hq_contract::certificates::{Certificate, Urgency};
use hq_text::certificates;
use leptos::prelude::*;

/// Whether it is time for another certificate: close to the end, or over.
pub const fn urgency(certificate: &Certificate) -> Option<Tone> {
    match certificate.urgency {
        Urgency::None => None,
        Urgency::Soon => Some(Tone::Warning),
        Urgency::Now | Urgency::Expired => Some(Tone::Danger),
    }
}

/// Whether it is over.
pub fn is_over(certificate: &Certificate) -> bool {
    certificate.urgency == Urgency::Expired
}

/// "in 12 days", with the moment on hover; marked where it is time.
pub fn expires(certificate: &Certificate) -> AnyView {
    let (at, over) = (certificate.not_after.clone(), is_over(certificate));
    let (when, exactly, datetime) = (ago(at.clone()), moment(at.clone()), at.as_str().to_owned());
    let text = tx(move |texts| if over { certificates::over(texts, &when.get()) } else { when.get() });
    let shown = match urgency(certificate) {
        Some(tone) => view! { <Badge label=text tone=tone /> }.into_any(),
        None => text.into_any(),
    };
    view! {
        <time datetime=datetime title=exactly>
            {shown}
        </time>
    }
    .into_any()
}
