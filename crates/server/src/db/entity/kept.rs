//! Closed lists of crates that know no database.

use sea_orm::{
    ActiveValue, ColIdx, DbErr, IntoActiveValue, QueryResult, TryGetError, TryGetable, Value,
    sea_query::{ArrayType, ColumnType, Nullable, StringLen, ValueType, ValueTypeErr},
};
use std::{error::Error, fmt::Display, str::FromStr, sync::Arc};

/// A value that is kept by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kept<T>(pub T);

impl<T: Display> From<Kept<T>> for Value {
    fn from(Kept(value): Kept<T>) -> Self {
        value.to_string().into()
    }
}

impl<T> TryGetable for Kept<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
{
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let name = String::try_get_by(row, index)?;
        let unknown = |error: T::Err| {
            let source = Arc::new(error);
            TryGetError::DbErr(DbErr::TryIntoErr { from: "String", into: "Kept", source })
        };
        name.parse().map(Self).map_err(unknown)
    }
}

impl<T: FromStr> ValueType for Kept<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let name = <String as ValueType>::try_from(value)?;
        name.parse().map(Self).map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        "Kept".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::String(StringLen::None)
    }
}

impl<T: Display> IntoActiveValue<Self> for Kept<T> {
    fn into_active_value(self) -> ActiveValue<Self> {
        ActiveValue::Set(self)
    }
}

impl<T> Nullable for Kept<T> {
    fn null() -> Value {
        Value::String(None)
    }
}
