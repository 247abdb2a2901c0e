//! Which rules are given.

use super::picker::{MemberPicker, Picker};
use crate::{
    api::{Query, Remote},
    language::{
        Language, count, error_message, t, template_keys, template_name, template_of, template_rules,
        use_language,
    },
    ui::{FormError, Radio, Radios},
};
use hq_contract::{
    OrganizationId,
    rules::{GetRules, MemberRules, Rule, RulesMode, Template},
};
use hq_text::give_rules;
use leptos::prelude::*;

/// What the form holds for a copy of one member's rules.
const COPY: &str = "copy";
/// What it holds for rules that come in the place of those that are there.
const REPLACE: &str = "replace";
/// What it holds for rules that come after them.
const APPEND: &str = "append";

/// What is given, and how.
#[derive(Clone, Copy)]
pub struct What {
    chosen: RwSignal<String>,
    mode: RwSignal<String>,
    picker: Picker,
    copied: Query<MemberRules>,
    tried: RwSignal<bool>,
    focus: RwSignal<()>,
    language: Language,
}

impl What {
    /// The first template, in place of what is there.
    pub fn new(org: OrganizationId) -> Self {
        let chosen = RwSignal::new(template_name(Template::ReadEverything).to_owned());
        let picker = Picker::new(org, None, move || chosen.with(|chosen| chosen == COPY));
        let copied = Query::new(move || {
            let user = picker.chosen.with(|member| member.as_ref().map(|member| member.id))?;
            chosen.with(|chosen| chosen == COPY).then_some(GetRules { org, user })
        });
        Self {
            chosen,
            mode: RwSignal::new(REPLACE.to_owned()),
            picker,
            copied,
            tried: RwSignal::new(false),
            focus: RwSignal::new(()),
            language: use_language(),
        }
    }

    fn template(self) -> Option<Template> {
        self.chosen.with(|chosen| template_of(chosen))
    }

    /// Whether all rules are taken away.
    pub fn takes(self) -> bool {
        self.template() == Some(Template::Nothing)
    }

    /// Whether the rules to copy are on their way.
    pub fn waits(self) -> bool {
        self.template().is_none() && self.copied.fetching().get()
    }

    /// How and what; none, and the form says why, as long as it is not known whose rules to copy.
    pub fn read(self) -> Option<(RulesMode, Vec<Rule>)> {
        let replaces = self.mode.with_untracked(|mode| mode == REPLACE) || untrack(|| self.takes());
        let mode = if replaces { RulesMode::Replace } else { RulesMode::Append };
        let rules = match untrack(|| self.template()) {
            Some(template) => template_rules(self.language, template),
            None => self.copied(),
        };
        Some((mode, rules?))
    }

    fn copied(self) -> Option<Vec<Rule>> {
        self.tried.set(true);
        if self.picker.chosen.with_untracked(Option::is_none) {
            self.focus.notify();
            return None;
        }
        let rules =
            self.copied.with_untracked(|remote| remote.ready().map(|answer| answer.value.rules.clone()));
        if rules.is_none() {
            self.copied.retry();
        }
        rules
    }
}

/// The choices.
pub fn what(what: What) -> AnyView {
    let radio = |value, (label, hint)| Radio { value, label: t(label), hint: t(hint) };
    let templates = Template::ALL.map(|template| radio(template_name(template), template_keys(template)));
    let copy = radio(COPY, (give_rules::COPY, give_rules::COPY_MEANS));
    let modes = move || {
        vec![
            radio(REPLACE, (give_rules::REPLACE, give_rules::REPLACE_MEANS)),
            radio(APPEND, (give_rules::APPEND, give_rules::APPEND_MEANS)),
        ]
    };
    let copies = Memo::new(move |_| what.template().is_none());
    let takes = Memo::new(move |_| what.takes());
    view! {
        <Radios
            label=t(give_rules::WHAT)
            value=what.chosen
            radios=templates.into_iter().chain([copy]).collect()
        />
        {move || copies.get().then(|| source(what))}
        {move || {
            (!takes.get())
                .then(|| view! { <Radios label=t(give_rules::HOW) value=what.mode radios=modes() /> })
        }}
    }
    .into_any()
}

/// Whose rules are copied, and how many those are.
fn source(what: What) -> AnyView {
    let choose = t(give_rules::CHOOSE_FIRST);
    let error = Signal::derive(move || {
        let nobody = what.picker.chosen.with(Option::is_none);
        (what.tried.get() && nobody).then(|| choose.get())
    });
    let number = Memo::new(move |_| {
        what.copied.with(|remote| remote.ready().map(|answer| answer.value.rules.len() as u64))
    });
    let (some, none) =
        (count(give_rules::copied, move || number.get().unwrap_or_default()), t(give_rules::COPIED_NONE));
    let told = move || match number.get() {
        None => String::new(),
        Some(0) => none.get(),
        Some(_) => some.get(),
    };
    let failed = error_message(move || {
        what.copied.with(|remote| match remote {
            Remote::Failed(error) => Some(error.clone()),
            Remote::Loading | Remote::Ready(_) => None,
        })
    });
    view! {
        <div class="picker">
            <MemberPicker label=t(give_rules::COPY_FROM) picker=what.picker error=error focus=what.focus />
            <FormError message=failed />
            <p class="picker-told" role="status">
                {told}
            </p>
        </div>
    }
    .into_any()
}
