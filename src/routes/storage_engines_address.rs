//! The address of the list of storage engines, while that page stands.

use super::{PageAddress, StorageEnginesView};

/// The address of the list, to be read and changed while that page stands.
pub type StorageEnginesAddress = PageAddress<StorageEnginesView>;

/// The address of the list of storage engines.
#[must_use]
pub fn use_storage_engines_address() -> StorageEnginesAddress {
    PageAddress::new(StorageEnginesView::parse, StorageEnginesView::query)
}
