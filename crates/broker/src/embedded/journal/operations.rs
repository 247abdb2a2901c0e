//! Operations: ordered once, carried out by whoever holds the lease.

use super::{
    Journal,
    rows::{InstanceRow, InstanceState, OPERATION, OperationRow, OperationRowState, OperationWord},
    sql,
};
use crate::embedded::settings::Settings;
use sea_orm::{DatabaseTransaction, DbErr, SqlErr};
use uuid::Uuid;

/// What is ordered.
#[derive(Debug)]
pub struct Order {
    /// The new operation's id.
    pub id: Uuid,
    /// What it does.
    pub word: OperationWord,
    /// The settings that it leads to.
    pub settings: Settings,
    /// The secrets that it leads to, sealed.
    pub sealed: Option<String>,
    /// The names of its steps.
    pub steps: Vec<&'static str>,
    /// Now.
    pub now: i64,
    /// From when on a step that does not succeed is not tried again.
    pub deadline: i64,
}

/// What came of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordered {
    /// It will be carried out.
    Accepted,
    /// Something else is under way.
    Busy,
}

/// The right to carry out an operation, for a while.
#[derive(Clone, Debug)]
pub struct Lease {
    /// Of which operation.
    pub operation: Uuid,
    /// By which it is known.
    pub token: String,
}

/// How an operation ended.
#[derive(Clone, Debug)]
pub enum Ended {
    /// Well.
    Succeeded,
    /// Not, and why.
    Failed(String),
}

impl Journal {
    /// Notes a new instance and the operation that makes it. [`Ordered::Busy`] where somebody else was quicker with the id.
    pub async fn order_new(&self, instance: &InstanceRow, order: &Order) -> Result<Ordered, DbErr> {
        let tx = self.begin().await?;
        let insert = "INSERT INTO broker_instances
                          (id, kind, organization, name, settings, sealed, state, created_at, changed_at, revision)
                      VALUES (?, ?, ?, ?, ?, ?, 'making', ?, ?, 1) ON CONFLICT (id) DO NOTHING";
        let values = [
            instance.id.to_string().into(),
            instance.kind.as_str().into(),
            instance.organization.clone().into(),
            instance.name.clone().into(),
            order.settings.json()?.into(),
            order.sealed.clone().into(),
            order.now.into(),
            order.now.into(),
        ];
        if sql::run(&tx, insert, values).await? == 0 {
            return Ok(Ordered::Busy);
        }
        insert_operation(tx, instance.id, (&order.settings, order.sealed.as_deref()), order).await
    }

    /// Notes an operation on an instance that is in one of these states, and gives it that state.
    pub async fn order_on(
        &self,
        instance: &InstanceRow,
        from: &[InstanceState],
        to: InstanceState,
        order: &Order,
    ) -> Result<Ordered, DbErr> {
        let tx = self.begin().await?;
        let lock = format!("SELECT state FROM broker_instances WHERE id = ?{}", sql::for_update(&tx));
        let row = sql::one(&tx, &lock, [instance.id.to_string().into()]).await?;
        let state = row.map(|row| row.try_get::<String>("", "state")).transpose()?;
        if !state.is_some_and(|state| from.iter().any(|word| word.as_str() == state)) {
            return Ok(Ordered::Busy);
        }
        let update =
            "UPDATE broker_instances SET state = ?, changed_at = ?, revision = revision + 1 WHERE id = ?";
        let values = [to.as_str().into(), order.now.into(), instance.id.to_string().into()];
        sql::run(&tx, update, values).await?;
        insert_operation(tx, instance.id, (&instance.settings, instance.sealed.as_deref()), order).await
    }

    /// The operation of that id, or the last one, on an instance.
    pub async fn operation(&self, instance: Uuid, id: Option<Uuid>) -> Result<Option<OperationRow>, DbErr> {
        let row = match id {
            Some(id) => {
                let query =
                    format!("SELECT {OPERATION} FROM broker_operations WHERE instance = ? AND id = ?");
                sql::one(&self.db, &query, [instance.to_string().into(), id.to_string().into()]).await?
            }
            None => {
                let query = format!(
                    "SELECT {OPERATION} FROM broker_operations WHERE instance = ?
                     ORDER BY CASE state WHEN 'running' THEN 0 ELSE 1 END, started_at DESC LIMIT 1"
                );
                sql::one(&self.db, &query, [instance.to_string().into()]).await?
            }
        };
        row.as_ref().map(OperationRow::read).transpose()
    }

    /// Takes up an operation that nobody holds, the one that has waited longest.
    pub async fn claim(
        &self,
        token: &str,
        now: i64,
        until: i64,
    ) -> Result<Option<(Lease, OperationRow)>, DbErr> {
        let update = format!(
            "UPDATE broker_operations SET lease = ?, lease_until = ?, attempts = attempts + 1
             WHERE state = 'running' AND lease_until <= ? AND id = (
                 SELECT id FROM broker_operations WHERE state = 'running' AND lease_until <= ?
                 ORDER BY lease_until, id LIMIT 1)
             RETURNING {OPERATION}"
        );
        let values = [token.into(), until.into(), now.into(), now.into()];
        let Some(row) = sql::one(&self.db, &update, values).await? else { return Ok(None) };
        let operation = OperationRow::read(&row)?;
        Ok(Some((Lease { operation: operation.id, token: token.to_owned() }, operation)))
    }

