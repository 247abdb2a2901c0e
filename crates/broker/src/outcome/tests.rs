use super::*;
use crate::osb::Credentials;
use serde_json::Map;

const HOUR: Duration = Duration::from_secs(3_600);
const FIRST: Attempt = Attempt::first(HOUR);
const OVER: Attempt = Attempt { elapsed: HOUR, ..FIRST };
const AFTER_A_KILL: Attempt = Attempt { maybe_sent: true, ..FIRST };
const TWO_SECONDS: Duration = Duration::from_secs(2);
const HALF_A_MINUTE: Duration = Duration::from_secs(30);
const REMOVE_AGAIN: Next = Next::DeleteFailedRetry { after: HALF_A_MINUTE };

const OPERATIONS: [Operation; 5] =
    [Operation::Provision, Operation::Update, Operation::Deprovision, Operation::Bind, Operation::Unbind];
const CREATIONS: [Operation; 2] = [Operation::Provision, Operation::Bind];
const REMOVALS: [Operation; 2] = [Operation::Deprovision, Operation::Unbind];

/// What is wrong after a request, and is no refusal.
fn uncertain() -> Vec<Fault> {
    [
        Uncertain::NoAnswer,
        Uncertain::ServerError(500),
        Uncertain::ServerError(503),
        Uncertain::OtherSuccess(204),
        Uncertain::Malformed(201),
        Uncertain::Malformed(202),
    ]
    .map(Fault::Uncertain)
    .to_vec()
}

fn refusals() -> Vec<Fault> {
    let plain = [400, 401, 403, 404, 408, 409, 412, 422].map(|status| refused(status, None));
    let coded = [ErrorCode::AsyncRequired, ErrorCode::RequiresApp].map(|code| refused(422, Some(code)));
    plain.into_iter().chain(coded).chain([Fault::Gone]).collect()
}

const fn refused(status: u16, code: Option<ErrorCode>) -> Fault {
    Fault::Refused { status, code }
}

const fn busy() -> Fault {
    refused(422, Some(ErrorCode::ConcurrencyError))
}

const fn old_catalog() -> Fault {
    refused(422, Some(ErrorCode::MaintenanceInfoConflict))
}

/// What follows where an operation's request came to nothing.
fn failed(operation: Operation, fault: Fault, attempt: &Attempt) -> Next {
    let error = BrokerError::new(fault);
    let instance = Err(error.clone());
    let binding = Err(error);
    match operation {
        Operation::Provision => after(Asked::Provision(&instance), attempt),
        Operation::Update => after(Asked::Update(&instance), attempt),
        Operation::Deprovision => after(Asked::Deprovision(&instance), attempt),
        Operation::Bind => after(Asked::Bind(&binding), attempt),
        Operation::Unbind => after(Asked::Unbind(&binding), attempt),
    }
}

fn poll(operation: Operation, state: OperationState, attempt: &Attempt) -> Next {
    let told = LastOperation {
        state,
        description: None,
        instance_usable: None,
        update_repeatable: None,
        hq_steps: Vec::new(),
    };
    after(Asked::Poll(operation, &Ok((told, None))), attempt)
}

fn poll_failed(operation: Operation, fault: Fault, attempt: &Attempt) -> Next {
    after(Asked::Poll(operation, &Err(BrokerError::new(fault))), attempt)
}

fn with_credentials() -> Binding {
    Binding { credentials: Some(Credentials(Map::new())), operation: None }
}

#[test]
fn what_was_made_at_once_is_ready() {
    let made = Ok(Reply::Done(Provisioned::default()));
    assert_eq!(after(Asked::Provision(&made), &FIRST), Next::Ready);
    assert_eq!(after(Asked::Update(&made), &FIRST), Next::Ready);
    assert_eq!(after(Asked::Bind(&Ok(Reply::Done(with_credentials()))), &FIRST), Next::Ready);
}

#[test]
fn what_was_removed_at_once_is_gone() {
    assert_eq!(after(Asked::Deprovision(&Ok(Reply::Done(Provisioned::default()))), &FIRST), Next::Gone);
    assert_eq!(after(Asked::Unbind(&Ok(Reply::Done(Binding::default()))), &FIRST), Next::Gone);
}

