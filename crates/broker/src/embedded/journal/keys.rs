//! To which secrets key a journal belongs. What it keeps sealed opens with that one alone: with another, dataplants would be
//! there and none of them could be reached or removed.

use super::{Journal, sql};
use crate::embedded::{EmbeddedError, SealError, Sealer};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sea_orm::DbErr;
use uuid::Uuid;

/// For what the word is sealed that proves a key.
const PLACE: &[u8] = b"hq-broker journal";
/// The word.
const WORD: &[u8] = b"hq";

/// To whom a journal belongs, seen from one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// To nobody yet: nothing was sealed in it.
    Nobodys,
    /// To this key, or one of these.
    ThisKeys,
    /// To another key.
    AnotherKeys,
    /// To a key, and none is configured.
    SomeKeys,
}

/// Something sealed of a row.
struct Kept {
    /// The row's key.
    id: String,
    /// For which instance.
    instance: Uuid,
    sealed: String,
}

/// Columns that hold something sealed: table, column, and the column with the instance.
const COLUMNS: [(&str, &str, &str); 3] = [
    ("broker_instances", "sealed", "id"),
    ("broker_operations", "sealed", "instance"),
    ("broker_operations", "former_sealed", "instance"),
];

/// For what the secrets of an instance are sealed.
pub fn place(instance: Uuid) -> Vec<u8> {
    format!("hq-broker instance {instance}").into_bytes()
}

impl Journal {
    /// To whom it belongs. Changes nothing.
    pub async fn belongs(&self, sealer: &dyn Sealer) -> Result<Belongs, EmbeddedError> {
        let said = self.fact("key").await?;
        let kept = match &said {
            Some(said) => sealer_opens(sealer, PLACE, said),
            None => {
                // An earlier version kept no word: what it sealed says the same.
                let mut kept = Vec::new();
                for (table, column, instance) in COLUMNS {
                    kept.extend(self.kept(table, column, instance).await?);
                }
                if kept.is_empty() {
                    return Ok(Belongs::Nobodys);
                }
                kept.iter().any(|kept| sealer_opens(sealer, &place(kept.instance), &kept.sealed))
            }
        };
        Ok(match (sealer.can_seal(), kept) {
            (false, _) => Belongs::SomeKeys,
            (true, true) => Belongs::ThisKeys,
            (true, false) => Belongs::AnotherKeys,
        })
    }

    /// Makes it belong to this key where it belongs to nobody, and seals anew what a former one of these keys has sealed.
    pub(super) async fn take_for(&self, sealer: &dyn Sealer) -> Result<(), EmbeddedError> {
        match self.belongs(sealer).await? {
            Belongs::AnotherKeys => return Err(EmbeddedError::OtherKey),
            Belongs::SomeKeys => return Err(EmbeddedError::KeyMissing),
            Belongs::Nobodys if !sealer.can_seal() => return Ok(()),
            Belongs::Nobodys | Belongs::ThisKeys => {}
        }
        for (table, column, instance) in COLUMNS {
            self.seal_anew(sealer, (table, column, instance)).await?;
        }
        let said = self.fact("key").await?;
        if said.as_deref().is_some_and(|said| is_current(sealer, said)) {
            return Ok(());
        }
        let word = STANDARD.encode(sealer.seal(PLACE, WORD)?);
        let keep = "INSERT INTO broker_facts (name, value) VALUES ('key', ?)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        sql::run(&self.db, keep, [word.into()]).await?;
        Ok(())
    }

    async fn seal_anew(
        &self,
        sealer: &dyn Sealer,
        (table, column, instance): (&str, &str, &str),
    ) -> Result<(), EmbeddedError> {
        for kept in self.kept(table, column, instance).await? {
            if is_current(sealer, &kept.sealed) {
                continue;
            }
            match opened(sealer, &place(kept.instance), &kept.sealed) {
                Ok(secret) => {
                    let anew = STANDARD.encode(sealer.seal(&place(kept.instance), &secret)?);
                    // Not where it is something else by now.
                    let update = format!("UPDATE {table} SET {column} = ? WHERE id = ? AND {column} = ?");
                    sql::run(&self.db, &update, [anew.into(), kept.id.into(), kept.sealed.into()]).await?;
                }
                Err(_) => {
                    tracing::error!(instance = %kept.instance, "secrets of the journal cannot be decrypted: configure their secrets key");
                }
            }
        }
        Ok(())
    }

    async fn kept(&self, table: &str, column: &str, instance: &str) -> Result<Vec<Kept>, EmbeddedError> {
        let query = format!(
            "SELECT id, {instance} AS instance, {column} AS sealed FROM {table} WHERE {column} IS NOT NULL ORDER BY id"
        );
        let rows = sql::all(&self.db, &query, []).await?;
        let read = |row: &sea_orm::QueryResult| -> Result<Kept, DbErr> {
            let instance: String = row.try_get("", "instance")?;
            let instance = Uuid::try_parse(&instance).map_err(|error| DbErr::Type(error.to_string()))?;
            Ok(Kept { id: row.try_get("", "id")?, instance, sealed: row.try_get("", "sealed")? })
        };
        Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
    }

    /// What is written down of the journal itself.
    pub(super) async fn fact(&self, name: &str) -> Result<Option<String>, DbErr> {
        let row = sql::one(&self.db, "SELECT value FROM broker_facts WHERE name = ?", [name.into()]).await?;
        row.map(|row| row.try_get("", "value")).transpose()
    }
}

fn opened(sealer: &dyn Sealer, place: &[u8], sealed: &str) -> Result<Vec<u8>, SealError> {
    let sealed = STANDARD.decode(sealed).map_err(|_| SealError::Unopenable)?;
    sealer.open(place, &sealed)
}

fn sealer_opens(sealer: &dyn Sealer, place: &[u8], sealed: &str) -> bool {
    opened(sealer, place, sealed).is_ok()
}

fn is_current(sealer: &dyn Sealer, sealed: &str) -> bool {
    STANDARD.decode(sealed).is_ok_and(|sealed| sealer.is_current(&sealed))
}
