//! `GET /organizations/{org}/dataplants/{id}/steps`

use super::{store, viewer::Viewer};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{self, view},
    db::entity::broker_operation,
    http::{
        extract::{Id, PathParameters},
        problem::Failure,
    },
    platform::clock::moment,
};
use axum::{Json, extract::State};
use hq_contract::{
    DataplantId, Permission, ProblemCode,
    operations::{BrokerOperation, OperationKind, OperationStep, Progress},
    storage_defaults::TableKind,
};

/// Serves [`GetDataplantSteps`](hq_contract::dataplants::GetDataplantSteps).
pub async fn get_dataplant_steps(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<DataplantId>>,
) -> Result<Json<BrokerOperation>, Failure> {
    let db = app.db().read();
    let row = store::find(db, access.organization.id, id).await?;
    Viewer::from(&access).require(Permission::ReadDataplants, &row)?;
    let own = brokers::store::operations_of_instances(db, &[row.instance_id], 1).await?;
    let shown = view::operations(db, &own).await?.into_iter().next();
    let (mut shown, own) = shown.zip(own.first()).ok_or(ProblemCode::Internal)?;
    shown.steps = steps(own, None)?;
    let around = match shown.kind {
        OperationKind::Create => OperationKind::Bind,
        OperationKind::Delete => OperationKind::Unbind,
        _ => return Ok(Json(shown)),
    };
    let links = store::engines::of(db, id).await?;
    let bindings: Vec<_> = links.iter().map(|link| link.binding_id).collect();
    let mut all = brokers::store::operations_of_bindings(db, &bindings).await?;
    all.retain(|operation| operation.kind == around);
    let mut others = Vec::new();
    for link in &links {
        for operation in all.iter().filter(|operation| operation.binding_id == Some(link.binding_id)) {
            others.extend(steps(operation, Some(link.tables))?);
        }
    }
    shown.waits_for_broker |= all.iter().any(|operation| operation.ended_at.is_none() && operation.waits);
    if around == OperationKind::Bind {
        let begun = others.iter().any(|step| step.state != Progress::Pending);
        if shown.state == Progress::Pending && begun {
            shown.state = Progress::Running;
        }
        others.append(&mut shown.steps);
        shown.steps = others;
    } else {
        // It is removed once its credentials are.
        if shown.state == Progress::Done {
            (shown.state, shown.ended_at) = (Progress::Running, None);
        }
        shown.steps.append(&mut others);
    }
    Ok(Json(shown))
}

/// The steps of an operation; of one that its broker did at once, or has not begun, the operation itself as one.
fn steps(row: &broker_operation::Model, tables: Option<TableKind>) -> Result<Vec<OperationStep>, Failure> {
    let mut steps = view::steps(row)?;
    if steps.is_empty() {
        let failure = row.failure.is_some() && row.state == Progress::Failed;
        steps.push(OperationStep {
            name: row.kind.to_string(),
            of: None,
            state: if row.state == Progress::Pending && row.sent_at.is_some() {
                Progress::Running
            } else {
                row.state
            },
            started_at: row.sent_at.map(|at| moment(at).into()),
            ended_at: row.ended_at.filter(|_| row.sent_at.is_some() || failure).map(|at| moment(at).into()),
            detail: None,
        });
    }
    for step in &mut steps {
        step.of = tables.map(|tables| tables.to_string());
    }
    Ok(steps)
}
