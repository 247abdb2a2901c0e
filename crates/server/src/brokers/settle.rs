//! Writes down what followed, in one transaction with what the feature makes of it.

mod over;

use super::{
    InstanceState, Owners, failure,
    order::HELD,
    send::{Answer, Work},
    steps, view,
    work::micros,
};
use crate::{
    app::App,
    db::entity::{broker_instance, broker_operation},
    http::problem::Failure,
    operation::{Operation, Origin},
    organizations,
    platform::micros::Micros,
};
use axum::http::StatusCode;
use hq_broker::{
    osb::Fetched,
    outcome::{Attempt, Next},
};
use hq_contract::operations::{OperationFailure, OperationStep, Progress};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::Expr,
};

/// What was asked, what came of it, and what follows.
pub(super) struct Came<'a> {
    pub work: &'a Work,
    pub answer: &'a Answer,
    /// None where HQ itself lacked something.
    pub next: Option<Next>,
    pub attempt: Attempt,
    /// What there is now, of an instance that was made or changed.
    pub fetched: Option<Fetched>,
}

/// Writes it down. What was changed meanwhile by somebody who ordered something else stays as that left it.
///
/// # Errors
/// Where the database fails: then it is asked again after the lease.
pub(super) async fn settle(app: &App, owners: Owners, came: Came<'_>) -> Result<(), Failure> {
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    // Where the organization is deleted there is nobody to race with.
    organizations::store::lock(&operation, came.work.operation.organization_id).await?;
    let mut settling = Settling::new(&came, operation.now())?;
    let over = settling.write(&mut operation).await?;
    match over {
        None => return Ok(()),
        Some(Over::No) => {}
        Some(Over::Done) => settling.done(&mut operation, owners).await?,
        Some(Over::Failed { mitigate }) => settling.failed(&mut operation, owners, mitigate).await?,
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Ok(())
}

/// Whether an operation is over.
#[derive(Clone, Copy)]
enum Over {
    No,
    Done,
    Failed { mitigate: bool },
}

struct Settling<'a> {
    came: &'a Came<'a>,
    now: Micros,
    steps: Vec<OperationStep>,
    failure: Option<OperationFailure>,
}

impl<'a> Settling<'a> {
    fn new(came: &'a Came<'a>, now: Micros) -> Result<Self, Failure> {
        let mut steps = view::steps(&came.work.operation)?;
        if let Answer::Poll(_, Ok((last, _))) = came.answer {
            steps = steps::after(steps, last, now);
        }
        Ok(Self { came, now, steps, failure: None })
    }

