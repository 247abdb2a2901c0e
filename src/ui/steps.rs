//! Next steps.

use super::{Icon, icon::glyph};
use leptos::prelude::*;

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Finished.
    Done,
    /// The one to do.
    Now,
    /// Comes after.
    Later,
}

/// One of the steps of [`Steps`].
pub struct Step {
    /// What is to do.
    pub title: Signal<String>,
    /// Why, in a line.
    pub text: Signal<String>,
    /// How far it is.
    pub state: StepState,
    /// The word for the state, for those who do not see the mark; may be empty.
    pub state_label: Signal<String>,
    /// Where it is done, if that can be done now; empty where it cannot.
    pub href: Signal<String>,
    /// What stands beside the title.
    pub beside: Option<AnyView>,
}

/// Numbered steps, each done, to do now, or later (ARIA: ordered list; the present one has `aria-current="step"`).
#[component]
pub fn Steps(steps: Vec<Step>) -> AnyView {
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(index, step)| {
            let state = match step.state {
                StepState::Done => "done",
                StepState::Now => "now",
                StepState::Later => "later",
            };
            let mark = if step.state == StepState::Done {
                view! { <Icon glyph=glyph::CHECK /> }.into_any()
            } else {
                (index + 1).to_string().into_any()
            };
            view! {
                <li
                    class="step"
                    data-state=state
                    aria-current=(step.state == StepState::Now).then_some("step")
                >
                    <span class="step-mark" aria-hidden="true">
                        {mark}
                    </span>
                    <span class="step-way"></span>
                    <div class="step-body">
                        <p class="step-title">
                            {title(step.title, step.href)}
                            <span class="visually-hidden">{step.state_label}</span> {step.beside}
                        </p>
                        <p class="step-text">{step.text}</p>
                    </div>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! { <ol class="steps">{items}</ol> }.into_any()
}

/// The title, a link where the step can be done.
fn title(title: Signal<String>, href: Signal<String>) -> AnyView {
    let linked = Memo::new(move |_| href.with(|href| !href.is_empty()));
    (move || {
        if linked.get() { view! { <a href=href>{title}</a> }.into_any() } else { title.into_any() }
    })
    .into_any()
}
