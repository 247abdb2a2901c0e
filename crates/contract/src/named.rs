//! Closed lists whose values have names.

/// What an enum can do whose values have names (`as_str`, `from_name`): be written, be read, and with the feature `columns` be kept
/// in a database, by SeaORM's own derive.
#[macro_export]
macro_rules! by_name {
    ($($name:ty),+ $(,)?) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::FieldCode;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                Self::from_name(name).ok_or($crate::FieldCode::WrongType)
            }
        }
    )+};
}

/// The same of a list that has a value for names that it does not know: nothing that is read is refused.
macro_rules! by_name_or {
    ($name:ident, Self::$($other:tt)+) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                Ok(Self::from_name(name).unwrap_or($name::$($other)+))
            }
        }
    };
}
pub(crate) use by_name_or;
