//! Which lines are asked for.

use super::store::{self, Wanted};
use crate::{http::problem::Failure, platform::micros::Micros};
use hq_contract::{FieldCode, audit_log::AuditActor};
use serde::Deserialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use utoipa::IntoParams;

/// Which lines.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Only what this person did, by id, or this API key (`api_key:` and its id), or the server itself (`server`), or whoever had the link of a mail (`link`).
    #[param(value_type = Option<String>)]
    actor: Option<AuditActor>,
    /// Only this action (`members.remove`), or the actions of this feature (`members`).
    action: Option<String>,
    /// Only what was done to this, by its id.
    subject: Option<String>,
    /// Not before this moment (RFC 3339).
    #[param(format = DateTime)]
    start_time: Option<String>,
    /// Before this moment (RFC 3339).
    #[param(format = DateTime)]
    end_time: Option<String>,
}

impl Filter {
    /// As the store takes it.
    ///
    /// # Errors
    /// 400 where a moment or an action is none.
    pub fn wanted(self) -> Result<Wanted, Failure> {
        if self.action.as_deref().is_some_and(|action| store::actions(action).is_empty()) {
            return Err(Failure::parameter("action", FieldCode::WrongType));
        }
        Ok(Wanted {
            actor: self.actor,
            action: self.action,
            subject: self.subject,
            start: self.start_time.map(|text| moment("start_time", &text)).transpose()?,
            end: self.end_time.map(|text| moment("end_time", &text)).transpose()?,
        })
    }
}

/// A moment in the database's microseconds.
fn moment(name: &str, text: &str) -> Result<Micros, Failure> {
    let bad = || Failure::parameter(name, FieldCode::WrongType);
    let moment = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| bad())?;
    i64::try_from(moment.unix_timestamp_nanos() / 1000).map(Micros::new).map_err(|_| bad())
}
