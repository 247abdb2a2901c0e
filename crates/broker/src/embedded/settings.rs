//! What an instance is made with: settings, which the journal keeps as they are, and secrets, which it keeps sealed.

use crate::osb::{Credentials, extension::ExposedCertificate};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What can be seen of what an instance is made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Where.
    pub region: String,
    /// Its size.
    pub fpu: u32,
    /// Of engines: whether nobody may connect for now.
    #[serde(default, skip_serializing_if = "is_false")]
    pub suspended: bool,
    /// Of dataplants: what it began with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Of dataplants: the names under which it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

const fn is_false(value: &bool) -> bool {
    !*value
}

impl Settings {
    /// As the journal keeps them.
    pub fn json(&self) -> Result<String, DbErr> {
        serde_json::to_string(self).map_err(|error| DbErr::Json(error.to_string()))
    }
}

/// What cannot be seen of what a dataplant is made with.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Secrets {
    /// How it connects to its engines.
    #[serde(default)]
    pub connections: BTreeMap<Slot, Credentials>,
    /// What proves its names.
    #[serde(default)]
    pub certificates: Vec<ExposedCertificate>,
}

impl Secrets {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.connections.is_empty() && self.certificates.is_empty()
    }
}

/// Which tables of a dataplant an engine holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// Primary tables.
    Primary,
    /// Tables of marts.
    Mart,
    /// Tables of machine learning.
    Ml,
}

impl Slot {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Primary, Self::Mart, Self::Ml];

    /// Its word on the wire, and the name of its schema.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Mart => "mart",
            Self::Ml => "ml",
        }
    }

    /// The slot of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.as_str() == word)
    }
}
