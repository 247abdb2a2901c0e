//! One step, done.

use super::{Step, StepError};
use crate::{
    embedded::{
        Inner,
        dataplant::{Link, sample},
        journal::{InstanceRow, Journal, Kind, Lease, OperationRow},
        postgres::{Engine, Ident, Server},
        settings::{Secrets, Slot},
    },
    front_door::ask,
};

/// An operation that is being carried out.
pub struct Task<'a> {
    /// The broker.
    pub inner: &'a Inner,
    /// The journal.
    pub journal: &'a Journal,
    /// The right to go on.
    pub lease: &'a Lease,
    /// The operation.
    pub operation: &'a OperationRow,
    /// On which instance.
    pub instance: &'a InstanceRow,
}

type Done = Result<Option<String>, StepError>;

impl Task<'_> {
    /// Does a step; answers more of it, for people.
    pub async fn take(&self, step: Step) -> Done {
        match step {
            Step::GreetServer => Ok(Some(format!("PostgreSQL {}", self.server()?.greet().await?))),
            Step::MakeGroup => {
                self.server()?.make_group(&self.engine(), self.journal.id()).await?;
                Ok(Some(self.engine().name.as_str().to_owned()))
            }
            Step::MakeDatabase => {
                self.server()?.make_database(&self.engine(), self.journal.id()).await?;
                Ok(Some(self.engine().name.as_str().to_owned()))
            }
            Step::SetPermissions => {
                self.server()?.set_permissions(&self.engine()).await.map(|()| None).map_err(Into::into)
            }
            Step::MakeFile => {
                self.inner.sandbox.make(self.instance.id).await?;
                Ok(None)
            }
            Step::TryOut => self.try_out().await,
            Step::SetLimits => self.set_limits().await,
            Step::Suspend => Ok(Some(sessions(self.server()?.suspend(&self.engine()).await?))),
            Step::Resume => self.server()?.resume(&self.engine()).await.map(|()| None).map_err(Into::into),
            Step::EndSessions => Ok(Some(sessions(self.server()?.shut(&self.engine()).await?))),
            Step::DropDatabase => {
                let bytes = self.server()?.drop_database(&self.engine()).await?;
                Ok(Some(receipt(self.engine().name.as_str(), bytes)))
            }
            Step::DropRoles => {
                let roles = self.roles().await?;
                let dropped = self.server()?.drop_roles(&self.engine(), &roles).await?;
                Ok(Some(format!("{dropped} of credentials, and {}", self.engine().name.as_str())))
            }
            Step::DeleteFile => {
                let bytes = self.inner.sandbox.remove(self.instance.id).await?;
                Ok(Some(receipt("the file", bytes)))
            }
            Step::VerifyGone => self.verify_gone().await,
            Step::Connect(slot) => {
                let link = self.link(slot).await?;
                let said = link.describe();
                link.close().await;
                Ok(Some(said))
            }
            Step::Write(slot) => {
                let mut link = self.link(slot).await?;
                let table = format!("hq_check_{}", self.instance.id.simple());
                let said = link.write_and_read(&table, &self.inner.hex::<8>()).await;
                link.close().await;
                said.map(Some)
            }
            Step::LoadSample => {
                let mut link = self.link(Slot::Primary).await?;
                let said = sample::load(&mut link).await;
                link.close().await;
                said.map(Some)
            }
            Step::Publish => {
                let now = self.inner.now();
                if !self.journal.publish(self.lease, now).await? {
                    return Err(StepError::Again("somebody else has taken this up".to_owned()));
                }
                self.inner.tell_door();
                Ok(None)
            }
            Step::Answer => self.answer().await,
            Step::StopAnswering => self.stop_answering().await,
        }
    }

    fn engine(&self) -> Engine {
        Engine::new(self.instance.id, self.operation.settings.fpu)
    }

    fn server(&self) -> Result<&Server, StepError> {
        self.inner.server.as_ref().ok_or_else(|| {
            StepError::Never("no storage server is named any more, and this is on one".to_owned())
        })
    }

    fn secrets(&self) -> Result<Secrets, StepError> {
        Ok(self.inner.unseal(self.instance.id, self.operation.sealed.as_deref())?)
    }

    async fn roles(&self) -> Result<Vec<Ident>, StepError> {
        let bindings = self.journal.bindings(self.instance.id).await?;
        bindings.iter().map(|binding| Ident::parse(&binding.role).map_err(Into::into)).collect()
    }

    async fn try_out(&self) -> Done {
        if self.inner.server.is_some() {
            self.server()?.try_out(&self.engine()).await?;
        } else {
            let limit = Kind::Sandbox.limit_bytes(self.operation.settings.fpu);
            self.inner.sandbox.try_out(self.instance.id, limit).await?;
        }
        Ok(None)
    }

    async fn set_limits(&self) -> Done {
        let engine = self.engine();
        self.server()?.set_limits(&engine, &self.roles().await?).await?;
        Ok(Some(format!("{} connections for each of its credentials", engine.per_credential())))
    }

    async fn verify_gone(&self) -> Done {
        let left = if self.inner.server.is_some() {
            self.server()?.left_of(&self.engine(), &self.roles().await?).await?
        } else if self.inner.sandbox.is_gone(self.instance.id).await? {
            Vec::new()
        } else {
            vec!["the file".to_owned()]
        };
        if left.is_empty() {
            Ok(Some("nothing is left".to_owned()))
        } else {
            Err(StepError::Again(format!("still there: {}", left.join(", "))))
        }
    }

    async fn link(&self, slot: Slot) -> Result<Link, StepError> {
        let secrets = self.secrets()?;
        let credentials = secrets
            .connections
            .get(&slot)
            .ok_or_else(|| StepError::Never(format!("there are no credentials for {}", slot.as_str())))?;
        Link::open(credentials, &self.inner.sandbox).await
    }

    /// Asks the front door under the dataplant's own address and under each of its names, as a browser would.
    async fn answer(&self) -> Done {
        let door = self.inner.door().ok_or_else(|| StepError::Never("there is no front door".to_owned()))?;
        self.inner.tell_door();
        let id = self.instance.id;
        let own = door.own_host(id);
        ask::plain(door, &own, id).await.map_err(StepError::Again)?;
        let secrets = self.secrets()?;
        let proven =
            crate::embedded::exposure::by_name(&self.operation.settings.names, &secrets.certificates);
        for name in &self.operation.settings.names {
            match proven.get(name) {
                Some(key) => ask::proven(door, name, key, id).await.map_err(StepError::Again)?,
                None => ask::plain(door, name, id).await.map_err(StepError::Again)?,
            }
        }
        let mut addresses = vec![door.own_url(id)];
        addresses.extend(self.operation.settings.names.iter().cloned());
        Ok(Some(addresses.join(", ")))
    }

    async fn stop_answering(&self) -> Done {
        let Some(door) = self.inner.door() else { return Ok(None) };
        self.inner.tell_door();
        match ask::plain(door, &door.own_host(self.instance.id), self.instance.id).await {
            Ok(()) => Err(StepError::Again("it still answers".to_owned())),
            Err(_) => Ok(Some(door.own_url(self.instance.id))),
        }
    }
}

fn sessions(ended: usize) -> String {
    format!("{ended} ended")
}

fn receipt(what: &str, bytes: Option<u64>) -> String {
    match bytes {
        Some(bytes) => format!("{what}, {bytes} bytes"),
        None => format!("{what} was gone already"),
    }
}
