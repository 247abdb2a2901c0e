//! What the contract's closed lists are in a column of a database: their names on the wire. The server's alone.

/// Makes columns of lists that have `as_str` and `from_name`.
macro_rules! words {
    ($($word:ty),+ $(,)?) => {
        $(
            impl From<$word> for sea_orm::Value {
                fn from(word: $word) -> Self {
                    word.as_str().into()
                }
            }

            impl sea_orm::TryGetable for $word {
                fn try_get_by<I: sea_orm::ColIdx>(
                    row: &sea_orm::QueryResult,
                    column: I,
                ) -> Result<Self, sea_orm::TryGetError> {
                    let name = <String as sea_orm::TryGetable>::try_get_by(row, column)?;
                    Self::from_name(&name).ok_or_else(|| unknown::<Self>(&name).into())
                }
            }

            impl sea_orm::sea_query::ValueType for $word {
                fn try_from(value: sea_orm::Value) -> Result<Self, sea_orm::sea_query::ValueTypeErr> {
                    let name = <String as sea_orm::sea_query::ValueType>::try_from(value)?;
                    Self::from_name(&name).ok_or(sea_orm::sea_query::ValueTypeErr)
                }

                fn type_name() -> String {
                    stringify!($word).to_owned()
                }

                fn array_type() -> sea_orm::sea_query::ArrayType {
                    <String as sea_orm::sea_query::ValueType>::array_type()
                }

                fn column_type() -> sea_orm::sea_query::ColumnType {
                    <String as sea_orm::sea_query::ValueType>::column_type()
                }
            }

            impl sea_orm::sea_query::Nullable for $word {
                fn null() -> sea_orm::Value {
                    <String as sea_orm::sea_query::Nullable>::null()
                }
            }

            impl sea_orm::IntoActiveValue<Self> for $word {
                fn into_active_value(self) -> sea_orm::ActiveValue<Self> {
                    sea_orm::ActiveValue::Set(self)
                }
            }
        )+
    };
}

words!(crate::Role);

/// What is said where a column has a name that the list does not.
fn unknown<T>(name: &str) -> sea_orm::DbErr {
    sea_orm::DbErr::Type(format!("{name:?} is no {}", std::any::type_name::<T>()))
}
