//! What is edited of a member's rules, over what is saved.

use super::{compare::Difference, draft::Draft, lines::Lines, whose::Whose};
use crate::{
    api::{Answer, Mutation, Query},
    browser::page,
    language::{Language, use_language},
    ui::{Toasts, Tone},
};
use hq_contract::{
    ProblemCode,
    rules::{Changes, MemberRules, NewRules, PutRules, Rule, changes, shadowed},
};
use hq_text::{Texts, rules};
use leptos::prelude::*;

/// The list as edited.
#[derive(Clone, Copy)]
pub struct Editing {
    /// Whose it is.
    pub whose: Whose,
    /// What is saved.
    pub query: Query<MemberRules>,
    /// Saving.
    pub save: Mutation<PutRules>,
    /// The rows.
    pub lines: RwSignal<Lines>,
    /// What was done last, for those who do not see it.
    pub said: RwSignal<String>,
    /// Whether the list was left behind in an earlier visit.
    pub left: RwSignal<bool>,
    rules: Memo<Vec<Rule>>,
    saved: RwSignal<Vec<Rule>>,
    /// What was saved when the edits began, where others have changed it since.
    started: RwSignal<Option<Vec<Rule>>>,
    sent: StoredValue<Vec<Rule>>,
    /// The list before each change that can be taken back.
    before: StoredValue<Vec<Vec<Rule>>>,
    /// Made once: what a toast runs outlives the menu or dialog that it comes from.
    undo: Callback<()>,
    shadows: Memo<Vec<(u32, Vec<String>)>>,
    language: Language,
    toasts: Toasts,
}

impl Editing {
    /// Editing what was read, from where it was left in this tab.
    pub fn new(whose: Whose, query: Query<MemberRules>, first: &MemberRules) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let latest = first.rules.clone();
        let left = Draft::load(whose.org, whose.user)
            .filter(|draft| whose.may_manage.get_untracked() && draft.edited != latest);
        let was_left = left.is_some();
        let Draft { base, edited } =
            left.unwrap_or_else(|| Draft { base: latest.clone(), edited: latest.clone() });
        let lines = RwSignal::new(Lines::of(&edited));
        let rules = Memo::new(move |_| lines.with(Lines::rules));
        let done = StoredValue::new_local(None::<Self>);
        let save = Mutation::<PutRules>::new(move |answer| {
            if let Some(Some(editing)) = done.try_get_value() {
                editing.was_saved(answer);
            }
        });
        let editing = Self {
            whose,
            query,
            save,
            lines,
            said: RwSignal::new(String::new()),
            left: RwSignal::new(was_left),
            rules,
            started: RwSignal::new((base != latest).then_some(base)),
            saved: RwSignal::new(latest),
            sent: StoredValue::new(Vec::new()),
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
        editing.follow();
        editing
    }

    /// Keeps the draft, takes over what others save, and looks for that when the server says that there is some.
    fn follow(self) {
        let Whose { org, user, may_manage, .. } = self.whose;
        Effect::new(move |_| {
            if may_manage.get() {
                let base = self.started.get().unwrap_or_else(|| self.saved.get());
                Draft { base, edited: self.rules.get() }.keep(org, user);
            }
        });
        Effect::new(move |_| {
            let latest = self.query.with(|remote| remote.ready().map(|answer| answer.value.rules.clone()));
            let before = self.saved.get_untracked();
            let Some(latest) = latest.filter(|latest| *latest != before) else { return };
            if self.rules.with_untracked(|rules| *rules == before) {
                self.lines.update(|lines| lines.take_over(&latest));
            } else {
                self.started.update(|started| {
                    started.get_or_insert(before);
                });
            }
            self.saved.set(latest);
            // What the server refused was in place of the former list.
            if self.is_stale() {
                self.save.clear();
            }
        });
        Effect::new(move |_| {
            if self.is_stale() {
                self.query.retry();
            }
        });
    }

    /// The list as edited.
    pub const fn rules(self) -> Memo<Vec<Rule>> {
        self.rules
    }

    /// The list as saved.
    pub fn saved(self) -> Signal<Vec<Rule>> {
        self.saved.into()
    }

    /// Whether something is not saved.
    pub fn unsaved(self) -> bool {
        self.rules.with(|rules| self.saved.with(|saved| rules != saved))
    }

