//! Editing the rules of a member or a key.

use super::{
    compare::Difference,
    lines::Lines,
    owner::RulesOwner,
    source::{RulesSource, Saving},
};
use crate::{
    browser::page,
    kit::{Draft, Editing, focus_title, whole},
    language::{Language, use_language},
    ui::{Toasts, Tone},
};
use hq_contract::rules::{Changes, Rule, changes, shadowed};
use hq_text::{Texts, rules};
use leptos::prelude::*;

/// The edited list of rules.
#[derive(Clone, Copy)]
pub struct RulesEditing {
    /// Whose rules they are.
    pub owner: RulesOwner,
    /// The saved rules.
    pub source: RulesSource,
    /// Saves them.
    pub save: Saving,
    /// The edited rows.
    pub lines: RwSignal<Lines>,
    /// The last change in words, for assistive technology.
    pub announcement: RwSignal<String>,
    /// The draft and the merging with what others save.
    editing: Editing<Vec<Rule>>,
    rules: Memo<Vec<Rule>>,
    /// The list before each change that can be taken back.
    before: StoredValue<Vec<Vec<Rule>>>,
    /// Made once: what a toast runs outlives the menu or dialog that it comes from.
    undo: Callback<()>,
    shadows: Memo<Vec<(u32, Vec<String>)>>,
    language: Language,
    toasts: Toasts,
}

