//! What became of each member's rules.

use crate::{
    language::{count, t, tx},
    ui::{Glyph, Status, Tone, glyph},
};
use hq_contract::rules::{MOST_RULES, RulesOutcome};
use hq_text::give_rules;
use leptos::{html, prelude::*};

/// What became of one member's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Became {
    /// The member's name.
    pub name: String,
    /// What became of theirs.
    pub outcome: RulesOutcome,
}

/// A line for each member. It takes the focus.
#[component]
pub fn Results(became: RwSignal<Vec<Became>>) -> AnyView {
    let changed = move || {
        let is_changed = |one: &&Became| one.outcome == RulesOutcome::Changed;
        became.with(|became| became.iter().filter(is_changed).count() as u64)
    };
    let (some, none) = (count(give_rules::summary, changed), t(give_rules::SUMMARY_NONE));
    let summary = move || if changed() == 0 { none.get() } else { some.get() };
    let place = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            // What was pressed has gone.
            let _ = place.focus();
        }
    });
    let lines = became.get_untracked().into_iter().map(line).collect::<Vec<_>>();
    view! {
        <section node_ref=place class="given" tabindex="-1" aria-label=t(give_rules::RESULTS)>
            <p class="given-summary" role="status">
                {summary}
            </p>
            <ul class="given-list">{lines}</ul>
        </section>
    }
    .into_any()
}

fn line(became: Became) -> AnyView {
    let (said, glyph, tone) = outcome(became.outcome);
    view! {
        <li class="given-line">
            <span class="person-name">{became.name}</span>
            <Status label=said glyph=glyph tone=tone />
        </li>
    }
    .into_any()
}

fn outcome(outcome: RulesOutcome) -> (Signal<String>, Glyph, Tone) {
    match outcome {
        RulesOutcome::Changed => (t(give_rules::CHANGED), glyph::ACTIVE, Tone::Success),
        RulesOutcome::Unchanged => (t(give_rules::UNCHANGED), glyph::INFO, Tone::Info),
        RulesOutcome::Repeated => (t(give_rules::REPEATED), glyph::INFO, Tone::Info),
        RulesOutcome::NotFound => (t(give_rules::NOT_FOUND), glyph::ALERT, Tone::Danger),
        RulesOutcome::TooMany => {
            let said = tx(|texts| give_rules::too_many(texts, &MOST_RULES.to_string()));
            (said, glyph::WARNING, Tone::Warning)
        }
    }
}
