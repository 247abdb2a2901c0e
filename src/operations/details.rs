//! A failure as plain text, to be handed to whoever runs the broker.

use super::words::{failure_key, step_text};
use hq_contract::operations::OperationFailure;
use hq_text::{Texts, operations};

/// What failed: `about` says of what. One fact a line; what is not known has none.
pub(super) fn details(texts: &Texts, about: &str, failure: &OperationFailure) -> String {
    let line = |key, value: &str| [texts.get(key).as_ref(), ": ", value].concat();
    let lines = [
        Some(about.to_owned()).filter(|about| !about.is_empty()),
        Some(line(operations::REASON, &texts.get(failure_key(failure.code)))),
        failure.step.as_deref().map(|step| line(operations::STEP, &step_text(texts, step, None))),
        failure.description.as_deref().map(|said| line(operations::BROKER_SAYS, said)),
        failure.status.map(|status| line(operations::STATUS, &status.to_string())),
        Some(line(operations::REQUEST_ID, &failure.request_id)).filter(|_| !failure.request_id.is_empty()),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::operations::FailureCode;

    #[test]
    fn what_is_known_is_a_line_each() {
        let failure = OperationFailure {
            code: FailureCode::BrokerFailed,
            step: Some("create_database".to_owned()),
            description: Some("No space left on device".to_owned()),
            status: None,
            request_id: "r-1".to_owned(),
        };
        let text = details(&Texts::english(), "Warehouse", &failure);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 5, "{text}");
        assert_eq!(lines[0], "Warehouse");
        assert!(lines[3].ends_with("No space left on device") && lines[4].ends_with("r-1"), "{text}");
    }
}
