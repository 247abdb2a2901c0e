//! The result for each member after rules were given to several.

use crate::{
    language::{count, t, tx},
    ui::{Glyph, Status, Tone, glyph},
};
use hq_contract::rules::{MOST_RULES, RulesOutcome};
use hq_text::give_rules;
use leptos::{html, prelude::*};

/// The result for one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberResult {
    /// The member's name.
    pub name: String,
    /// What happened to their rules.
    pub outcome: RulesOutcome,
}

/// A line for each member. It takes the focus.
#[component]
pub fn Results(results: RwSignal<Vec<MemberResult>>) -> AnyView {
    let changed = move || {
        let is_changed = |one: &&MemberResult| one.outcome == RulesOutcome::Changed;
        results.with(|results| results.iter().filter(is_changed).count() as u64)
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
    let lines = results.get_untracked().into_iter().map(line).collect::<Vec<_>>();
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

fn line(result: MemberResult) -> AnyView {
    let (label, glyph, tone) = outcome(result.outcome);
    view! {
        <li class="given-line">
            <bdi class="person-name">{result.name}</bdi>
            <Status label=label glyph=glyph tone=tone />
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
            let label = tx(|texts| give_rules::too_many(texts, &MOST_RULES.to_string()));
            (label, glyph::WARNING, Tone::Warning)
        }
    }
}