    /// Writes the operation's own row; none where it was ended meanwhile.
    async fn write(&mut self, operation: &mut Operation) -> Result<Option<Over>, Failure> {
        let row = &self.came.work.operation;
        let mut change = broker_operation::ActiveModel { id: Set(row.id), ..Default::default() };
        let now = operation.app().shared_now();
        let after = |after| now + micros(after);
        let over = match self.came.next {
            Some(Next::Ready | Next::Gone) => Over::Done,
            Some(Next::Poll { after: wait } | Next::KeepPolling { after: wait }) => {
                change.state = Set(Progress::Running);
                change.next_at = Set(after(wait));
                let polled = matches!(self.came.answer, Answer::Poll(..) | Answer::Fetch(_));
                change.polls = Set(if polled { row.polls + 1 } else { 0 });
                if let Some((token, _)) = self.came.answer.accepted() {
                    change.token = Set(token);
                }
                Over::No
            }
            Some(Next::SameAgain { after: wait } | Next::LaterAgain { after: wait }) => {
                change.attempts = Set(row.attempts + 1);
                change.next_at = Set(after(wait));
                if !self.came.attempt.maybe_sent {
                    change.sent_at = Set(None);
                }
                Over::No
            }
            Some(Next::RefreshCatalogThenAgain) => {
                change.attempts = Set(row.attempts + 1);
                change.next_at = Set(now);
                if !self.came.attempt.maybe_sent {
                    change.sent_at = Set(None);
                }
                Over::No
            }
            Some(Next::DeleteFailedRetry { after: wait }) => {
                change.state = Set(Progress::Pending);
                change.attempts = Set(row.attempts + 1);
                change.polls = Set(0);
                change.deadline = Set(None);
                change.next_at = Set(after(wait));
                Over::No
            }
            None | Some(Next::Rejected | Next::FailedNoMitigation | Next::FailedKeepsOld) => {
                Over::Failed { mitigate: false }
            }
            Some(Next::FailedThenMitigate) => Over::Failed { mitigate: true },
        };
        change.waits = Set(matches!(over, Over::No) && self.came.answer.is_not_sent());
        let retried = matches!(self.came.next, Some(Next::DeleteFailedRetry { .. }));
        if matches!(over, Over::Failed { .. }) || retried {
            steps::end(&mut self.steps, Progress::Failed, self.now);
            let elapsed = self.came.attempt.elapsed >= self.came.attempt.deadline;
            self.failure = Some(failure::of(self.came.work, self.came.answer, &self.steps, elapsed));
            change.failure = Set(Some(text(&self.failure)?));
        }
        if !matches!(over, Over::No) {
            let state = if matches!(over, Over::Done) { Progress::Done } else { Progress::Failed };
            steps::end(&mut self.steps, state, self.now);
            change.state = Set(state);
            change.ended_at = Set(Some(self.now));
            change.next_at = Set(HELD);
        }
        change.steps = Set(text(&self.steps)?);
        if !self.still_ours(operation).await? {
            return Ok(None);
        }
        change.update(operation.tx()).await?;
        if let Some((_, Some(url))) = self.came.answer.accepted() {
            self.set_url(operation, &url).await?;
        }
        if retried {
            self.delete_failed(operation).await?;
        }
        if self.came.next == Some(Next::RefreshCatalogThenAgain) {
            self.refresh(operation).await?;
        }
        Ok(Some(over))
    }

    /// Whether nobody ended it, and no other server took it up after the lease.
    async fn still_ours(&self, operation: &Operation) -> Result<bool, Failure> {
        let row = &self.came.work.operation;
        let held = broker_operation::Entity::update_many()
            .col_expr(broker_operation::Column::NextAt, Expr::value(row.next_at))
            .filter(broker_operation::Column::Id.eq(row.id))
            .filter(broker_operation::Column::NextAt.eq(row.next_at))
            .filter(broker_operation::Column::EndedAt.is_null())
            .exec(operation.tx())
            .await?;
        Ok(held.rows_affected == 1)
    }

    async fn set_url(&self, operation: &Operation, url: &str) -> Result<(), Failure> {
        let id = self.came.work.instance.id;
        let change = broker_instance::ActiveModel {
            id: Set(id),
            url: Set(Some(url.to_owned())),
            ..Default::default()
        };
        change.update(operation.tx()).await?;
        Ok(())
    }

    /// The broker's version of the plan, as the catalog says it now.
    async fn refresh(&self, operation: &Operation) -> Result<(), Failure> {
        let work = self.came.work;
        let offers = super::catalogs::offers(operation.app(), operation.tx()).await?;
        let Some(found) = offers.find(&work.snapshot.offer.id) else { return Ok(()) };
        let mut snapshot = work.snapshot.clone();
        snapshot.maintenance_info.clone_from(&found.snapshot.maintenance_info);
        let change = broker_instance::ActiveModel {
            id: Set(work.instance.id),
            offer: Set(text(&snapshot)?),
            ..Default::default()
        };
        change.update(operation.tx()).await?;
        Ok(())
    }

    /// What could not be removed is said to be so; it is tried again.
    async fn delete_failed(&self, operation: &Operation) -> Result<(), Failure> {
        broker_instance::Entity::update_many()
            .col_expr(broker_instance::Column::State, Expr::value(InstanceState::DeleteFailed))
            .col_expr(broker_instance::Column::Failure, Expr::value(text(&self.failure)?))
            .filter(broker_instance::Column::Id.eq(self.came.work.instance.id))
            .filter(broker_instance::Column::State.eq(InstanceState::Deleting))
            .exec(operation.tx())
            .await?;
        Ok(())
    }
}

fn text(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::internal(&error))
}