#[test]
fn what_was_taken_up_is_polled() {
    let instance = Ok(Reply::Accepted(Provisioned::default()));
    let binding = Ok(Reply::Accepted(Binding::default()));
    for asked in [
        Asked::Provision(&instance),
        Asked::Update(&instance),
        Asked::Deprovision(&instance),
        Asked::Bind(&binding),
        Asked::Unbind(&binding),
    ] {
        assert_eq!(after(asked, &FIRST), Next::Poll { after: TWO_SECONDS }, "{asked:?}");
    }
}

#[test]
fn a_refusal_needs_no_clean_up() {
    for fault in refusals() {
        for operation in [Operation::Provision, Operation::Bind, Operation::Update] {
            assert_eq!(failed(operation, fault.clone(), &FIRST), Next::Rejected, "{operation:?} {fault:?}");
        }
    }
}

#[test]
fn a_busy_broker_is_asked_later_and_nothing_is_cleaned_up() {
    for operation in OPERATIONS {
        assert_eq!(failed(operation, busy(), &FIRST), Next::LaterAgain { after: TWO_SECONDS });
        assert_eq!(failed(operation, busy(), &AFTER_A_KILL), Next::LaterAgain { after: TWO_SECONDS });
    }
    for operation in [Operation::Provision, Operation::Bind, Operation::Update] {
        assert_eq!(failed(operation, refused(429, None), &FIRST), Next::LaterAgain { after: TWO_SECONDS });
    }
    for operation in CREATIONS {
        assert_eq!(failed(operation, busy(), &OVER), Next::FailedNoMitigation);
    }
    assert_eq!(failed(Operation::Update, busy(), &OVER), Next::FailedKeepsOld);
}

#[test]
fn an_old_catalog_is_fetched_again_but_not_for_ever() {
    for operation in [Operation::Provision, Operation::Bind, Operation::Update] {
        assert_eq!(failed(operation, old_catalog(), &FIRST), Next::RefreshCatalogThenAgain);
        let often = Attempt { tries: 3, ..FIRST };
        assert_eq!(failed(operation, old_catalog(), &often), Next::Rejected);
    }
    for operation in REMOVALS {
        assert_eq!(failed(operation, old_catalog(), &FIRST), REMOVE_AGAIN);
    }
}

#[test]
fn what_may_have_been_made_is_cleaned_up() {
    for fault in uncertain() {
        for operation in CREATIONS {
            assert_eq!(
                failed(operation, fault.clone(), &FIRST),
                Next::FailedThenMitigate,
                "{operation:?} {fault:?}"
            );
        }
    }
    for operation in CREATIONS {
        assert_eq!(poll(operation, OperationState::Failed, &FIRST), Next::FailedThenMitigate);
    }
}

#[test]
fn a_malformed_200_needs_no_clean_up() {
    for operation in CREATIONS {
        assert_eq!(
            failed(operation, Fault::Uncertain(Uncertain::Malformed(200)), &FIRST),
            Next::FailedNoMitigation
        );
    }
}

#[test]
fn an_update_never_cleans_up() {
    for fault in uncertain().into_iter().chain([Fault::Uncertain(Uncertain::Malformed(200))]) {
        for attempt in [FIRST, OVER, AFTER_A_KILL] {
            assert_eq!(failed(Operation::Update, fault.clone(), &attempt), Next::FailedKeepsOld, "{fault:?}");
        }
    }
    assert_eq!(poll(Operation::Update, OperationState::Failed, &FIRST), Next::FailedKeepsOld);
}

#[test]
fn what_was_not_sent_is_sent_again() {
    for operation in OPERATIONS {
        assert_eq!(failed(operation, Fault::NotSent, &FIRST), Next::SameAgain { after: TWO_SECONDS });
    }
    for operation in CREATIONS {
        assert_eq!(failed(operation, Fault::NotSent, &OVER), Next::FailedNoMitigation);
    }
    assert_eq!(failed(Operation::Update, Fault::NotSent, &OVER), Next::FailedKeepsOld);
    for operation in REMOVALS {
        assert_eq!(failed(operation, Fault::NotSent, &OVER), REMOVE_AGAIN);
    }
}

