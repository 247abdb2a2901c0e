//! Where instances and bindings are in their life, as rows keep it.

pub use crate::db::entity::{broker_binding::BindingState, broker_instance::InstanceState};

use hq_contract::operations::LifeState;

impl InstanceState {
    /// As people are told.
    #[must_use]
    pub const fn life(self) -> LifeState {
        match self {
            Self::Creating => LifeState::Creating,
            Self::Ready => LifeState::Ready,
            Self::Updating => LifeState::Updating,
            Self::Deleting | Self::Gone | Self::Forgotten => LifeState::Deleting,
            Self::Failed => LifeState::Failed,
            Self::DeleteFailed => LifeState::DeleteFailed,
        }
    }
}
