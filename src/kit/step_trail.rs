//! The steps of an order that has a page for each.

use leptos::prelude::*;

/// A step of [`step_trail`].
#[derive(Clone, Copy)]
pub struct TrailStep {
    /// What it is called.
    pub label: Signal<String>,
    /// Its page.
    pub href: Signal<String>,
    /// Whether it is the page that is open.
    pub here: bool,
    /// Whether it can be gone to: what comes before it is there.
    pub open: Signal<bool>,
}

/// The steps: those that can be gone to are links (ARIA: a navigation with an ordered list; the step that is open has
/// `aria-current="step"`).
#[must_use]
pub fn step_trail(label: Signal<String>, steps: Vec<TrailStep>) -> AnyView {
    let steps = steps.into_iter().enumerate().map(|(index, step)| {
        let open = Memo::new(move |_| step.open.get());
        let name = move || {
            if open.get() && !step.here {
                view! { <a href=step.href>{step.label}</a> }.into_any()
            } else {
                view! { <span>{step.label}</span> }.into_any()
            }
        };
        view! {
            <li class="order-step" aria-current=step.here.then_some("step")>
                <span class="order-step-mark" aria-hidden="true">
                    {index + 1}
                </span>
                {name}
            </li>
        }
    });
    view! {
        <nav aria-label=label>
            <ol class="order-steps">{steps.collect::<Vec<_>>()}</ol>
        </nav>
    }
    .into_any()
}
