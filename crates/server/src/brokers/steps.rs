//! The steps of an operation: the broker's own, or each of its descriptions as one.

use crate::platform::{clock::moment, micros::Micros};
use hq_broker::osb::{
    LastOperation,
    extension::{Step, StepState},
};
use hq_contract::{
    Timestamp,
    operations::{OperationStep, Progress},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The most steps that are kept.
const MOST: usize = 100;
/// The most characters of a name.
const MOST_NAME: usize = 200;

/// What they are after a poll.
pub(super) fn after(former: Vec<OperationStep>, last: &LastOperation, now: Micros) -> Vec<OperationStep> {
    if !last.hq_steps.is_empty() {
        return last.hq_steps.iter().take(MOST).map(told).collect();
    }
    let Some(description) = last.description.as_deref().filter(|text| !text.trim().is_empty()) else {
        return former;
    };
    let name: String = description.chars().take(MOST_NAME).collect();
    let mut steps = former;
    if steps.last().is_some_and(|step| step.name == name) {
        return steps;
    }
    end(&mut steps, Progress::Done, now);
    if steps.len() < MOST {
        steps.push(OperationStep {
            name,
            of: None,
            state: Progress::Running,
            started_at: Some(moment(now).into()),
            ended_at: None,
            detail: None,
        });
    }
    steps
}

/// Ends what is under way.
pub(super) fn end(steps: &mut [OperationStep], state: Progress, now: Micros) {
    for step in steps.iter_mut().filter(|step| step.state == Progress::Running) {
        step.state = state;
        step.ended_at = Some(moment(now).into());
    }
}

fn told(step: &Step) -> OperationStep {
    OperationStep {
        name: step.name.chars().take(MOST_NAME).collect(),
        of: None,
        state: match step.state {
            StepState::Pending => Progress::Pending,
            StepState::Running => Progress::Running,
            StepState::Done => Progress::Done,
            StepState::Failed => Progress::Failed,
        },
        started_at: step.started.as_deref().and_then(time),
        ended_at: step.ended.as_deref().and_then(time),
        detail: step.detail.as_ref().map(|detail| detail.chars().take(2_000).collect()),
    }
}

/// A moment as a broker writes it; nothing where it is none.
pub(super) fn time(text: &str) -> Option<Timestamp> {
    OffsetDateTime::parse(text, &Rfc3339).ok().map(Timestamp::from)
}
