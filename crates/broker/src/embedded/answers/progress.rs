//! How far operations are.

use crate::{
    BrokerResult,
    ambient::rfc3339,
    embedded::{
        Inner,
        journal::{OperationRow, OperationWord, StepRow},
        refusal::{bad, gone},
    },
    osb::{
        LastOperation, OperationState, Poll,
        extension::{Step, StepState},
    },
};
use std::time::Duration;
use uuid::Uuid;

/// When to ask again.
const SOON: Duration = Duration::from_secs(1);

type Progress = (LastOperation, Option<Duration>);

impl Inner {
    /// Of an instance that is gone too, for a while: with what was removed.
    pub(super) async fn progress(&self, instance: Uuid, poll: &Poll) -> BrokerResult<Progress> {
        let id = poll.operation.as_deref().map(Uuid::try_parse).transpose();
        let id = id.map_err(|_| bad("There is no such operation."))?;
        let journal = self.journal().await?;
        let operation = journal.operation(instance, id).await?.ok_or_else(gone)?;
        let steps = journal.steps(operation.id).await?;
        let running = operation.is_running();
        Ok((told(&operation, &steps), running.then_some(SOON)))
    }

    /// Bindings are made at once: what there is, is done.
    pub(super) async fn binding_progress(&self, instance: Uuid, binding: Uuid) -> BrokerResult<Progress> {
        if !self.has_binding(instance, binding).await {
            return Err(gone());
        }
        Ok((done(), None))
    }
}

fn done() -> LastOperation {
    LastOperation {
        state: OperationState::Succeeded,
        description: None,
        instance_usable: None,
        update_repeatable: None,
        hq_steps: Vec::new(),
    }
}

fn told(operation: &OperationRow, steps: &[StepRow]) -> LastOperation {
    let failed = operation.has_failed();
    LastOperation {
        state: if operation.is_running() {
            OperationState::InProgress
        } else if failed {
            OperationState::Failed
        } else {
            OperationState::Succeeded
        },
        description: if failed { operation.detail.clone() } else { under_way(steps) },
        // A change that failed leaves what was before; of a removal nobody knows.
        instance_usable: (failed && operation.word != OperationWord::Provision)
            .then_some(operation.word == OperationWord::Update),
        update_repeatable: (failed && operation.word == OperationWord::Update).then_some(true),
        hq_steps: steps.iter().map(step).collect(),
    }
}

/// For platforms that do not know `hq_steps`: the step under way is the description.
fn under_way(steps: &[StepRow]) -> Option<String> {
    let step = steps.iter().find(|step| step.state != StepState::Done)?;
    let number = step.position.saturating_add(1);
    Some(format!("{} ({number} of {})", step.name.replace('_', " "), steps.len()))
}

fn step(row: &StepRow) -> Step {
    Step {
        name: row.name.clone(),
        state: row.state,
        started: row.started_at.map(rfc3339),
        ended: row.ended_at.map(rfc3339),
        detail: row.detail.clone(),
    }
}
