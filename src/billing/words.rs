//! Costs in words.

use hq_contract::plans::CostCategory;
use hq_text::{Key, billing};

/// What costs are counted under.
pub(super) const fn category_key(category: CostCategory) -> Key {
    match category {
        CostCategory::Plan => billing::PLAN,
        CostCategory::Support => billing::SUPPORT,
        CostCategory::Committed => billing::COMMITTED,
        CostCategory::Dataplants => billing::DATAPLANTS,
        CostCategory::StorageEngines => billing::STORAGE_ENGINES,
        CostCategory::Storage => billing::STORAGE,
        CostCategory::Vouchers => billing::VOUCHERS,
        CostCategory::Adjustments => billing::ADJUSTMENTS,
    }
}
