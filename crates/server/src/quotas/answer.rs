//! The operator's answer to a request for a greater quota.

use super::store::{self, requests};
use crate::{
    app::App,
    billing::millis,
    db::entity::{organization, quota_request},
    http::problem::Failure,
    mail::{
        letters::{Letter, plans::Answer as Told, texts_of},
        outbox,
    },
    members,
    operation::{Audit, Operation, Origin},
    organizations, users,
};
use axum::http::StatusCode;
use hq_contract::{
    OrganizationId, ProblemCode, QuotaRequestId,
    console_paths::ConsolePath,
    quotas::{QuotaKind, QuotaRequestState},
};

/// What the operator answers.
#[derive(Clone, Copy, Debug)]
pub enum Answer<'a> {
    /// So much is allowed.
    Grant(u64),
    /// It is not, and why.
    Refuse(&'a str),
}

/// Answers a request: writes what is allowed, and mails the answer to who asked, or to the admins where that account is gone.
///
/// # Errors
/// 404 where there is no such request, or its organization was deleted; 409 `not_ready` where it was answered before.
pub async fn answer(app: &App, id: QuotaRequestId, answer: Answer<'_>) -> Result<(), Failure> {
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    let row = requests::find(operation.tx(), id).await?.ok_or(ProblemCode::NotFound)?;
    let organization = organizations::store::lock(&operation, row.organization_id).await?;
    let organization = organization.ok_or(ProblemCode::NotFound)?;
    let kind = row.kind;
    let (state, said) = match answer {
        Answer::Grant(amount) => {
            store::grant(&operation, organization.id, kind, amount).await?;
            (QuotaRequestState::Granted, None)
        }
        Answer::Refuse(why) => (QuotaRequestState::Refused, Some(why)),
    };
    if !requests::answer(&operation, id, state, said).await? {
        return Err(ProblemCode::NotReady.into());
    }
    if kind == QuotaKind::Members {
        seats(&operation, organization.id).await?;
    }
    tell(&mut operation, &organization, &row, answer).await?;
    let granted = match answer {
        Answer::Grant(amount) => Some(amount),
        Answer::Refuse(_) => None,
    };
    let detail = serde_json::json!({"after": {
        "quota": row.kind, "state": state.as_str(), "granted": granted, "answer": said,
    }});
    let subject = id.to_string();
    let action = "quotas.answer";
    let audit = Audit { organization: Some(organization.id), actor: None, action, subject: &subject, detail };
    operation.audit(audit).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}

/// The organization's own row says how many members there can be.
async fn seats(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    use crate::subscription::store::{change, living, read};
    let Some(row) = living(operation.tx(), organization).await? else { return Ok(()) };
    let pure = read(operation.tx(), &row).await?;
    change::take_effect(operation, organization, Some(&pure), millis(operation.now())).await
}

async fn tell(
    operation: &mut Operation,
    organization: &organization::Model,
    row: &quota_request::Model,
    answer: Answer<'_>,
) -> Result<(), Failure> {
    let asked = match row.user_id {
        Some(user) => users::store::find(operation.tx(), user).await?,
        None => None,
    };
    let readers = match asked {
        Some(person) => vec![person],
        None => members::store::admins(operation.tx(), organization.id).await?,
    };
    for person in readers {
        let letter = {
            let (app, texts) = (operation.app(), texts_of(&person));
            let link = app.link(ConsolePath::OrganizationPlan(&organization.slug));
            let told = match answer {
                Answer::Grant(amount) => Told::Granted(amount),
                Answer::Refuse(why) => Told::Refused(why),
            };
            Letter::to(app, &texts, &person).quota_answered(&organization.name, row.kind, told, link)
        };
        outbox::queue(operation, &person.email, &letter).await?;
    }
    Ok(())
}
