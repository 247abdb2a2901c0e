//! Next steps.

use super::{Icon, Kind, LinkButton, Size, icon::glyph};
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
    /// What the button says that leads there; empty where nothing can be done about it here.
    pub action: Signal<String>,
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
                            {step.title} <span class="visually-hidden">{step.state_label}</span>
                        </p>
                        <p class="step-text">{step.text}</p>
                        {action(step.action, step.href, step.state)}
                    </div>
                </li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! { <ol class="steps">{items}</ol> }.into_any()
}

/// The button, while there is somewhere to go; that of the next step stands out.
fn action(label: Signal<String>, href: Signal<String>, state: StepState) -> AnyView {
    let there =
        Memo::new(move |_| href.with(|href| !href.is_empty()) && label.with(|label| !label.is_empty()));
    let kind = if state == StepState::Now { Kind::Primary } else { Kind::default() };
    (move || {
        there.get().then(|| {
            view! {
                <div class="step-action">
                    <LinkButton label=label href=href kind=kind size=Size::Small />
                </div>
            }
        })
    })
    .into_any()
}
