//! Which dialog of the page is open, and what it is about.

use super::lines::Lines;
use hq_contract::rules::Category;
use leptos::prelude::*;

/// The dialogs.
#[derive(Clone, Copy)]
pub struct Dialogs {
    /// Whether a rule is being written.
    pub form: RwSignal<bool>,
    /// Of which category, and in place of which row's, if of any.
    pub written: RwSignal<(Category, Option<u32>)>,
    /// Whether a position is being chosen.
    pub shift: RwSignal<bool>,
    /// For which row.
    pub shifted: RwSignal<u32>,
    /// Whether another member is being chosen, to copy from.
    pub copy: RwSignal<bool>,
}

impl Dialogs {
    /// None is open.
    pub fn new() -> Self {
        Self {
            form: RwSignal::new(false),
            written: RwSignal::new((Category::Dataplants, None)),
            shift: RwSignal::new(false),
            shifted: RwSignal::new(0),
            copy: RwSignal::new(false),
        }
    }

    /// Begins a rule.
    pub fn add(self, category: Category) {
        self.written.set((category, None));
        self.form.set(true);
    }

    /// Opens the rule of a row.
    pub fn edit(self, lines: &Lines, key: u32) {
        if let Some(rule) = lines.rule(key) {
            self.written.set((rule.category, Some(key)));
            self.form.set(true);
        }
    }

    /// Asks where a row should stand.
    pub fn ask_position(self, key: u32) {
        self.shifted.set(key);
        self.shift.set(true);
    }
}
