//! Which storage engine a new dataplant takes for which tables, where nothing else is said.

use crate::{
    ETag, Endpoint, Method, OrganizationId, ResourceName, StorageEngineId, by_name,
    endpoint::{described, endpoint_at, fill},
};
use serde::{Deserialize, Serialize};

/// A kind of tables of a dataplant; each has a schema of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// What comes in.
    Primary,
    /// What is made of it to be looked at.
    Mart,
    /// What models learn from and predict.
    Ml,
}

impl TableKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Primary, Self::Mart, Self::Ml];

    /// The name as on the wire, and of the schema.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Mart => "mart",
            Self::Ml => "ml",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

by_name!(TableKind);
#[cfg(feature = "columns")]
crate::primary_key!(TableKind);

/// An engine that is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DefaultEngine {
    /// Which one.
    pub id: StorageEngineId,
    /// What it is called; none where the caller may not read it.
    pub name: Option<ResourceName>,
    /// The broker whose dataplants alone reach it ([`Offer::broker`](crate::providers::Offer::broker)): another's cannot be
    /// ordered while it is taken. None where any does.
    #[serde(default)]
    pub only_broker: Option<String>,
}

/// Which engines are taken. Where nothing was said, the built-in Sandbox; none where there is no such Sandbox, because no
/// broker offers any: then a dataplant can be ordered only after somebody said which engines it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StorageDefaults {
    /// For primary tables.
    pub primary: Option<DefaultEngine>,
    /// For mart tables.
    pub mart: Option<DefaultEngine>,
    /// For ML tables.
    pub ml: Option<DefaultEngine>,
}

impl StorageDefaults {
    /// The engine for tables of that kind.
    #[must_use]
    pub const fn of(&self, kind: TableKind) -> Option<&DefaultEngine> {
        match kind {
            TableKind::Primary => self.primary.as_ref(),
            TableKind::Mart => self.mart.as_ref(),
            TableKind::Ml => self.ml.as_ref(),
        }
    }
}

/// Which engines to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStorageDefaults {
    /// For primary tables.
    pub primary: StorageEngineId,
    /// For mart tables.
    pub mart: StorageEngineId,
    /// For ML tables.
    pub ml: StorageEngineId,
}

endpoint_at!(
    /// Read which storage engines new dataplants take
    ///
    /// For every member; the names are for who may read the engines. Where nothing was said, the built-in Sandbox; `null` where
    /// there is none, because no broker offers Sandboxes.
    GetStorageDefaults {
        /// Of which organization.
        org: OrganizationId
    } Get "/organizations/{org}/storage-defaults" -> StorageDefaults,
    tag "storage_defaults", for ReadOrganization,
    200 "The engines" etag "Their version"
);

described!(
    /// Decide which storage engines new dataplants take
    ///
    /// Dataplants that there are keep theirs. An engine that is named has to be one that the caller may read, unless it is taken
    /// for these tables already. 409 `not_ready` where it is neither there nor being made.
    #[derive(Clone, Debug)]
    pub struct PutStorageDefaults {
        /// Of which organization.
        pub org: OrganizationId,
        /// The version that was read.
        pub version: ETag,
        /// Which engines.
        pub body: NewStorageDefaults,
    }
    tag "storage_defaults", for UpdateStorageDefaults,
    200 "The engines as they are now" etag "Their version",
    refusals [NotReady]
);

impl Endpoint for PutStorageDefaults {
    type Body = NewStorageDefaults;
    type Answer = StorageDefaults;
    const METHOD: Method = Method::Put;
    const TEMPLATE: &'static str = "/organizations/{org}/storage-defaults";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string())])
    }

    fn body(&self) -> Option<&NewStorageDefaults> {
        Some(&self.body)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_wire() {
        for kind in TableKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
            assert_eq!(TableKind::from_name(kind.as_str()), Some(kind));
        }
        assert_eq!(TableKind::from_name("all"), None);
    }
}
