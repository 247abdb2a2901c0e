//! Next steps.

use super::{Icon, icon::glyph};
use leptos::prelude::*;

/// The state of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Finished.
    Done,
    /// To be done now.
    Now,
    /// To be done later.
    Later,
}

/// A step of [`Steps`].
pub struct Step {
    /// Its title.
    pub title: Signal<String>,
    /// One line about it.
    pub text: Signal<String>,
    /// Its state.
    pub state: StepState,
    /// The state in words, for assistive technology; may be empty.
    pub state_label: Signal<String>,
    /// The page where it is done; empty if it cannot be done now.
    pub href: Signal<String>,
    /// Help beside the title, such as why it cannot be done.
    pub help: Option<AnyView>,
}

/// Numbered steps, each done, to do now, or later (ARIA: ordered list; the current one has `aria-current="step"`).
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
                            <span class="visually-hidden">{step.state_label}</span> {step.help}
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

/// The title, as a link if the step can be done.
fn title(title: Signal<String>, href: Signal<String>) -> AnyView {
    let linked = Memo::new(move |_| href.with(|href| !href.is_empty()));
    (move || {
        if linked.get() { view! { <a href=href>{title}</a> }.into_any() } else { title.into_any() }
    })
    .into_any()
}
