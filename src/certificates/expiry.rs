//! When a certificate expires.

use crate::{
    language::{ago, moment, tx},
    ui::{Badge, Tone},
};
use hq_contract::certificates::{Certificate, WARNING_DAYS};
use hq_text::certificates;
use leptos::prelude::*;

/// From so many days before its end on, a certificate is close to it.
const CLOSE: i64 = 7;

/// Whether it is time for another certificate: close to the end, or over.
pub fn urgency(certificate: &Certificate) -> Option<Tone> {
    let days = certificate.expires_in_days;
    let warned = WARNING_DAYS.iter().any(|warning| days <= *warning);
    match days {
        ..=CLOSE => Some(Tone::Danger),
        _ if warned => Some(Tone::Warning),
        _ => None,
    }
}

/// Whether it is over.
pub const fn is_over(certificate: &Certificate) -> bool {
    certificate.expires_in_days < 0
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

#[cfg(test)]
mod tests {
    use super::*;

    fn in_days(days: i64) -> Certificate {
        serde_json::from_value(serde_json::json!({
            "id": "01890a5d-ac96-774b-bcce-b30200000007", "version": 1, "names": [], "issuer": "", "key_type": "",
            "fingerprint": "", "serial": "", "chain_length": 1, "publicly_trusted": true,
            "not_before": "", "not_after": "", "expires_in_days": days, "created_at": "", "replaced_at": null,
        }))
        .unwrap()
    }

    #[test]
    fn a_month_before_is_amber_and_a_week_red() {
        let urgency = |days| urgency(&in_days(days));
        assert_eq!([urgency(31), urgency(30), urgency(8)], [None, Some(Tone::Warning), Some(Tone::Warning)]);
        assert_eq!([urgency(7), urgency(0), urgency(-1)], [Some(Tone::Danger); 3]);
        assert!(is_over(&in_days(-1)) && !is_over(&in_days(0)));
    }
}
