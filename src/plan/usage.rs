//! How much of what the plan includes is used.

use crate::{
    browser::{clock, intl},
    language::{Language, money_text, t, use_language},
    ui::{Badge, Card, Tone},
};
use hq_contract::subscription::{Allowance, AllowanceKind, Period, Subscription};
use hq_text::{Key, plan};
use leptos::prelude::*;

/// Above this it is nearly used up, in percent.
const NEARLY: u64 = 80;

/// Meters, with words: what is used, what is included, what happens beyond.
pub(super) fn usage(subscription: Memo<Subscription>) -> AnyView {
    let all = Memo::new(move |_| subscription.with(|own| own.allowances.clone()));
    let some = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let seconds = Memo::new(move |_| subscription.with(|own| own.period.as_ref().map_or(0, period_seconds)));
    let rows = move || all.get().into_iter().map(|one| row(one, seconds.get())).collect::<Vec<_>>();
    (move || {
        some.get().then(|| {
            view! {
                <Card title=t(plan::INCLUDED) text=t(plan::INCLUDED_TEXT)>
                    <ul class="meters">{rows}</ul>
                </Card>
            }
        })
    })
    .into_any()
}

fn row(allowance: Allowance, seconds: u64) -> AnyView {
    let language = use_language();
    let percent = percent(&allowance);
    let (said, about) = (allowance.clone(), allowance.clone());
    let amount = Signal::derive(move || amount_text(language, &said, seconds));
    let beyond = Signal::derive(move || beyond_text(language, &about));
    let mark = percent.and_then(|percent| mark(percent, allowance.beyond_month.is_some()));
    let badge = mark.map(|(key, tone)| view! { <Badge label=t(key) tone=tone /> });
    let bar = percent.map(|percent| {
        view! {
            <svg class="meter-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect class="meter-ground" width="100" height="4" />
                <rect class="meter-used" width=percent.min(100).to_string() height="4" />
            </svg>
        }
    });
    view! {
        <li class="meter" data-over=percent.is_some_and(|percent| percent > 100).then_some("true")>
            <div class="meter-line">
                <span class="meter-name">{t(kind_key(allowance.kind))}</span>
                {badge}
                <span class="meter-amount">{amount}</span>
            </div>
            {bar}
            <p class="meter-text">{beyond}</p>
        </li>
    }
    .into_any()
}

const fn kind_key(kind: AllowanceKind) -> Key {
    match kind {
        AllowanceKind::FpuSeconds => plan::FPU_HOURS,
        AllowanceKind::StorageGbSeconds => plan::STORAGE_GB,
        AllowanceKind::Dataplants => plan::DATAPLANTS,
        AllowanceKind::Members => plan::MEMBERS,
    }
}

/// Whether nothing of it is included, and all of it is paid as it is used.
fn is_as_you_go(allowance: &Allowance) -> bool {
    allowance.included == Some(0) && allowance.beyond_month.is_some()
}

/// How much of it is used, in percent; nothing where there is no limit, or nothing that could be used up.
fn percent(allowance: &Allowance) -> Option<u64> {
    match allowance.included? {
        0 if is_as_you_go(allowance) => None,
        0 => Some(if allowance.used > 0 { 101 } else { 0 }),
        included => {
            let percent = u128::from(allowance.used) * 100 / u128::from(included);
            let over = u128::from(allowance.used > included);
            u64::try_from(percent.max(100 * over + over)).ok()
        }
    }
}

/// What is to be looked at.
const fn mark(percent: u64, goes_on: bool) -> Option<(Key, Tone)> {
    match (percent, goes_on) {
        (101.., true) => Some((plan::BEYOND, Tone::Info)),
        (101.., false) => Some((plan::OVER, Tone::Warning)),
        (100, false) => Some((plan::USED_UP, Tone::Warning)),
        (NEARLY..=100, _) => Some((plan::NEARLY, Tone::Info)),
        _ => None,
    }
}

