//! Why an operation failed, to be shown and handed on.

use super::send::{Answer, Work};
use hq_broker::{Fault, Uncertain, osb::OperationState};
use hq_contract::operations::{FailureCode, OperationFailure, OperationStep, Progress};

/// Of what was answered last; `over`: its time is up.
pub(super) fn of(work: &Work, answer: &Answer, steps: &[OperationStep], over: bool) -> OperationFailure {
    let error = answer.error();
    let polled = match answer {
        Answer::Poll(_, Ok((last, _))) => Some(last),
        _ => None,
    };
    let description = match (error, polled) {
        (Some(error), _) => error.description.clone(),
        (None, Some(last)) => last.description.clone(),
        (None, None) => None,
    };
    let failed = polled.is_some_and(|last| last.state == OperationState::Failed);
    OperationFailure {
        code: match error.map(|error| &error.fault) {
            _ if matches!(answer, Answer::Unsent) => FailureCode::Dependency,
            Some(Fault::Refused { .. }) if !over => FailureCode::Refused,
            Some(Fault::NotSent | Fault::AddressRefused) => FailureCode::Unreachable,
            Some(Fault::Uncertain(_)) if !over => FailureCode::Uncertain,
            Some(Fault::Gone) => FailureCode::Refused,
            None if failed => FailureCode::BrokerFailed,
            _ if over => FailureCode::TooLong,
            _ => FailureCode::Uncertain,
        },
        step: last(steps),
        description,
        status: error.and_then(|error| status(&error.fault)),
        request_id: work.operation.id.to_string(),
    }
}

/// What waited for something that could not be made.
pub(super) fn dependency(request_id: String) -> OperationFailure {
    OperationFailure {
        code: FailureCode::Dependency,
        step: None,
        description: None,
        status: None,
        request_id,
    }
}

/// The step that failed, or was under way.
fn last(steps: &[OperationStep]) -> Option<String> {
    let at = |state| steps.iter().rev().find(|step| step.state == state);
    at(Progress::Failed).or_else(|| at(Progress::Running)).map(|step| step.name.clone())
}

const fn status(fault: &Fault) -> Option<u16> {
    match fault {
        Fault::Refused { status, .. } => Some(*status),
        Fault::Gone => Some(410),
        Fault::Uncertain(
            Uncertain::ServerError(status) | Uncertain::OtherSuccess(status) | Uncertain::Malformed(status),
        ) => Some(*status),
        Fault::NotSent | Fault::AddressRefused | Fault::Uncertain(Uncertain::NoAnswer) => None,
    }
}
