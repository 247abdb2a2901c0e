//! Instances.

use super::{
    Served,
    answer::{Failure, later, removed, reply},
};
use crate::{
    Identity,
    osb::{IDENTITY_HEADER, Poll, ProvisionRequest, REQUEST_HEADER, UpdateRequest},
};
use axum::{
    Json,
    extract::{Path, Query, State, rejection::JsonRejection},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, de::DeserializeOwned};
use uuid::Uuid;

type Answer = Result<Response, Failure>;

/// What stands in the query.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    service_id: Option<String>,
    plan_id: Option<String>,
    operation: Option<String>,
    #[serde(default)]
    accepts_incomplete: Option<String>,
}

impl Asked {
    /// Whether an asynchronous answer is accepted.
    fn is_patient(&self) -> bool {
        self.accepts_incomplete.as_deref() == Some("true")
    }

    /// Which operation is asked about: service and plan may be left out.
    pub fn poll(self) -> Poll {
        Poll {
            service_id: self.service_id.unwrap_or_default(),
            plan_id: self.plan_id.unwrap_or_default(),
            operation: self.operation,
        }
    }

    /// What is to be removed: service and plan have to be named.
    pub fn removal(self) -> Result<Poll, Failure> {
        let poll = self.poll();
        if poll.service_id.is_empty() || poll.plan_id.is_empty() {
            return Err(Failure::bad("service_id and plan_id have to be in the query."));
        }
        Ok(poll)
    }
}

/// Makes one: 202, or 200 where it is there already.
pub async fn provision(
    State(broker): Served,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Result<Json<ProvisionRequest>, JsonRejection>,
) -> Answer {
    let (id, request) = (parsed(&id)?, read(body)?);
    if !asked.is_patient() {
        return Err(Failure::async_required());
    }
    Ok(reply(broker.provision(id, &request, &identity(&headers)).await?, StatusCode::OK))
}

/// Changes one: 202, or 200 where there is nothing to do.
pub async fn update(
    State(broker): Served,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Result<Json<UpdateRequest>, JsonRejection>,
) -> Answer {
    let (id, request) = (parsed(&id)?, read(body)?);
    if !asked.is_patient() {
        return Err(Failure::async_required());
    }
    Ok(reply(broker.update(id, &request, &identity(&headers)).await?, StatusCode::OK))
}

/// Removes one: 202, or 410 where there is none.
pub async fn deprovision(
    State(broker): Served,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let (id, patient) = (parsed(&id)?, asked.is_patient());
    let poll = asked.removal()?;
    if !patient {
        return Err(Failure::async_required());
    }
    Ok(removed(broker.deprovision(id, &poll, &identity(&headers)).await?))
}

/// What there is.
pub async fn fetch(State(broker): Served, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    Ok(Json(broker.instance(parsed(&id)?, &asked.poll()).await?).into_response())
}

/// How far it is.
pub async fn last_operation(
    State(broker): Served,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (state, wait) = broker.last_operation(parsed(&id)?, &asked.poll()).await?;
    Ok(later(Json(state).into_response(), wait))
}

/// An id of a path. The specification lets platforms choose other ids than UUIDs; this broker's names are made of UUIDs.
pub fn parsed(id: &str) -> Result<Uuid, Failure> {
    Uuid::try_parse(id).map_err(|_| Failure::bad("The id has to be a UUID."))
}

/// A body. What is wrong with it is not told in serde's words: they repeat what was sent.
pub fn read<T: DeserializeOwned>(body: Result<Json<T>, JsonRejection>) -> Result<T, Failure> {
    match body {
        Ok(Json(body)) => Ok(body),
        Err(JsonRejection::MissingJsonContentType(_)) => {
            Err(Failure::bad("The body has to be JSON, with Content-Type: application/json."))
        }
        Err(JsonRejection::JsonDataError(_)) => Err(Failure::bad(
            "A field of the body is missing, or of another kind than the specification has.",
        )),
        Err(JsonRejection::BytesRejection(rejected)) => {
            Err(Failure::new(rejected.status(), "The body could not be read."))
        }
        Err(_) => Err(Failure::bad("The body is no JSON.")),
    }
}

/// For whom it is asked; what cannot be read is nobody.
pub fn identity(headers: &HeaderMap) -> Identity {
    #[derive(Deserialize)]
    struct Originating {
        user_id: Uuid,
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let user = text(IDENTITY_HEADER).and_then(|line| {
        let (_platform, encoded) = line.split_once(' ')?;
        let value = STANDARD.decode(encoded.trim()).ok()?;
        serde_json::from_slice::<Originating>(&value).ok().map(|originating| originating.user_id)
    });
    let request = text(REQUEST_HEADER).and_then(|id| Uuid::try_parse(id).ok()).unwrap_or_default();
    Identity { user, request }
}
