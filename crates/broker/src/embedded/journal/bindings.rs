//! Bindings: the names of roles, no passwords.

use super::{
    Journal,
    rows::{BINDING, BindingRow, BindingState},
    sql,
};
use sea_orm::DbErr;
use uuid::Uuid;

impl Journal {
    /// A binding.
    pub async fn binding(&self, id: Uuid) -> Result<Option<BindingRow>, DbErr> {
        let query = format!("SELECT {BINDING} FROM broker_bindings WHERE id = ?");
        let row = sql::one(&self.db, &query, [id.to_string().into()]).await?;
        row.as_ref().map(BindingRow::read).transpose()
    }

    /// The bindings of an instance.
    pub async fn bindings(&self, instance: Uuid) -> Result<Vec<BindingRow>, DbErr> {
        let query =
            format!("SELECT {BINDING} FROM broker_bindings WHERE instance = ? ORDER BY created_at, id");
        sql::all(&self.db, &query, [instance.to_string().into()])
            .await?
            .iter()
            .map(BindingRow::read)
            .collect()
    }

    /// The names of all roles of bindings.
    pub async fn binding_roles(&self) -> Result<Vec<String>, DbErr> {
        let rows = sql::all(&self.db, "SELECT role FROM broker_bindings", []).await?;
        rows.iter().map(|row| row.try_get("", "role")).collect()
    }

    /// Notes a binding before its role is made, so that nothing is made that nobody knows of. Answers whether its instance can
    /// be bound: it is there, and nothing is under way.
    pub async fn note_binding(&self, binding: &BindingRow, now: i64) -> Result<bool, DbErr> {
        let tx = self.begin().await?;
        let query = format!(
            "SELECT 1 AS found FROM broker_instances WHERE id = ? AND state = 'ready' AND NOT EXISTS (
                 SELECT 1 FROM broker_operations o WHERE o.instance = broker_instances.id AND o.state = 'running'){}",
            sql::for_update(&tx)
        );
        let instance = binding.instance.to_string();
        if sql::one(&tx, &query, [instance.clone().into()]).await?.is_none() {
            return Ok(false);
        }
        let insert = "INSERT INTO broker_bindings (id, instance, role, in_schema, state, created_at)
                      VALUES (?, ?, ?, ?, 'making', ?)
                      ON CONFLICT (id) DO UPDATE SET state = 'making' WHERE broker_bindings.instance = excluded.instance";
        let values = [
            binding.id.to_string().into(),
            instance.into(),
            binding.role.clone().into(),
            binding.schema.clone().into(),
            now.into(),
        ];
        let noted = sql::run(&tx, insert, values).await? == 1;
        tx.commit().await?;
        Ok(noted)
    }

    /// Notes that a binding is ready. Answers whether nobody has begun to remove it meanwhile.
    pub async fn binding_is_ready(&self, id: Uuid) -> Result<bool, DbErr> {
        let update = "UPDATE broker_bindings SET state = ? WHERE id = ? AND state = ?";
        let (ready, making) = (BindingState::Ready.as_str(), BindingState::Making.as_str());
        Ok(sql::run(&self.db, update, [ready.into(), id.to_string().into(), making.into()]).await? == 1)
    }

    /// Notes that a binding is being removed.
    pub async fn binding_goes(&self, id: Uuid) -> Result<(), DbErr> {
        let update = "UPDATE broker_bindings SET state = ? WHERE id = ?";
        let removing = BindingState::Removing.as_str();
        sql::run(&self.db, update, [removing.into(), id.to_string().into()]).await?;
        Ok(())
    }

    /// Forgets a binding whose role is gone.
    pub async fn forget_binding(&self, id: Uuid) -> Result<(), DbErr> {
        sql::run(&self.db, "DELETE FROM broker_bindings WHERE id = ?", [id.to_string().into()]).await?;
        Ok(())
    }
}