    /// Whether saving failed because others have saved another list.
    pub fn is_stale(self) -> bool {
        let error = self.save.error();
        error.with(|error| error.as_ref().is_some_and(|error| error.code() == Some(ProblemCode::Stale)))
    }

    /// What others have saved since the edits began, where it is another list than the edited one.
    pub fn conflict(self) -> Option<Difference> {
        let started = self.started.get()?;
        self.unsaved().then(|| self.saved.with(|saved| Difference::between(&started, saved)))
    }

    /// What saving changes.
    pub fn changes(self) -> Changes {
        self.saved.with(|saved| self.rules.with(|rules| changes(saved, rules)))
    }

    /// The names of the rules that hide this one, where it can never decide.
    pub fn hidden_by(self, key: u32) -> Option<Vec<String>> {
        self.shadows
            .with(|shadows| shadows.iter().find(|(hidden, _)| *hidden == key).map(|(_, by)| by.clone()))
    }

    /// Saves the list.
    pub fn submit(self) {
        let version =
            self.query.with_untracked(|remote| remote.ready().and_then(|answer| answer.version.clone()));
        // Without a version nothing may be changed; the next answer brings one.
        let Some(version) = version else { return self.query.retry() };
        let rules = self.rules.get_untracked();
        self.sent.set_value(rules.clone());
        let Whose { org, user, .. } = self.whose;
        self.save.run(&PutRules { org, user, version, body: NewRules { rules } });
    }

    fn was_saved(self, answer: Answer<MemberRules>) {
        let latest = answer.value.rules.clone();
        // What was edited since it was sent stays.
        if self.sent.with_value(|sent| self.rules.with_untracked(|rules| rules == sent)) {
            self.lines.update(|lines| lines.take_over(&latest));
        }
        self.saved.set(latest);
        self.settle();
        self.query.set(answer);
        let name = self.whose.name.get_untracked();
        self.toasts.push(Tone::Success, self.language.text_untracked(|texts| rules::saved(texts, &name)));
    }

    /// Takes what is saved in place of what was edited.
    pub fn discard(self) {
        let saved = self.saved.get_untracked();
        self.lines.update(|lines| lines.take_over(&saved));
        self.settle();
        self.save.clear();
        request_animation_frame(|| {
            page::focus("h1");
        });
    }

    fn settle(self) {
        self.started.set(None);
        self.left.set(false);
    }

    /// Puts a whole list into the draft, and offers to take that back.
    pub fn put(self, list: &[Rule], said: String) {
        self.change_with_undo(said, |lines| lines.take_over(list));
    }

    /// Changes the draft, says what was done, and offers to take it back.
    pub fn change_with_undo(self, said: String, change: impl FnOnce(&mut Lines)) {
        self.before.update_value(|before| before.push(self.rules.get_untracked()));
        self.lines.update(change);
        let undo = self.text(|texts| texts.get(rules::UNDO).into_owned());
        // The page may be left before.
        let act = self.undo;
        self.toasts.push_with(Tone::Info, said, undo, move || {
            let _ = act.try_run(());
        });
    }

    /// Takes the last of these changes back.
    fn take_back(self) {
        if let Some(Some(before)) = self.before.try_update_value(Vec::pop) {
            self.lines.update(|lines| lines.take_over(&before));
            self.say(|texts| texts.get(rules::UNDONE).into_owned());
        }
    }

    /// Says what was done.
    pub fn say(self, write: impl FnOnce(&Texts) -> String) {
        self.said.set(self.language.text_untracked(write));
    }

    /// A text of this moment.
    pub fn text(self, write: impl FnOnce(&Texts) -> String) -> String {
        self.language.text_untracked(write)
    }

    /// Moves a rule to a position in its category, says where it stands, and keeps the focus on it.
    pub fn shift(self, key: u32, position: usize) {
        self.lines.update(|lines| lines.shift(key, position));
        self.tell(key, rules::moved);
        focus_row(key);
    }

    /// Says something of a rule with its name and place.
    pub fn tell(self, key: u32, write: fn(&Texts, &str, &str, &str) -> String) {
        let told =
            self.lines.with_untracked(|lines| Some((lines.rule(key)?.name.to_string(), lines.place(key)?)));
        if let Some((name, place)) = told {
            self.say(|texts| write(texts, &place.count.to_string(), &name, &place.position.to_string()));
        }
    }
}

/// Moves the focus to a row's menu, once the row stands where it belongs.
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
