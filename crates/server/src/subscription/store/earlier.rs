//! What earlier subscriptions of an organization have left of what it was given.

use super::{all, read};
use crate::{billing::millis, db::entity::subscription, http::problem::Failure, usage::store::all::Usage};
use hq_billing::{
    grants::{Grant, GrantAmount},
    price_book::PriceBook,
    rating::left_by,
    used::Used,
};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

/// An organization's grants as they are left for one of its subscriptions: what earlier ones used of them is gone. What ran on after one
/// has ended is used by it, as it is billed to it, until the next one begins.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot, or something is too much to count.
pub async fn left(
    db: &impl ConnectionTrait,
    subscription: &subscription::Model,
    mut grants: Vec<Grant>,
    (books, usage): (&BTreeMap<u32, PriceBook>, &Usage),
) -> Result<Vec<Grant>, Failure> {
    let begins = millis(subscription.started_at);
    let is_shared = |grant: &Grant| {
        matches!(grant.amount, GrantAmount::Usage { .. }) && grant.from < begins && begins < grant.until
    };
    if !grants.iter().any(is_shared) {
        return Ok(grants);
    }
    let used = Used::new(&usage.summed, &usage.events);
    let rows = all(db, subscription.organization_id).await?;
    let pairs = rows.iter().zip(rows.iter().skip(1));
    for (earlier, next) in pairs.take_while(|(earlier, _)| earlier.id != subscription.id) {
        let pure = read(db, earlier).await?;
        let until = millis(next.started_at);
        let left = left_by(&pure, |version| books.get(&version), &used, &grants, until);
        grants = left.map_err(|error| Failure::internal(&error))?;
    }
    Ok(grants)
}
