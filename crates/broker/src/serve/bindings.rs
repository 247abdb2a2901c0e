//! Credentials.

use super::{
    Served,
    answer::{Failure, later, removed, reply},
    instances::{Asked, identity, parsed, read},
};
use crate::osb::BindRequest;
use axum::{
    Json,
    extract::{Path, Query, State, rejection::JsonRejection},
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, StatusCode};

type Answer = Result<Response, Failure>;
type Ids = Path<(String, String)>;

/// Makes some: 201, or 200 where they are there already.
pub async fn bind(
    State(broker): Served,
    Path((instance, binding)): Ids,
    headers: HeaderMap,
    body: Result<Json<BindRequest>, JsonRejection>,
) -> Answer {
    let (instance, binding, request) = (parsed(&instance)?, parsed(&binding)?, read(body)?);
    let there = broker.has_binding(instance, binding).await;
    let bound = broker.bind(instance, binding, &request, &identity(&headers)).await?;
    Ok(reply(bound, if there { StatusCode::OK } else { StatusCode::CREATED }))
}

/// Removes some: 200, or 410 where there are none.
pub async fn unbind(
    State(broker): Served,
    Path((instance, binding)): Ids,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let (instance, binding) = (parsed(&instance)?, parsed(&binding)?);
    let poll = asked.removal()?;
    Ok(removed(broker.unbind(instance, binding, &poll, &identity(&headers)).await?))
}

/// What there is.
pub async fn fetch(
    State(broker): Served,
    Path((instance, binding)): Ids,
    Query(asked): Query<Asked>,
) -> Answer {
    let found = broker.binding(parsed(&instance)?, parsed(&binding)?, &asked.poll()).await?;
    Ok(Json(found).into_response())
}

/// How far it is.
pub async fn last_operation(
    State(broker): Served,
    Path((instance, binding)): Ids,
    Query(asked): Query<Asked>,
) -> Answer {
    let poll = asked.poll();
    let (state, wait) = broker.last_binding_operation(parsed(&instance)?, parsed(&binding)?, &poll).await?;
    Ok(later(Json(state).into_response(), wait))
}