#[test]
fn an_address_that_is_not_allowed_is_not_tried_again() {
    for operation in CREATIONS {
        assert_eq!(failed(operation, Fault::AddressRefused, &FIRST), Next::FailedNoMitigation);
    }
    assert_eq!(failed(Operation::Update, Fault::AddressRefused, &FIRST), Next::FailedKeepsOld);
    for operation in REMOVALS {
        assert_eq!(failed(operation, Fault::AddressRefused, &FIRST), REMOVE_AGAIN);
    }
}

#[test]
fn after_a_kill_in_between_no_refusal_proves_that_there_is_nothing() {
    let faults = refusals().into_iter().chain([
        Fault::AddressRefused,
        Fault::Uncertain(Uncertain::Malformed(200)),
        refused(422, Some(ErrorCode::AsyncRequired)),
    ]);
    for fault in faults {
        for operation in CREATIONS {
            assert_eq!(
                failed(operation, fault.clone(), &AFTER_A_KILL),
                Next::FailedThenMitigate,
                "{operation:?} {fault:?}"
            );
        }
        assert_eq!(failed(Operation::Update, fault, &AFTER_A_KILL), Next::FailedKeepsOld);
    }
    let over = Attempt { maybe_sent: true, ..OVER };
    for operation in CREATIONS {
        assert_eq!(failed(operation, Fault::NotSent, &over), Next::FailedThenMitigate);
        assert_eq!(failed(operation, busy(), &over), Next::FailedThenMitigate);
    }
}

#[test]
fn a_removal_of_what_is_not_there_is_a_success() {
    for operation in REMOVALS {
        assert_eq!(failed(operation, Fault::Gone, &FIRST), Next::Gone);
        assert_eq!(poll_failed(operation, Fault::Gone, &FIRST), Next::Gone);
        assert_eq!(poll_failed(operation, Fault::Gone, &OVER), Next::Gone);
        assert_eq!(poll(operation, OperationState::Succeeded, &FIRST), Next::Gone);
    }
}

#[test]
fn a_removal_that_failed_is_sent_again() {
    let faults = uncertain().into_iter().chain(refusals().into_iter().filter(|fault| *fault != Fault::Gone));
    for fault in faults {
        for operation in REMOVALS {
            assert_eq!(failed(operation, fault.clone(), &FIRST), REMOVE_AGAIN, "{operation:?} {fault:?}");
        }
    }
    for operation in REMOVALS {
        assert_eq!(poll(operation, OperationState::Failed, &FIRST), REMOVE_AGAIN);
        assert_eq!(failed(operation, busy(), &OVER), REMOVE_AGAIN);
    }
}

#[test]
fn polls_tell_how_it_ends() {
    for operation in OPERATIONS {
        assert_eq!(poll(operation, OperationState::InProgress, &FIRST), Next::Poll { after: TWO_SECONDS });
    }
    for operation in [Operation::Provision, Operation::Update, Operation::Bind] {
        assert_eq!(poll(operation, OperationState::Succeeded, &FIRST), Next::Ready);
        assert_eq!(poll(operation, OperationState::Succeeded, &OVER), Next::Ready);
    }
}

#[test]
fn a_poll_that_tells_nothing_is_repeated() {
    let faults = uncertain().into_iter().chain(refusals()).chain([
        Fault::NotSent,
        Fault::AddressRefused,
        Fault::Uncertain(Uncertain::Malformed(200)),
        busy(),
    ]);
    for fault in faults {
        for operation in OPERATIONS {
            if operation.removes() && fault == Fault::Gone {
                continue;
            }
            assert_eq!(
                poll_failed(operation, fault.clone(), &FIRST),
                Next::KeepPolling { after: TWO_SECONDS },
                "{operation:?} {fault:?}"
            );
        }
    }
}

#[test]
fn past_the_deadline_it_has_failed() {
    let lost = Fault::Uncertain(Uncertain::ServerError(502));
    for operation in CREATIONS {
        assert_eq!(poll(operation, OperationState::InProgress, &OVER), Next::FailedThenMitigate);
        assert_eq!(poll_failed(operation, lost.clone(), &OVER), Next::FailedThenMitigate);
        assert_eq!(poll_failed(operation, Fault::Gone, &OVER), Next::FailedThenMitigate);
    }
    assert_eq!(poll(Operation::Update, OperationState::InProgress, &OVER), Next::FailedKeepsOld);
    assert_eq!(poll_failed(Operation::Update, lost.clone(), &OVER), Next::FailedKeepsOld);
    for operation in REMOVALS {
        assert_eq!(poll(operation, OperationState::InProgress, &OVER), REMOVE_AGAIN);
        assert_eq!(poll_failed(operation, lost.clone(), &OVER), REMOVE_AGAIN);
    }
}

