//! What is to be done with a new organization, for its admins.

use crate::{
    language::{t, tx},
    ui::{Card, Step, StepState, Steps},
};
use hq_text::{Key, members, next_steps, organizations};
use leptos::prelude::*;

/// The steps, and how far they are.
#[derive(Clone, Copy)]
pub struct HomeSteps {
    /// Whether plans are sold here.
    pub sold: Signal<bool>,
    /// Whether there is a plan.
    pub plan: Signal<bool>,
    /// Whether there is a dataplant.
    pub dataplant: Signal<bool>,
    /// Whether there is anybody else, or somebody invited.
    pub team: Signal<bool>,
    /// Where a plan is chosen.
    pub choose: Signal<String>,
    /// Where a voucher is used; empty where no plans are sold.
    pub voucher: Signal<String>,
    /// Where a dataplant is ordered.
    pub order: Signal<String>,
    /// Where people are invited.
    pub invite: Signal<String>,
}

impl HomeSteps {
    /// Whether something is left to do.
    #[must_use]
    pub fn is_open(self) -> Memo<bool> {
        Memo::new(move |_| {
            let plan = self.plan.get() || !self.sold.get();
            !(plan && self.dataplant.get() && self.team.get())
        })
    }

    /// In their order: whether done, title, text, what the button says and where it leads.
    fn all(self) -> Vec<(bool, Key, Key, Key, Signal<String>)> {
        let plan =
            (self.plan.get(), next_steps::PLAN, next_steps::PLAN_TEXT, next_steps::PLAN_DO, self.choose);
        let dataplant = (
            self.dataplant.get(),
            next_steps::DATAPLANT,
            next_steps::DATAPLANT_TEXT,
            next_steps::DATAPLANT_DO,
            self.order,
        );
        let team = (self.team.get(), next_steps::TEAM, next_steps::TEAM_TEXT, members::INVITE, self.invite);
        let sold = self.sold.get();
        [plan, dataplant, team].into_iter().skip(usize::from(!sold)).collect()
    }
}

/// The steps, each with its button until it is done; the first that is not is the next. Nothing once all are.
#[component]
pub fn GetStarted(name: Signal<String>, steps: HomeSteps) -> AnyView {
    let open = steps.is_open();
    (move || open.get().then(|| card(name, steps))).into_any()
}

fn card(name: Signal<String>, steps: HomeSteps) -> AnyView {
    let counted = tx(move |texts| {
        let all = steps.all();
        // The first step is done by being here.
        let done = 1 + all.iter().filter(|(done, ..)| *done).count();
        organizations::steps_done(texts, &(all.len() + 1).to_string(), &done.to_string())
    });
    let list = move || view! { <Steps steps=lines(name, steps) /> };
    let voucher = Memo::new(move |_| steps.voucher.with(|href| !href.is_empty()));
    let voucher = move || {
        voucher.get().then(|| {
            view! {
                <p class="home-voucher">
                    <a href=steps.voucher>{t(next_steps::VOUCHER)}</a>
                </p>
            }
        })
    };
    view! {
        <div class="home-steps">
            <Card title=t(organizations::GET_STARTED) text=counted>
                {list}
                {voucher}
            </Card>
        </div>
    }
    .into_any()
}

fn lines(name: Signal<String>, steps: HomeSteps) -> Vec<Step> {
    let created = Step {
        title: t(organizations::CREATED),
        text: tx(move |texts| organizations::created_text(texts, &name.get())),
        state: StepState::Done,
        state_label: t(organizations::STEP_DONE),
        href: Signal::default(),
        action: Signal::default(),
    };
    let all = steps.all();
    let next = all.iter().position(|(done, ..)| !done);
    let others = all.into_iter().enumerate().map(|(at, (done, title, text, action, href))| {
        let (state, label) = match (done, next == Some(at)) {
            (true, _) => (StepState::Done, t(organizations::STEP_DONE)),
            (false, true) => (StepState::Now, t(organizations::STEP_NEXT)),
            (false, false) => (StepState::Later, Signal::default()),
        };
        Step {
            title: t(title),
            text: t(text),
            state,
            state_label: label,
            href: if done { Signal::default() } else { href },
            action: t(action),
        }
    });
    std::iter::once(created).chain(others).collect()
}
