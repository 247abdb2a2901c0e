//! Identifiers of what the API does not know; those that it knows are the contract's.

/// One type for each kind of row, as the contract has them.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        hq_contract::uuid_parts!($name);
        hq_contract::primary_key!($name);

        // Read in every form of a UUID, unlike the API's: operators write some by hand.
        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}
pub(super) use id;
