//! Where instances and bindings are in their life, as rows keep it.

use hq_contract::operations::LifeState;

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$state_doc:meta])* $state:ident $text:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$state_doc])* $state,)*
        }

        impl $name {
            /// The name as in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$state => $text,)* }
            }

            /// Every state.
            pub fn all() -> impl Iterator<Item = Self> {
                [$(Self::$state),*].into_iter()
            }

            /// The state of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::all().find(|state| state.as_str() == name)
            }
        }
    };
}

states! {
    /// Where an instance is in its life.
    InstanceState {
        /// Being made.
        Creating "creating";
        /// There.
        Ready "ready";
        /// There, and being changed.
        Updating "updating";
        /// Being removed.
        Deleting "deleting";
        /// It could not be made; what may be left is cleaned up.
        Failed "failed";
        /// It could not be removed; that is tried again.
        DeleteFailed "delete_failed";
        /// Removed.
        Gone "gone";
        /// Left at its broker, and known no more.
        Forgotten "forgotten";
    }
}

states! {
    /// Where a binding is in its life.
    BindingState {
        /// Being made.
        Creating "creating";
        /// There.
        Ready "ready";
        /// Being removed.
        Deleting "deleting";
        /// It could not be made.
        Failed "failed";
        /// Removed.
        Gone "gone";
    }
}

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
