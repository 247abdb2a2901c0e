//! The kinds of storage engines that can be ordered.

use super::words::engine_key;
use crate::{
    kit::rows,
    language::{count, t, use_language},
    providers::{FixedMark, unavailable_text},
    ui::{Disclosure, RadioLine, unique_id},
};
use hq_contract::providers::{EngineKind, Offer, Unavailable};
use hq_text::storage_engines;
use leptos::prelude::*;

/// The kinds that are shown even where nobody offers them.
const ALWAYS: [EngineKind; 3] = [EngineKind::Postgresql, EngineKind::Snowflake, EngineKind::Sandbox];

/// A kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineType {
    /// Its name for programs: of a database system that has no name here, what its offer is called.
    pub value: String,
    kind: EngineKind,
    /// What the offers say it is.
    description: String,
    /// Why it cannot be ordered.
    closed: Option<Closed>,
}

/// Why a kind cannot be ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Closed {
    /// Nobody offers it.
    NotOffered,
    /// All who offer it cannot make it at present; this is what one of them says.
    Unavailable(Unavailable),
}

impl EngineType {
    /// Whether it can be ordered.
    pub const fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Whether anybody offers it.
    fn is_offered(&self) -> bool {
        self.closed != Some(Closed::NotOffered)
    }
}

/// The kinds of these offers.
pub fn types(offers: &[Offer]) -> Vec<EngineType> {
    let mut values: Vec<String> = ALWAYS.map(|kind| kind.as_str().to_owned()).into();
    for offer in offers {
        let value = value_of(offer);
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values.into_iter().map(|value| described(value, offers)).collect()
}

fn described(value: String, offers: &[Offer]) -> EngineType {
    let own: Vec<&Offer> = offers.iter().filter(|offer| value_of(offer) == value).collect();
    let open = own.iter().any(|offer| offer.unavailable.is_none());
    let unavailable = own.iter().find_map(|offer| offer.unavailable.clone());
    let closed = match (open, unavailable) {
        (true, _) => None,
        (false, Some(unavailable)) => Some(Closed::Unavailable(unavailable)),
        (false, None) => Some(Closed::NotOffered),
    };
    let description = own.first().map(|offer| offer.description.clone()).unwrap_or_default();
    EngineType { kind: EngineKind::from_name(&value), value, description, closed }
}

/// The kind of an offer.
pub fn value_of(offer: &Offer) -> String {
    match offer.engine {
        None | Some(EngineKind::Other) => offer.name.clone(),
        Some(kind) => kind.as_str().to_owned(),
    }
}

/// The choice of a kind.
pub fn type_field(
    all: Memo<Vec<EngineType>>,
    value: Signal<Option<String>>,
    on_choose: Callback<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let group = unique_id();
    let error_id = format!("{group}-error");
    let described_by = error_id.clone();
    let group = StoredValue::new(group);
    let some = move |offered: bool| {
        Memo::new(move |_| {
            all.with(|all| {
                all.iter().filter(|engine| engine.is_offered() == offered).cloned().collect::<Vec<_>>()
            })
        })
    };
    let (offered, others) = (some(true), some(false));
    let lines = move |engines| {
        rows(
            engines,
            |engine: &EngineType| engine.value.clone(),
            move |engine| line(engine, group.get_value(), value, on_choose),
        )
    };
    let missing = Memo::new(move |_| others.with(|others| u64::try_from(others.len()).unwrap_or_default()));
    let folded = move || {
        (missing.get() > 0).then(|| {
            view! {
                <Disclosure label=count(storage_engines::types_not_offered, move || missing.get())>
                    <div class="engine-types-list">{lines(others)}</div>
                </Disclosure>
            }
        })
    };
    view! {
        <fieldset class="field engine-types" aria-describedby=described_by>
            <legend class="field-label">{t(storage_engines::TYPE)} " " <FixedMark /></legend>
            <div class="engine-types-list">{lines(offered)}</div>
            {folded}
            <p class="field-error" id=error_id aria-live="polite">
                {move || error.get().unwrap_or_default()}
            </p>
        </fieldset>
    }
    .into_any()
}

fn line(
    engine: Memo<EngineType>,
    group: String,
    value: Signal<Option<String>>,
    on_choose: Callback<String>,
) -> AnyView {
    let language = use_language();
    let (own, kind) = engine.with_untracked(|engine| (engine.value.clone(), engine.kind));
    let (chosen, called) = (own.clone(), own.clone());
    let label = Signal::derive(move || match kind {
        EngineKind::Other => called.clone(),
        kind => language.texts().with(|texts| texts.get(engine_key(kind)).into_owned()),
    });
    let disabled = Signal::derive(move || engine.with(|engine| !engine.is_open()));
    let hint = Signal::derive(move || {
        language.texts().with(|texts| {
            engine.with(|engine| match (&engine.closed, kind) {
                (Some(Closed::NotOffered), _) => texts.get(storage_engines::TYPE_NOT_OFFERED).into_owned(),
                (Some(Closed::Unavailable(unavailable)), _) => unavailable_text(texts, unavailable),
                (None, EngineKind::Postgresql) => texts.get(storage_engines::POSTGRESQL_TEXT).into_owned(),
                (None, EngineKind::Snowflake) => texts.get(storage_engines::SNOWFLAKE_TEXT).into_owned(),
                (None, EngineKind::Sandbox) => texts.get(storage_engines::SANDBOX_TEXT).into_owned(),
                (None, EngineKind::Other) => engine.description.clone(),
            })
        })
    });
    view! {
        <RadioLine
            group=group
            value=own.clone()
            label=label
            hint=hint
            chosen=Signal::derive(move || value.with(|value| value.as_ref() == Some(&chosen)))
            on_choose=move |()| on_choose.run(own.clone())
            disabled=disabled
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::providers::{HighAvailability, OfferKind, UnavailableCode};

    fn offer(engine: EngineKind, name: &str) -> Offer {
        Offer {
            id: name.into(),
            kind: OfferKind::StorageEngine,
            name: name.into(),
            description: "A database.".into(),
            engine: Some(engine),
            provider: "local".into(),
            regions: vec!["here".into()],
            fpu: None,
            high_availability: HighAvailability::Unavailable,
            fpu_month: None,
            free: true,
            storage_gb_per_fpu: None,
            templates: Vec::new(),
            broker: "hq".to_owned(),
            own_broker_only: false,
            takes_certificates: false,
            bindable: true,
            resizable: false,
            limits: Vec::new(),
            unavailable: None,
        }
    }

    #[test]
    fn what_nobody_offers_is_shown_and_closed() {
        let away = Unavailable { code: UnavailableCode::BrokerAway, detail: None };
        let offers = [
            offer(EngineKind::Sandbox, "Sandbox"),
            Offer { unavailable: Some(away), ..offer(EngineKind::Postgresql, "PostgreSQL") },
            offer(EngineKind::Other, "DuckDB"),
        ];
        let shown: Vec<(String, bool)> =
            types(&offers).into_iter().map(|engine| (engine.value.clone(), engine.is_open())).collect();
        let of = |value: &str, open| (value.to_owned(), open);
        assert_eq!(
            shown,
            [of("postgresql", false), of("snowflake", false), of("sandbox", true), of("DuckDB", true)]
        );
    }
}
