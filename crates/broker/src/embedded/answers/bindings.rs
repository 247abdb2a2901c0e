//! Credentials. They are made at once, and told once: asked for again with the same id, the role is given a new password, which
//! is told; the former one is void from then on.

use super::{credentials, same_kind};
use crate::{
    BrokerResult, Reply,
    embedded::{
        Inner,
        journal::{BindingRow, BindingState, InstanceRow, InstanceState, Kind},
        parameters,
        postgres::{Access, Engine, Ident, Password, Server},
        refusal::{bad, busy, conflict, gone},
    },
    osb::{BindRequest, Binding, Credentials, Poll},
};
use uuid::Uuid;

impl Inner {
    pub(super) async fn bind(
        &self,
        instance: Uuid,
        binding: Uuid,
        request: &BindRequest,
    ) -> BrokerResult<Reply<Binding>> {
        let journal = self.journal().await?;
        let row = self.present(instance).await?;
        same_kind(row.kind, &request.service_id, Some(&request.plan_id))?;
        if row.kind == Kind::Dataplant {
            return Err(bad("A dataplant has no credentials."));
        }
        let schema = parameters::schema(&request.parameters)?;
        if row.settings.suspended {
            return Err(bad("The engine is suspended: nobody can connect."));
        }
        if let Some(known) = journal.binding(binding).await? {
            let same = schema.as_ref().map(Ident::as_str) == known.schema.as_deref();
            if known.instance != instance || !same {
                return Err(conflict("There are credentials of this id, for something else."));
            }
            if known.state == BindingState::Removing {
                return Err(busy());
            }
        }
        let noted = BindingRow {
            id: binding,
            instance,
            role: Ident::role(binding).as_str().to_owned(),
            schema: schema.as_ref().map(|schema| schema.as_str().to_owned()),
            state: BindingState::Making,
        };
        if !journal.note_binding(&noted, self.now()).await? {
            return Err(if row.state == InstanceState::Failed {
                bad("The engine could not be made.")
            } else {
                busy()
            });
        }
        let credentials = match &self.server {
            Some(server) => self.grant(server, &row, binding, schema).await?,
            None => credentials::of_file(
                &self.sandbox.file(instance),
                schema.as_ref(),
                row.kind.limit_bytes(row.settings.fpu),
            ),
        };
        if !journal.binding_is_ready(binding).await? {
            // Somebody has removed it meanwhile, or the whole engine: the role may have been made after that.
            if let Some(server) = &self.server {
                let engine = Engine::new(instance, row.settings.fpu);
                server.revoke(&engine, &Ident::role(binding)).await?;
            }
            return Err(gone());
        }
        Ok(Reply::Done(Binding { credentials: Some(credentials), operation: None }))
    }

    async fn grant(
        &self,
        server: &Server,
        row: &InstanceRow,
        binding: Uuid,
        schema: Option<Ident>,
    ) -> BrokerResult<Credentials> {
        let engine = Engine::new(row.id, row.settings.fpu);
        let access = Access { role: Ident::role(binding), schema };
        let password = Password::new(&self.config.random);
        server.grant(&engine, &access, &password, self.journal().await?.id()).await?;
        Ok(credentials::of_role(server, &engine, &access, password))
    }

    pub(super) async fn unbind(
        &self,
        instance: Uuid,
        binding: Uuid,
        poll: &Poll,
    ) -> BrokerResult<Reply<Binding>> {
        let journal = self.journal().await?;
        let row = self.present(instance).await?;
        same_kind(row.kind, &poll.service_id, Some(&poll.plan_id))?;
        let known = journal.binding(binding).await?.filter(|known| known.instance == instance);
        let known = known.ok_or_else(gone)?;
        journal.binding_goes(binding).await?;
        if let Some(server) = &self.server {
            let engine = Engine::new(row.id, row.settings.fpu);
            server.revoke(&engine, &Ident::parse(&known.role)?).await?;
        }
        journal.forget_binding(binding).await?;
        Ok(Reply::Done(Binding::default()))
    }

    /// Whether there are credentials of that id.
    pub(super) async fn has_binding(&self, instance: Uuid, binding: Uuid) -> bool {
        let Ok(journal) = self.journal().await else { return false };
        let known = journal.binding(binding).await.ok().flatten();
        known.is_some_and(|known| known.instance == instance && known.state == BindingState::Ready)
    }
}
