//! The steps of each operation. A step is something that is done, never only a name.

use crate::embedded::{
    dataplant::sample,
    journal::{Kind, OperationWord},
    parameters::Asked,
    settings::Slot,
};

/// A step. Each can be done again, after a success too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Asks the server who it is.
    GreetServer,
    /// Makes the group that owns what is in the engine.
    MakeGroup,
    /// Makes the database.
    MakeDatabase,
    /// Lets in the group and nobody else.
    SetPermissions,
    /// Makes a file.
    MakeFile,
    /// Writes to the engine and reads from it.
    TryOut,
    /// Sets the limits of connections.
    SetLimits,
    /// Lets nobody in for now.
    Suspend,
    /// Lets the group in again.
    Resume,
    /// Ends all sessions and lets nobody in any more.
    EndSessions,
    /// Removes the database.
    DropDatabase,
    /// Removes the roles.
    DropRoles,
    /// Removes the file.
    DeleteFile,
    /// Looks whether anything is left.
    VerifyGone,
    /// Connects a dataplant to an engine.
    Connect(Slot),
    /// Writes there, and reads it back.
    Write(Slot),
    /// Loads the sample that a dataplant begins with.
    LoadSample,
    /// Takes over a dataplant's new settings.
    Publish,
    /// Asks a dataplant at each of its addresses.
    Answer,
    /// Asks whether a dataplant no longer answers.
    StopAnswering,
}

impl Step {
    const ALL: [Self; 24] = [
        Self::GreetServer,
        Self::MakeGroup,
        Self::MakeDatabase,
        Self::SetPermissions,
        Self::MakeFile,
        Self::TryOut,
        Self::SetLimits,
        Self::Suspend,
        Self::Resume,
        Self::EndSessions,
        Self::DropDatabase,
        Self::DropRoles,
        Self::DeleteFile,
        Self::VerifyGone,
        Self::Connect(Slot::Primary),
        Self::Connect(Slot::Mart),
        Self::Connect(Slot::Ml),
        Self::Write(Slot::Primary),
        Self::Write(Slot::Mart),
        Self::Write(Slot::Ml),
        Self::LoadSample,
        Self::Publish,
        Self::Answer,
        Self::StopAnswering,
    ];

    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GreetServer => "connect_server",
            Self::MakeGroup => "create_role",
            Self::MakeDatabase => "create_database",
            Self::SetPermissions => "set_permissions",
            Self::MakeFile => "create_file",
            Self::TryOut => "write_and_read",
            Self::SetLimits => "set_connection_limit",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::EndSessions => "end_sessions",
            Self::DropDatabase => "drop_database",
            Self::DropRoles => "drop_roles",
            Self::DeleteFile => "delete_file",
            Self::VerifyGone => "verify_gone",
            Self::Connect(Slot::Primary) => "connect_primary",
            Self::Connect(Slot::Mart) => "connect_mart",
            Self::Connect(Slot::Ml) => "connect_ml",
            Self::Write(Slot::Primary) => "write_primary",
            Self::Write(Slot::Mart) => "write_mart",
            Self::Write(Slot::Ml) => "write_ml",
            Self::LoadSample => "load_sample",
            Self::Publish => "apply_settings",
            Self::Answer => "answer",
            Self::StopAnswering => "stop_answering",
        }
    }

    /// The step of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

/// What there is to make things of.
#[derive(Clone, Copy, Debug)]
pub struct Means {
    /// Whether a PostgreSQL server is named.
    pub server: bool,
    /// Whether dataplants have a front door.
    pub front_door: bool,
}

/// The steps of an operation that leads from one to the other. Something new comes from nothing, and what is removed leads
/// to what it was.
pub fn steps(word: OperationWord, kind: Kind, from: Option<&Asked>, to: &Asked, means: Means) -> Vec<Step> {
    match (word, kind) {
        (OperationWord::Provision, Kind::Dataplant) => {
            let mut steps = connecting(from, to);
            let sampled = to.settings.template.as_deref() == Some(sample::SAMPLE)
                && to.secrets.connections.contains_key(&Slot::Primary);
            steps.extend(sampled.then_some(Step::LoadSample));
            steps.extend(means.front_door.then_some(Step::Answer));
            steps
        }
        (OperationWord::Provision, _) if means.server => {
            vec![Step::GreetServer, Step::MakeGroup, Step::MakeDatabase, Step::SetPermissions, Step::TryOut]
        }
        (OperationWord::Provision, _) => vec![Step::MakeFile, Step::TryOut],
        (OperationWord::Update, Kind::Dataplant) => {
            let mut steps = connecting(from, to);
            steps.push(Step::Publish);
            steps.extend(means.front_door.then_some(Step::Answer));
            steps
        }
        (OperationWord::Update, _) => changing(from, to),
        (OperationWord::Deprovision, Kind::Dataplant) => {
            means.front_door.then_some(Step::StopAnswering).into_iter().collect()
        }
        (OperationWord::Deprovision, _) if means.server => {
            vec![Step::EndSessions, Step::DropDatabase, Step::DropRoles, Step::VerifyGone]
        }
        (OperationWord::Deprovision, _) => vec![Step::DeleteFile, Step::VerifyGone],
    }
}

/// Tries each connection that is another than before.
fn connecting(from: Option<&Asked>, to: &Asked) -> Vec<Step> {
    let before = |slot: &Slot| from.and_then(|from| from.secrets.connections.get(slot));
    to.secrets
        .connections
        .iter()
        .filter(|(slot, credentials)| before(slot) != Some(*credentials))
        .flat_map(|(slot, _)| [Step::Connect(*slot), Step::Write(*slot)])
        .collect()
}

fn changing(from: Option<&Asked>, to: &Asked) -> Vec<Step> {
    let before = from.map_or(&to.settings, |from| &from.settings);
    let mut steps = Vec::new();
    steps.extend((before.fpu != to.settings.fpu).then_some(Step::SetLimits));
    match (before.suspended, to.settings.suspended) {
        (false, true) => steps.push(Step::Suspend),
        (true, false) => steps.push(Step::Resume),
        _ => {}
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_found_by_its_name() {
        for step in Step::ALL {
            assert_eq!(Step::from_name(step.name()), Some(step));
        }
        assert_eq!(Step::from_name("drop"), None);
    }
}
