//! What there are words for.

use crate::ui::{Glyph, Tone, glyph};
use hq_contract::{
    operations::{BrokerOperation, FailureCode, LifeState, OperationKind, OperationStep, Progress},
    storage_defaults::TableKind,
};
use hq_text::{Key, Texts, operations};

/// Where something is in its life.
#[must_use]
pub const fn state_key(state: LifeState) -> Key {
    match state {
        LifeState::OnDemand => operations::ON_DEMAND,
        LifeState::Creating => operations::CREATING,
        LifeState::Ready => operations::READY,
        LifeState::Updating => operations::UPDATING,
        LifeState::Deleting => operations::DELETING,
        LifeState::Failed => operations::FAILED,
        LifeState::DeleteFailed => operations::DELETE_FAILED,
    }
}

pub(super) const fn state_tone(state: LifeState) -> Tone {
    match state {
        LifeState::Ready => Tone::Success,
        LifeState::Failed | LifeState::DeleteFailed => Tone::Danger,
        LifeState::OnDemand | LifeState::Creating | LifeState::Updating | LifeState::Deleting => Tone::Info,
    }
}

/// A kind of tables.
#[must_use]
pub const fn table_key(tables: TableKind) -> Key {
    match tables {
        TableKind::Primary => operations::TABLES_PRIMARY,
        TableKind::Mart => operations::TABLES_MART,
        TableKind::Ml => operations::TABLES_ML,
    }
}

pub(super) const fn progress_key(progress: Progress) -> Key {
    match progress {
        Progress::Pending => operations::STEP_PENDING,
        Progress::Running => operations::STEP_RUNNING,
        Progress::Done => operations::STEP_DONE,
        Progress::Failed => operations::STEP_FAILED,
    }
}

/// The icon of a state; what is under way turns, and what has not begun has none.
pub(super) const fn progress_glyph(progress: Progress) -> Option<Glyph> {
    match progress {
        Progress::Done => Some(glyph::ACTIVE),
        Progress::Failed => Some(glyph::INACTIVE),
        Progress::Pending | Progress::Running => None,
    }
}

/// What an operation does.
#[must_use]
pub fn operation_text(texts: &Texts, operation: &BrokerOperation) -> String {
    let key = match (operation.kind, operation.from_fpu, operation.to_fpu) {
        (OperationKind::Resize, Some(from), Some(to)) => {
            return operations::resize_from_to(texts, &from.to_string(), &to.to_string());
        }
        (OperationKind::Create, ..) => operations::CREATE,
        (OperationKind::Resize, ..) => operations::RESIZE,
        (OperationKind::Expose, ..) => operations::EXPOSE,
        (OperationKind::Delete, ..) => operations::DELETE,
        (OperationKind::Bind, ..) => operations::BIND,
        (OperationKind::Unbind, ..) => operations::UNBIND,
        (OperationKind::CleanUp, ..) => operations::CLEAN_UP_DONE,
    };
    texts.get(key).into_owned()
}

/// What a step does. Those of a broker that has no names for its steps are sentences of its own.
pub(super) fn step_text(texts: &Texts, name: &str, of: Option<&str>) -> String {
    // `connect_mart` is `connect`, of the mart tables.
    let parted = name.rsplit_once('_').filter(|(_, kind)| TableKind::from_name(kind).is_some());
    let (name, of) = match (of, parted) {
        (None, Some((what, kind))) => (what, Some(kind)),
        _ => (name, of),
    };
    if let Some(of) = of {
        // A schema is called as it is in the database; the tables as everywhere on the page.
        let of = if of == TableKind::Ml.as_str() && name != "write" { "ML" } else { of };
        let write = match name {
            "bind" => operations::step_bind_of,
            "unbind" => operations::step_unbind_of,
            "connect" => operations::step_connect_of,
            "write" => operations::step_write_of,
            _ => return [&step_text(texts, name, None), " (", of, ")"].concat(),
        };
        return write(texts, of);
    }
    step_key(name).map_or_else(|| name.to_owned(), |key| texts.get(key).into_owned())
}

fn step_key(name: &str) -> Option<Key> {
    let known = match name {
        "bind" => operations::STEP_BIND,
        "unbind" => operations::STEP_UNBIND,
        // Of a broker that says nothing of steps.
        "create" => operations::STEP_CREATE,
        "delete" => operations::STEP_DELETE,
        "resize" => operations::STEP_RESIZE,
        "expose" => operations::STEP_EXPOSE,
        "connect_server" => operations::STEP_CONNECT_SERVER,
        "create_role" => operations::STEP_CREATE_ROLE,
        "create_database" => operations::STEP_CREATE_DATABASE,
        "set_permissions" => operations::STEP_SET_PERMISSIONS,
        "create_file" => operations::STEP_CREATE_FILE,
        "write_and_read" => operations::STEP_WRITE_AND_READ,
        "set_connection_limit" => operations::STEP_SET_CONNECTION_LIMIT,
        "suspend" => operations::STEP_SUSPEND,
        "resume" => operations::STEP_RESUME,
        "end_sessions" => operations::STEP_END_SESSIONS,
        "drop_database" => operations::STEP_DROP_DATABASE,
        "drop_roles" => operations::STEP_DROP_ROLES,
        "delete_file" => operations::STEP_DELETE_FILE,
        "verify_gone" => operations::STEP_VERIFY_GONE,
        "load_sample" => operations::STEP_LOAD_SAMPLE,
        "apply_settings" => operations::STEP_APPLY_SETTINGS,
        "answer" => operations::STEP_ANSWER,
        "stop_answering" => operations::STEP_STOP_ANSWERING,
        _ => return None,
    };
    Some(known)
}

/// What a step does.
pub(super) fn step(texts: &Texts, step: &OperationStep) -> String {
    step_text(texts, &step.name, step.of.as_deref())
}

pub(super) const fn failure_key(code: FailureCode) -> Key {
    match code {
        FailureCode::Refused => operations::REFUSED,
        FailureCode::BrokerFailed => operations::BROKER_FAILED,
        FailureCode::Uncertain => operations::UNCERTAIN,
        FailureCode::TooLong => operations::TOO_LONG,
        FailureCode::PlanGone => operations::PLAN_GONE,
        FailureCode::Dependency => operations::DEPENDENCY,
        FailureCode::Unreachable => operations::UNREACHABLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_without_a_text_are_the_brokers_sentences() {
        let texts = Texts::english();
        assert_eq!(step_text(&texts, "create_database", None), "Create the database");
        assert_eq!(step_text(&texts, "connect", Some("mart")), "Connect to the mart tables");
        assert_eq!(step_text(&texts, "connect_mart", None), "Connect to the mart tables");
        assert_eq!(step_text(&texts, "Warming up the <cache>", None), "Warming up the <cache>");
        assert_eq!(step_text(&texts, "Warming up", Some("ml")), "Warming up (ML)");
    }
}
