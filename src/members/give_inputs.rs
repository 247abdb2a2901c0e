//! The inputs of the dialog that gives rules to several members.

use super::picker::{MemberPicker, Picker};
use crate::{
    api::Query,
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

/// Which rules are given, and whether they replace those that are there.
#[derive(Clone, Copy)]
pub struct GiveInputs {
    chosen: RwSignal<String>,
    mode: RwSignal<String>,
    picker: Picker,
    copied: Query<MemberRules>,
    tried: RwSignal<bool>,
    focus: RwSignal<()>,
    language: Language,
}

impl GiveInputs {
    /// The first template, replacing the rules that are there.
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

    /// Whether it takes all rules away.
    pub fn removes_all(self) -> bool {
        self.template() == Some(Template::Nothing)
    }

    /// Whether the rules to copy are being loaded.
    pub fn pending(self) -> bool {
        self.template().is_none() && self.copied.fetching().get()
    }

    /// The mode and the rules; none as long as no member to copy from is chosen, which the form then asks for.
    pub fn read(self) -> Option<(RulesMode, Vec<Rule>)> {
        let replaces = self.mode.with_untracked(|mode| mode == REPLACE) || untrack(|| self.removes_all());
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

/// The fields of the dialog.
pub fn fields(inputs: GiveInputs) -> AnyView {
    let radio = |value, (label, hint)| Radio { value, label: t(label), hint: t(hint) };
    let templates = Template::ALL.map(|template| radio(template_name(template), template_keys(template)));
    let copy = radio(COPY, (give_rules::COPY, give_rules::COPY_MEANS));
    let modes = move || {
        vec![
            radio(REPLACE, (give_rules::REPLACE, give_rules::REPLACE_MEANS)),
            radio(APPEND, (give_rules::APPEND, give_rules::APPEND_MEANS)),
        ]
    };
    let copies = Memo::new(move |_| inputs.template().is_none());
    let removes_all = Memo::new(move |_| inputs.removes_all());
    view! {
        <Radios
            label=t(give_rules::WHAT)
            value=inputs.chosen
            radios=templates.into_iter().chain([copy]).collect()
        />
        {move || copies.get().then(|| source(inputs))}
        {move || {
            (!removes_all.get())
                .then(|| view! { <Radios label=t(give_rules::HOW) value=inputs.mode radios=modes() /> })
        }}
    }
    .into_any()
}

/// The member to copy from, and how many rules that are.
fn source(inputs: GiveInputs) -> AnyView {
    let choose = t(give_rules::CHOOSE_FIRST);
    let error = Signal::derive(move || {
        let nobody = inputs.picker.chosen.with(Option::is_none);
        (inputs.tried.get() && nobody).then(|| choose.get())
    });
    let number = Memo::new(move |_| {
        inputs.copied.with(|remote| remote.ready().map(|answer| answer.value.rules.len() as u64))
    });
    let (some, none) =
        (count(give_rules::copied, move || number.get().unwrap_or_default()), t(give_rules::COPIED_NONE));
    let status = move || match number.get() {
        None => String::new(),
        Some(0) => none.get(),
        Some(_) => some.get(),
    };
    let failed = error_message(move || inputs.copied.with(|remote| remote.failure().cloned()));
    view! {
        <div class="picker">
            <MemberPicker
                label=t(give_rules::COPY_FROM)
                picker=inputs.picker
                error=error
                focus=inputs.focus
            />
            <FormError message=failed />
            <p class="picker-told" role="status">
                {status}
            </p>
        </div>
    }
    .into_any()
}
