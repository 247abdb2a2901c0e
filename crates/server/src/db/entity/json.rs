//! Values that a column keeps as JSON.

use super::kept::Kept;
use serde::{Serialize, de::DeserializeOwned};
use std::{fmt, str::FromStr};

/// A value, and its JSON, which is what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json<T> {
    value: T,
    text: String,
}

/// A column of such a value.
pub type KeptJson<T> = Kept<Json<T>>;

impl<T> KeptJson<T> {
    /// A value to keep.
    ///
    /// # Errors
    /// Where it has no JSON.
    pub fn of(value: T) -> serde_json::Result<Self>
    where
        T: Serialize,
    {
        let text = serde_json::to_string(&value)?;
        Ok(Self(Json { value, text }))
    }

    /// What was kept.
    #[must_use]
    pub fn value(self) -> T {
        self.0.value
    }
}

impl<T> fmt::Display for Json<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<T: DeserializeOwned> FromStr for Json<T> {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self { value: serde_json::from_str(text)?, text: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_as_it_was_written() {
        let kept = KeptJson::of(vec![1, 2]).unwrap();
        assert_eq!(kept.0.to_string(), "[1,2]");
        let read: Json<Vec<u8>> = "[1, 2]".parse().unwrap();
        assert_eq!((read.to_string().as_str(), Kept(read).value()), ("[1, 2]", vec![1, 2]));
        assert!("[256]".parse::<Json<Vec<u8>>>().is_err(), "nothing is made up");
    }
}