    /// Holds an operation longer. Answers whether it still was held.
    pub async fn hold(&self, lease: &Lease, until: i64) -> Result<bool, DbErr> {
        let update = "UPDATE broker_operations SET lease_until = ?
                      WHERE id = ? AND lease = ? AND state = 'running'";
        let values = [until.into(), lease.operation.to_string().into(), lease.token.clone().into()];
        Ok(sql::run(&self.db, update, values).await? == 1)
    }

    /// Lets go of an operation that has to wait, and notes for what.
    pub async fn postpone(&self, lease: &Lease, until: i64, detail: String) -> Result<bool, DbErr> {
        let update = "UPDATE broker_operations SET lease = NULL, lease_until = ?, detail = ?
                      WHERE id = ? AND lease = ? AND state = 'running'";
        let values =
            [until.into(), detail.into(), lease.operation.to_string().into(), lease.token.clone().into()];
        Ok(sql::run(&self.db, update, values).await? == 1)
    }

    /// Gives an instance the settings of the operation that is held. What failed later gets the former ones back.
    pub async fn publish(&self, lease: &Lease, now: i64) -> Result<bool, DbErr> {
        let update = "UPDATE broker_instances SET changed_at = ?, revision = revision + 1,
                          settings = (SELECT o.settings FROM broker_operations o WHERE o.id = ?),
                          sealed = (SELECT o.sealed FROM broker_operations o WHERE o.id = ?)
                      WHERE id = (SELECT o.instance FROM broker_operations o
                                  WHERE o.id = ? AND o.lease = ? AND o.state = 'running')";
        let id = lease.operation.to_string();
        let values =
            [now.into(), id.clone().into(), id.clone().into(), id.into(), lease.token.clone().into()];
        Ok(sql::run(&self.db, update, values).await? == 1)
    }

    /// Ends an operation, and its instance is what follows from it. Answers whether the lease still held.
    pub async fn end(
        &self,
        lease: &Lease,
        operation: &OperationRow,
        ended: &Ended,
        now: i64,
    ) -> Result<bool, DbErr> {
        let tx = self.begin().await?;
        let (word, detail) = match ended {
            Ended::Succeeded => (OperationRowState::Succeeded, None),
            Ended::Failed(why) => (OperationRowState::Failed, Some(why.clone())),
        };
        // What it led to is the instance's now: secrets are kept once.
        let update = "UPDATE broker_operations
                      SET state = ?, detail = ?, ended_at = ?, lease = NULL, sealed = NULL, former_sealed = NULL
                      WHERE id = ? AND lease = ? AND state = 'running'";
        let former = sql::one(
            &tx,
            "SELECT settings, sealed, former_settings, former_sealed FROM broker_operations WHERE id = ?",
            [operation.id.to_string().into()],
        )
        .await?;
        let values = [
            word.as_str().into(),
            detail.into(),
            now.into(),
            operation.id.to_string().into(),
            lease.token.clone().into(),
        ];
        if sql::run(&tx, update, values).await? == 0 {
            return Ok(false);
        }
        let Some(former) = former else { return Ok(false) };
        let failed = matches!(ended, Ended::Failed(_));
        let state = match (operation.word, failed) {
            (OperationWord::Provision, false) | (OperationWord::Update, _) => InstanceState::Ready,
            (OperationWord::Provision | OperationWord::Deprovision, true) => InstanceState::Failed,
            (OperationWord::Deprovision, false) => InstanceState::Gone,
        };
        let (settings, sealed) =
            if failed { ("former_settings", "former_sealed") } else { ("settings", "sealed") };
        let settings: String = former.try_get("", settings)?;
        let sealed: Option<String> = former.try_get("", sealed)?;
        let sealed = sealed.filter(|_| state != InstanceState::Gone);
        let update = "UPDATE broker_instances
                      SET state = ?, settings = ?, sealed = ?, changed_at = ?, revision = revision + 1 WHERE id = ?";
        let id = operation.instance.to_string();
        let values = [state.as_str().into(), settings.into(), sealed.into(), now.into(), id.clone().into()];
        sql::run(&tx, update, values).await?;
        if state == InstanceState::Gone {
            sql::run(&tx, "DELETE FROM broker_bindings WHERE instance = ?", [id.into()]).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}

async fn insert_operation(
    tx: DatabaseTransaction,
    instance: Uuid,
    former: (&Settings, Option<&str>),
    order: &Order,
) -> Result<Ordered, DbErr> {
    let insert = "INSERT INTO broker_operations
                      (id, instance, word, settings, sealed, former_settings, former_sealed, state, lease_until,
                       attempts, deadline, started_at)
                  VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?, 0, ?, ?)";
    let values = [
        order.id.to_string().into(),
        instance.to_string().into(),
        order.word.as_str().into(),
        order.settings.json()?.into(),
        order.sealed.clone().into(),
        former.0.json()?.into(),
        former.1.map(str::to_owned).into(),
        order.now.into(),
        order.deadline.into(),
        order.now.into(),
    ];
    match sql::run(&tx, insert, values).await {
        // The index of running operations: another one is under way.
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            return Ok(Ordered::Busy);
        }
        inserted => inserted?,
    };
    let insert = "INSERT INTO broker_steps (operation, position, name, state) VALUES (?, ?, ?, 'pending')";
    for (position, name) in (0_i64..).zip(&order.steps) {
        sql::run(&tx, insert, [order.id.to_string().into(), position.into(), (*name).into()]).await?;
    }
    tx.commit().await?;
    Ok(Ordered::Accepted)
}
