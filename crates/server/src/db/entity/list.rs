//! Closed lists that only columns have; those that the API knows are the contract's.

/// An enum whose values are kept by their names.
macro_rules! list {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident $text:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, DeriveValueType)]
        #[sea_orm(value_type = "String")]
        pub enum $name {
            $($(#[$value_doc])* $value,)*
        }

        impl $name {
            /// The name as in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text,)* }
            }

            /// Every value.
            pub fn all() -> impl Iterator<Item = Self> {
                [$(Self::$value),*].into_iter()
            }

            /// The value of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::all().find(|value| value.as_str() == name)
            }
        }

        hq_contract::by_name!($name);
    };
}
pub(super) use list;
