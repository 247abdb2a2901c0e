//! Which page of which list.

use super::query;
use crate::{
    access::ActorId,
    app::App,
    http::{
        page_token::{Named, Position, Seal},
        problem::Failure,
    },
};
use axum::{
    Json,
    extract::{FromRequestParts, MatchedPath, RawPathParams},
    http::request::Parts,
};
use hq_contract::{DEFAULT_LIMIT, FieldCode, MAX_LIMIT, OrganizationId, Page, PageToken, ProblemCode};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which page of a list: what every list takes, beside parameters of its own.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// How many items, 1 to 100.
    // Wider than that, so that a number out of these is told from what is none.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next_page` of the page before.
    #[param(value_type = Option<String>)]
    page_token: Option<PageToken>,
}

/// Which way a list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The least first.
    Asc,
    /// The greatest first.
    Desc,
}

impl Direction {
    /// Whether this is the other way than a list usually has.
    #[must_use]
    pub fn reverses(asked: Option<Self>, usual: Self) -> bool {
        asked.is_some_and(|asked| asked != usual)
    }
}

/// What says which page, and not which list.
const OF_THE_PAGE: [&str; 3] = ["limit", "page_token", "offset"];

/// A page of the list that the request is about: of this path, with these other parameters, in this organization, for this
/// caller. It stands behind a [`crate::access::Caller`] or an [`crate::access::OrgAccess`] among a handler's arguments.
#[derive(Debug)]
pub struct List<P> {
    /// Behind which place.
    pub after: Option<P>,
    /// How many items.
    pub limit: usize,
    /// Whether so many were asked for.
    limited: bool,
    seal: Seal,
}

impl<P> List<P> {
    /// The page as it is answered: what asks for the next one is good for this list alone.
    pub fn page<T>(&self, page: Page<T>) -> Json<Page<T>> {
        Json(self.seal.page(page))
    }
}

impl List<Named> {
    /// A page of a list that is short enough to be read whole, and is answered whole where no limit is asked for. An item is known
    /// again by its key; where it has none or is gone, the page begins at its number.
    pub fn page_of<T, K: ToString>(&self, whole: Page<T>, key: impl Fn(&T) -> K) -> Json<Page<T>> {
        let Page { mut items, total, .. } = whole;
        let behind = self.after.as_ref().map_or(0, |place| {
            let is_it = |item: &T| !place.name.is_empty() && key(item).to_string() == place.name;
            let found = items.iter().position(is_it);
            let there = usize::try_from(place.id.as_u128()).unwrap_or(usize::MAX);
            found.map_or(there, |at| at + 1)
        });
        let limit = if self.limited { self.limit } else { items.len().max(1) };
        items.drain(..behind.min(items.len()));
        let more = items.len() > limit;
        items.truncate(limit);
        let next_page = items.last().filter(|_| more).map(|last| {
            let name = key(last).to_string();
            // Behind one without a key; in the place of one that is gone.
            let at = behind + items.len() - usize::from(!name.is_empty());
            Named { name, id: Uuid::from_u128(at as u128) }.token()
        });
        self.page(Page { items, next_page, total })
    }
}

/// Whose request it is, as the arguments before found out.
#[derive(Clone, Copy, Debug)]
pub struct Whose {
    /// The caller: a person, or a key.
    pub caller: ActorId,
    /// The organization, where it is about one.
    pub organization: Option<OrganizationId>,
}

impl<P: Position> FromRequestParts<App> for List<P> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let asked = parts.uri.query().unwrap_or_default().to_owned();
        let Paging { limit, page_token } = query::parse(&asked)?;
        let limited = limit.is_some();
        let limit = match limit.map(u32::try_from) {
            None => DEFAULT_LIMIT as usize,
            Some(Ok(limit @ 1..=MAX_LIMIT)) => limit as usize,
            Some(_) => return Err(Failure::parameter("limit", FieldCode::OutOfRange)),
        };
        let whose = *parts.extensions.get::<Whose>().ok_or(ProblemCode::Internal)?;
        let route = parts.extensions.get::<MatchedPath>().cloned().ok_or(ProblemCode::Internal)?;
        let path = RawPathParams::from_request_parts(parts, app).await.map_err(|_| ProblemCode::NotFound)?;
        // An organization has several names, and its list is the same under each of them.
        let place = path.iter().filter(|(name, _)| *name != "org");
        let mut filter: Vec<_> = url::form_urlencoded::parse(asked.as_bytes())
            .filter(|(name, _)| !OF_THE_PAGE.contains(&name.as_ref()))
            .collect();
        filter.sort_unstable();
        let filter = filter.iter().map(|(name, value)| (name.as_ref(), value.as_ref()));
        let words: Vec<&str> = place.chain(filter).flat_map(|(name, value)| [name, value]).collect();
        let seal = Seal::new(app.db().page_key(), whose.caller, whose.organization, route.as_str(), &words);
        let after = page_token.map(|token| P::parse(&seal.open(&token)?)).transpose()?;
        Ok(Self { after, limit, limited, seal })
    }
}
