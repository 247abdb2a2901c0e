//! Lists, one page at a time.

use serde::{Deserialize, Serialize};

/// How many items a page has unless asked otherwise.
pub const DEFAULT_LIMIT: u32 = 50;
/// The most items on a page.
pub const MAX_LIMIT: u32 = 100;

/// One page of a list, in a stable order. The next page starts behind the last item of this one, whatever was
/// inserted meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// What to ask for the next page with; absent on the last one.
    pub next_page: Option<PageToken>,
    /// How many items the whole list has, over all pages.
    pub total: u64,
}

/// A place in a list; opaque to clients, and only good for the same list with the same filters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String))]
#[serde(transparent)]
pub struct PageToken(pub String);
