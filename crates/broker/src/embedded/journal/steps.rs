//! Steps of operations. Only who holds the operation's lease changes them.

use super::{
    Journal, Lease,
    rows::{self, STEP, StepRow},
    sql,
};
use crate::osb::extension::StepState;
use sea_orm::DbErr;
use uuid::Uuid;

impl Journal {
    /// The steps of an operation.
    pub async fn steps(&self, operation: Uuid) -> Result<Vec<StepRow>, DbErr> {
        let query = format!("SELECT {STEP} FROM broker_steps WHERE operation = ? ORDER BY position");
        sql::all(&self.db, &query, [operation.to_string().into()]).await?.iter().map(StepRow::read).collect()
    }

    /// Begins a step, once: when it is resumed, it keeps its first moment. Answers whether the lease still holds.
    pub async fn begin_step(&self, lease: &Lease, position: i64, now: i64) -> Result<bool, DbErr> {
        let update = "UPDATE broker_steps SET state = 'running', started_at = COALESCE(started_at, ?)
                      WHERE operation = ? AND position = ? AND EXISTS (
                          SELECT 1 FROM broker_operations o WHERE o.id = broker_steps.operation AND o.lease = ?)";
        let values =
            [now.into(), lease.operation.to_string().into(), position.into(), lease.token.clone().into()];
        Ok(sql::run(&self.db, update, values).await? == 1)
    }

    /// Ends a step, or notes why it has to be tried again. Answers whether the lease still holds.
    pub async fn note_step(
        &self,
        lease: &Lease,
        position: i64,
        state: StepState,
        detail: Option<String>,
        now: i64,
    ) -> Result<bool, DbErr> {
        let ended = (state != StepState::Running).then_some(now);
        let update = "UPDATE broker_steps SET state = ?, ended_at = ?, detail = ?
                      WHERE operation = ? AND position = ? AND EXISTS (
                          SELECT 1 FROM broker_operations o WHERE o.id = broker_steps.operation AND o.lease = ?)";
        let values = [
            rows::step_word(state).into(),
            ended.into(),
            detail.into(),
            lease.operation.to_string().into(),
            position.into(),
            lease.token.clone().into(),
        ];
        Ok(sql::run(&self.db, update, values).await? == 1)
    }
}
