//! Moving a rule by dragging its handle. The menu of the row does the same for the keyboard.

use super::editing::RulesEditing;
use crate::{
    browser::{events::Listener, pointer},
    ui::{Icon, glyph},
};
use hq_contract::rules::Category;
use leptos::{ev::PointerEvent, prelude::*};

/// A drag within a category.
#[derive(Clone, Copy)]
pub struct Dragging {
    editing: RulesEditing,
    category: Category,
    /// The row that is dragged.
    dragged: RwSignal<Option<u32>>,
    /// The row that it is over, and whether it goes below that one.
    over: RwSignal<Option<(u32, bool)>>,
    listeners: StoredValue<Option<[Listener; 4]>, LocalStorage>,
}

impl Dragging {
    /// Nothing is dragged.
    pub fn new(editing: RulesEditing, category: Category) -> Self {
        Self {
            editing,
            category,
            dragged: RwSignal::new(None),
            over: RwSignal::new(None),
            listeners: StoredValue::new_local(None),
        }
    }

    /// Where a row shows that the dragged one would come, if it does.
    pub fn mark(self, key: u32) -> Option<&'static str> {
        if self.dragged.get() == Some(key) {
            return Some("dragged");
        }
        let (over, below) = self.over.get()?;
        (over == key).then_some(if below { "below" } else { "above" })
    }

    fn begin(self, key: u32) {
        self.dragged.set(Some(key));
        let listeners = pointer::on_drag(move |x, y| self.moved(x, y), move |dropped| self.end(dropped));
        self.listeners.set_value(Some(listeners));
    }

    fn moved(self, x: f32, y: f32) {
        let over = pointer::marked_at(x, y, "data-rule").and_then(|(key, below)| {
            let key = key.parse().ok()?;
            let own = self.editing.lines.with_untracked(|lines| lines.keys(self.category).contains(&key));
            (own && self.dragged.get_untracked() != Some(key)).then_some((key, below))
        });
        if self.over.get_untracked() != over {
            self.over.set(over);
        }
    }

    fn end(self, dropped: bool) {
        let (dragged, over) = (self.dragged.get_untracked(), self.over.get_untracked());
        self.dragged.set(None);
        self.over.set(None);
        if let (true, Some(key), Some((over, below))) = (dropped, dragged, over) {
            let mut keys = self.editing.lines.with_untracked(|lines| lines.keys(self.category));
            keys.retain(|other| *other != key);
            if let Some(index) = keys.iter().position(|other| *other == over) {
                self.editing.shift(key, index + 1 + usize::from(below));
            }
        }
        // Not while one of them is running.
        request_animation_frame(move || {
            // The page may have gone, and its listeners with it.
            let _ = self.listeners.try_set_value(None);
        });
    }

    /// What a row is dragged by.
    pub fn handle(self, key: u32) -> AnyView {
        let begin = move |event: PointerEvent| {
            if event.button() == 0 {
                event.prevent_default();
                self.begin(key);
            }
        };
        view! {
            <span class="rule-grip" aria-hidden="true" on:pointerdown=begin>
                <Icon glyph=glyph::GRIP />
            </span>
        }
        .into_any()
    }
}
