//! A whole number.

use super::{
    Icon,
    content::Content,
    field::{Ids, frame},
    focus::focus_when,
    icon::glyph,
    leave::left,
    press::after_press,
};
use leptos::{ev::KeyboardEvent, html, prelude::*};

/// The numbers that a [`NumberField`] steps through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// From one to the next; at least 1.
    pub step: u32,
}

impl Range {
    /// The next number, or the one before, that is in the range; from no number the least.
    #[must_use]
    pub fn next(self, from: Option<u32>, up: bool) -> u32 {
        let (step, Some(from)) = (self.step.max(1), from) else { return self.min };
        let over = from.saturating_sub(self.min);
        let number = match (up, over % step) {
            (true, rest) => from.max(self.min).saturating_add(step - rest),
            (false, 0) => from.saturating_sub(step),
            (false, rest) => from - rest,
        };
        let last = self.max.saturating_sub(self.max.saturating_sub(self.min) % step);
        if up && from < self.min { self.min } else { number.clamp(self.min, last) }
    }
}

/// A field for a whole number, with buttons to step through the range (ARIA: spin button; the arrow keys step too). What is
/// typed stays as it is: what is wrong with it is said in `error`. `unit` stands behind the number.
#[component]
pub fn NumberField(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into)] range: Signal<Range>,
    name: &'static str,
    #[prop(into)] less_label: Signal<String>,
    #[prop(into)] more_label: Signal<String>,
    #[prop(optional, into)] unit: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
    #[prop(optional)] focus: Option<RwSignal<()>>,
) -> AnyView {
    let ids = Ids::new();
    let input = NodeRef::<html::Input>::new();
    let take = move || {
        if let Some(input) = input.get_untracked() {
            // A field that has gone from the page cannot be focused, and need not be.
            let _ = input.focus();
        }
    };
    focus_when(focus, false, take);
    let read = move || input.try_get_untracked().flatten().map(|input| input.value());
    let content = Content::line(value, read);
    let number = move || value.with(|text| text.trim().parse::<u32>().ok());
    let step = move |up: bool| {
        let next = range.get_untracked().next(untrack(number), up);
        value.set(next.to_string());
    };
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowUp" => step(true),
            "ArrowDown" => step(false),
            _ => return,
        }
        event.prevent_default();
    };
    let control = view! {
        <div class="number">
            <button
                type="button"
                class="button button-icon"
                aria-label=less_label
                title=less_label
                tabindex="-1"
                on:click=move |_| step(false)
            >
                <Icon glyph=glyph::MINUS />
            </button>
            <div class="input-frame">
                <input
                    node_ref=input
                    class="input number-input"
                    type="text"
                    role="spinbutton"
                    inputmode="numeric"
                    autocomplete="off"
                    id=ids.control.clone()
                    name=name
                    aria-valuenow=move || number().map(|number| number.to_string())
                    aria-valuemin=move || range.get().min.to_string()
                    aria-valuemax=move || range.get().max.to_string()
                    aria-describedby=ids.described_by.clone()
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    prop:value=move || content.shown()
                    on:input=move |event| content.heard(event_target_value(&event))
                    on:change=move |event| {
                        content.read(event_target_value(&event));
                    }
                    on:blur=move |_| {
                        after_press(move || content.read_from(read));
                        left(on_leave);
                    }
                    on:keydown=key
                />
                <span class="number-unit">{unit}</span>
            </div>
            <button
                type="button"
                class="button button-icon"
                aria-label=more_label
                title=more_label
                tabindex="-1"
                on:click=move |_| step(true)
            >
                <Icon glyph=glyph::PLUS />
            </button>
        </div>
    };
    frame(&ids, label, Signal::default(), hint, error, control.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_in_the_range() {
        let range = Range { min: 2, max: 9, step: 2 };
        let up: Vec<u32> =
            [None, Some(0), Some(2), Some(3), Some(8), Some(100)].map(|n| range.next(n, true)).into();
        assert_eq!(up, [2, 2, 4, 4, 8, 8]);
        let down: Vec<u32> =
            [None, Some(2), Some(5), Some(8), Some(100)].map(|n| range.next(n, false)).into();
        assert_eq!(down, [2, 2, 4, 6, 8]);
        assert_eq!(Range { min: 1, max: 3, step: 0 }.next(Some(1), true), 2, "a step of nothing is one");
    }
}