/// In the unit that people read, rounded: hours for seconds of FPU; for what is stored the GB that it comes to if it is spread over
/// the seconds of the whole period, to a tenth.
#[expect(clippy::cast_precision_loss, reason = "it is rounded")]
fn in_unit(kind: AllowanceKind, n: u64, seconds: u64) -> f64 {
    match kind {
        AllowanceKind::FpuSeconds => (n as f64 / 3_600.0).round(),
        AllowanceKind::StorageGbSeconds => (n as f64 / seconds.max(1) as f64 * 10.0).round() / 10.0,
        AllowanceKind::Dataplants | AllowanceKind::Members => n as f64,
    }
}

/// How long a period is.
fn period_seconds(period: &Period) -> u64 {
    let seconds = clock::between(period.start.as_str(), period.end.as_str());
    seconds.and_then(|seconds| u64::try_from(seconds).ok()).unwrap_or_default()
}

fn amount_text(language: Language, allowance: &Allowance, seconds: u64) -> String {
    let number =
        |n| language.locale().with(|locale| intl::number(locale, in_unit(allowance.kind, n, seconds)));
    let used = number(allowance.used);
    let included = allowance.included.filter(|_| !is_as_you_go(allowance));
    language.texts().with(|texts| match included {
        Some(included) => plan::used_of(texts, &number(included), &used),
        None => plan::used(texts, &used),
    })
}

fn beyond_text(language: Language, allowance: &Allowance) -> String {
    language.texts().with(|texts| match (allowance.included, &allowance.beyond_month) {
        (None, _) => texts.get(plan::NO_LIMIT).into_owned(),
        (_, None) => texts.get(plan::NO_MORE).into_owned(),
        (_, Some(price)) => {
            let amount = money_text(language, price);
            match allowance.kind {
                AllowanceKind::FpuSeconds if is_as_you_go(allowance) => plan::as_you_go(texts, &amount),
                AllowanceKind::FpuSeconds => plan::beyond_fpu(texts, &amount),
                AllowanceKind::StorageGbSeconds => plan::beyond_storage(texts, &amount),
                AllowanceKind::Dataplants | AllowanceKind::Members => plan::beyond_each(texts, &amount),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowance(included: Option<u64>, used: u64) -> Allowance {
        Allowance { kind: AllowanceKind::FpuSeconds, included, used, beyond_month: None }
    }

    #[test]
    fn what_is_over_is_never_shown_as_full() {
        for (included, used, wanted) in [
            (None, 5, None),
            (Some(0), 0, Some(0)),
            (Some(0), 1, Some(101)),
            (Some(1_000), 1_000, Some(100)),
            (Some(1_000), 1_001, Some(101)),
            (Some(u64::MAX), u64::MAX, Some(100)),
        ] {
            assert_eq!(percent(&allowance(included, used)), wanted, "{used} of {included:?}");
        }
    }

    #[test]
    fn what_is_paid_as_it_is_used_has_no_limit_to_be_over() {
        let month = Some(hq_contract::Money { minor: 8_766, currency: "EUR".into() });
        let paid = Allowance { beyond_month: month, ..allowance(Some(0), 7_200) };
        assert_eq!(percent(&paid), None);
    }

    #[test]
    fn what_cannot_go_on_says_so_when_it_is_used_up() {
        assert_eq!(mark(100, false), Some((plan::USED_UP, Tone::Warning)));
        assert_eq!(mark(100, true), Some((plan::NEARLY, Tone::Info)));
        assert_eq!(mark(79, true), None);
        assert_eq!(mark(250, true), Some((plan::BEYOND, Tone::Info)));
    }

    #[test]
    fn seconds_are_read_as_hours_and_gb() {
        let month = 30 * 86_400;
        for (kind, n, wanted) in [
            (AllowanceKind::FpuSeconds, 5_400, 2.0),
            (AllowanceKind::StorageGbSeconds, 250 * month, 250.0),
            (AllowanceKind::StorageGbSeconds, month / 4, 0.3),
            (AllowanceKind::Members, 5_400, 5_400.0),
        ] {
            assert!((in_unit(kind, n, month) - wanted).abs() < f64::EPSILON, "{kind:?} {n}");
        }
    }
}
