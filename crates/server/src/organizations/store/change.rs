//! Changing an organization.

use super::{claim, slug_taken};
use crate::{
    db::entity::organization,
    http::problem::Failure,
    operation::Operation,
    platform::{
        rate_limits::{self, Limit},
        search,
    },
};
use hq_contract::{Description, ProblemCode, organizations::OrganizationPatch};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

/// New slugs of one organization a day: each is kept for it for good.
const SLUGS: Limit = Limit { name: "organizations.slugs", most: 50, window_seconds: 24 * 3600 };

/// Changes an organization if it is still that version.
///
/// # Errors
/// 412 `stale` where it is not; 409 `slug_taken`.
pub async fn update(
    operation: &Operation,
    before: &organization::Model,
    patch: &OrganizationPatch,
) -> Result<Option<organization::Model>, Failure> {
    let description = patch.description.as_ref().map(Option::as_ref);
    let description = description.map(|text| text.map(Description::as_str));
    if patch.slug.as_ref().is_none_or(|slug| slug.as_str() == before.slug)
        && patch.name.as_ref().is_none_or(|name| name.as_str() == before.name)
        && description.is_none_or(|text| text == before.description.as_deref())
        && patch.colour.is_none_or(|colour| colour == before.colour)
    {
        return Ok(None);
    }
    let mut update = organization::Entity::update_many()
        .col_expr(organization::Column::Version, Expr::col(organization::Column::Version).add(1_i64))
        .filter(organization::Column::Id.eq(before.id))
        .filter(organization::Column::Version.eq(before.version));
    if let Some(slug) = &patch.slug {
        if slug.as_str() != before.slug {
            rate_limits::take(operation, SLUGS, &before.id.to_string(), 1).await?;
        }
        if !claim(operation, before.id, slug).await? {
            return Err(slug_taken());
        }
        update = update.col_expr(organization::Column::Slug, Expr::value(slug.as_str()));
    }
    if let Some(name) = &patch.name {
        update = update
            .col_expr(organization::Column::Name, Expr::value(name.as_str()))
            .col_expr(organization::Column::NameSearch, Expr::value(search::fold(name.as_str())));
    }
    if let Some(text) = description {
        update = update.col_expr(organization::Column::Description, Expr::value(text.map(str::to_owned)));
    }
    if let Some(colour) = patch.colour {
        update = update.col_expr(organization::Column::Colour, Expr::value(colour.as_str()));
    }
    if update.exec(operation.tx()).await?.rows_affected == 0 {
        return Err(ProblemCode::Stale.into());
    }
    let after = organization::Entity::find_by_id(before.id).one(operation.tx()).await?;
    after.map(Some).ok_or_else(|| ProblemCode::Internal.into())
}