impl RulesEditing {
    /// Edits the rules that were read, beginning with the draft in this tab if there is one.
    pub fn new(owner: RulesOwner, source: RulesSource, first: &[Rule]) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let lines = RwSignal::new(Lines::of(first));
        let rules = Memo::new(move |_| lines.with(Lines::rules));
        let first = first.to_vec();
        let latest = Memo::new(move |before: Option<&Vec<Rule>>| {
            source.rules().or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
        });
        let (page, needs, whose) = owner.drafts();
        let draft = Draft::within(owner.org, page, needs, format!("rules.{whose}"));
        let take_over = move |rules: Vec<Rule>| lines.update(|lines| lines.take_over(&rules));
        let done = StoredValue::new_local(None::<Self>);
        let save = Saving::new(source, move |rules| {
            if let Some(Some(editing)) = done.try_get_value() {
                editing.was_saved(rules);
            }
        });
        let editing = Self {
            owner,
            source,
            save,
            lines,
            announcement: RwSignal::new(String::new()),
            editing: Editing::new(draft, latest, rules, take_over, whole),
            rules,
            before: StoredValue::new(Vec::new()),
            undo: Callback::new(move |()| {
                if let Some(Some(editing)) = done.try_get_value() {
                    editing.take_back();
                }
            }),
            shadows: Memo::new(move |_| lines.with(shadows)),
            language,
            toasts,
        };
        done.set_value(Some(editing));
        editing.mend();
        editing
    }

    /// Where others have saved first, looks for what that was; once it is here, what the server refused was in place of
    /// the former list.
    fn mend(self) {
        Effect::new(move |_| {
            if self.is_stale() {
                self.source.retry();
            }
        });
        Effect::new(move |_| {
            self.editing.saved().track();
            if untrack(|| self.is_stale()) {
                self.save.clear();
            }
        });
    }

    /// The list as edited.
    pub const fn rules(self) -> Memo<Vec<Rule>> {
        self.rules
    }

    /// The list as saved.
    pub fn saved(self) -> Signal<Vec<Rule>> {
        self.editing.saved()
    }

    /// Whether there are unsaved changes.
    pub fn unsaved(self) -> bool {
        self.editing.unsaved()
    }

    /// Whether there are unsaved changes from an earlier visit.
    pub fn was_restored(self) -> bool {
        self.editing.was_restored()
    }

    /// Whether saving failed because others have saved another list.
    pub fn is_stale(self) -> bool {
        self.save.is_stale()
    }

    /// What others have saved since the edits began, where it is another list than the edited one.
    pub fn conflict(self) -> Option<Difference> {
        let began = self.editing.conflict()?;
        Some(self.saved().with(|saved| Difference::between(&began, saved)))
    }

    /// What saving changes.
    pub fn changes(self) -> Changes {
        self.saved().with(|saved| self.rules.with(|rules| changes(saved, rules)))
    }

    /// The row of a rule in the edited list, if it stands there.
    pub fn key_of(self, rule: &Rule) -> Option<u32> {
        self.lines.with_untracked(|lines| lines.key_of(rule))
    }

    /// The names of the rules that hide this one, where it can never decide.
    pub fn hidden_by(self, key: u32) -> Option<Vec<String>> {
        self.shadows
            .with(|shadows| shadows.iter().find(|(hidden, _)| *hidden == key).map(|(_, by)| by.clone()))
    }

    /// Saves the list.
    pub fn submit(self) {
        // Without a version nothing may be changed; the next answer brings one.
        let Some(version) = self.source.version() else { return self.source.retry() };
        self.editing.sending();
        self.save.run(self.owner, version, self.rules.get_untracked());
    }

    fn was_saved(self, rules: Vec<Rule>) {
        self.editing.was_saved(rules);
        let name = self.owner.name.get_untracked();
        self.toasts.push(Tone::Success, self.language.text_untracked(|texts| rules::saved(texts, &name)));
        // The bar goes, and with it the button that was pressed.
        request_animation_frame(|| {
            page::focus("#rules-title");
        });
    }

    /// Discards the changes.
    pub fn discard(self) {
        self.editing.discard();
        self.save.clear();
        focus_title();
    }

    /// Replaces the whole list, and offers to undo that.
    pub fn put(self, list: &[Rule], announcement: String) {
        self.change_with_undo(announcement, |lines| lines.take_over(list));
    }

    /// Changes the list, announces it, and offers to undo it.
    pub fn change_with_undo(self, announcement: String, change: impl FnOnce(&mut Lines)) {
        self.before.update_value(|before| before.push(self.rules.get_untracked()));
        self.lines.update(change);
        let undo = self.text(|texts| texts.get(rules::UNDO).into_owned());
        // The page may be left before.
        let act = self.undo;
        self.toasts.push_with(Tone::Info, announcement, undo, move || {
            let _ = act.try_run(());
        });
    }

    /// Undoes the last of these changes.
    fn take_back(self) {
        if let Some(Some(before)) = self.before.try_update_value(Vec::pop) {
            self.lines.update(|lines| lines.take_over(&before));
            self.say(|texts| texts.get(rules::UNDONE).into_owned());
        }
    }

    /// Announces what was done.
    pub fn say(self, write: impl FnOnce(&Texts) -> String) {
        self.announcement.set(self.language.text_untracked(write));
    }

    /// A text in the present language.
    pub fn text(self, write: impl FnOnce(&Texts) -> String) -> String {
        self.language.text_untracked(write)
    }

    /// Moves a rule to a position in its category, announces that, and keeps the focus on it.
    pub fn shift(self, key: u32, position: usize) {
        self.lines.update(|lines| lines.shift(key, position));
        self.tell(key, rules::moved);
        focus_row(key);
    }

    /// Announces something about a rule, with its name and position.
    pub fn tell(self, key: u32, write: fn(&Texts, &str, &str, &str) -> String) {
        let rule =
            self.lines.with_untracked(|lines| Some((lines.rule(key)?.name.to_string(), lines.place(key)?)));
        if let Some((name, place)) = rule {
            self.say(|texts| write(texts, &place.count.to_string(), &name, &place.position.to_string()));
        }
    }
}

/// Moves the focus to a row, wherever it stands.
pub fn show_row(key: u32) {
    page::focus(&format!("[data-rule=\"{key}\"]"));
}

/// Moves the focus to a row's menu, once the row is in its new position.
pub fn focus_row(key: u32) {
    request_animation_frame(move || {
        page::focus(&format!("[data-rule=\"{key}\"] .menu-button"));
    });
}

/// The rows that can never decide, and the names of the rules that hide each.
fn shadows(lines: &Lines) -> Vec<(u32, Vec<String>)> {
    let rules = lines.rules();
    let name = |place: &usize| rules.get(*place).map(|rule| rule.name.to_string());
    let shadow =
        |(place, by): (usize, Vec<usize>)| Some((lines.key_at(place)?, by.iter().filter_map(name).collect()));
    shadowed(&rules).into_iter().filter_map(|found| shadow((found.rule, found.by))).collect()
}