#[test]
fn credentials_that_are_not_told_are_removed() {
    let silent = Binding::default();
    assert_eq!(after(Asked::Bind(&Ok(Reply::Done(silent.clone()))), &FIRST), Next::FailedThenMitigate);
    assert_eq!(after(Asked::FetchBinding(&Ok(silent)), &FIRST), Next::FailedThenMitigate);
    assert_eq!(after(Asked::FetchBinding(&Ok(with_credentials())), &OVER), Next::Ready);
    let gone = Err(BrokerError::new(Fault::Gone));
    assert_eq!(after(Asked::FetchBinding(&gone), &FIRST), Next::FailedThenMitigate);
}

#[test]
fn credentials_that_could_not_be_read_are_read_again_until_the_deadline() {
    for fault in [refused(404, None), Fault::NotSent, Fault::Uncertain(Uncertain::ServerError(500))] {
        let result = Err(BrokerError::new(fault));
        assert_eq!(after(Asked::FetchBinding(&result), &FIRST), Next::KeepPolling { after: TWO_SECONDS });
        assert_eq!(after(Asked::FetchBinding(&result), &OVER), Next::FailedThenMitigate);
    }
}

#[test]
fn polls_become_slower_up_to_half_a_minute() {
    let waits: Vec<u64> = (0..9)
        .map(|polls| {
            match poll(Operation::Provision, OperationState::InProgress, &Attempt { polls, ..FIRST }) {
                Next::Poll { after } => u64::try_from(after.as_millis()).unwrap(),
                other => panic!("{other:?}"),
            }
        })
        .collect();
    assert_eq!(waits, [2_000, 3_000, 4_500, 6_750, 10_125, 15_187, 22_781, 30_000, 30_000]);
    let often = Attempt { polls: u32::MAX, tries: u32::MAX, ..FIRST };
    assert_eq!(
        poll(Operation::Provision, OperationState::InProgress, &often),
        Next::Poll { after: HALF_A_MINUTE }
    );
    assert_eq!(failed(Operation::Unbind, busy(), &often), Next::LaterAgain { after: HALF_A_MINUTE });
    assert_eq!(
        failed(Operation::Unbind, refused(400, None), &often),
        Next::DeleteFailedRetry { after: HOUR }
    );
}

#[test]
fn a_broker_says_when_to_come_again_within_bounds() {
    let asked = |seconds: u64, attempt: &Attempt| {
        let error =
            BrokerError { retry_after: Some(Duration::from_secs(seconds)), ..BrokerError::new(busy()) };
        after(Asked::Provision(&Err(error)), attempt)
    };
    let later = |seconds| Next::LaterAgain { after: Duration::from_secs(seconds) };
    assert_eq!(asked(7, &FIRST), later(7));
    assert_eq!(asked(0, &FIRST), later(1));
    assert_eq!(asked(86_400, &FIRST), later(600));
    let nearly_over = Attempt { elapsed: HOUR - Duration::from_secs(20), ..FIRST };
    assert_eq!(asked(86_400, &nearly_over), later(20));
    let removed = |seconds: u64| {
        let fault = Fault::Uncertain(Uncertain::ServerError(503));
        let error =
            BrokerError { retry_after: Some(Duration::from_secs(seconds)), ..BrokerError::new(fault) };
        after(Asked::Deprovision(&Err(error)), &FIRST)
    };
    assert_eq!(removed(120), Next::DeleteFailedRetry { after: Duration::from_secs(120) });
    assert_eq!(removed(1), REMOVE_AGAIN);
}

#[test]
fn a_plan_can_shorten_the_deadline_only() {
    assert_eq!(deadline(None), HOUR);
    assert_eq!(deadline(Some(90)), Duration::from_secs(90));
    assert_eq!(deadline(Some(86_400)), HOUR);
    assert_eq!(deadline(Some(0)), Duration::ZERO);
}
