//! Making and changing instances.

use super::{no_version, same_kind};
use crate::{
    BrokerError, BrokerResult, Reply,
    embedded::{
        Inner,
        journal::{InstanceRow, InstanceState, Kind, OperationWord, Order, Ordered},
        parameters::{self, Asked},
        refusal::{bad, busy, conflict, gone},
        work::{Means, after, steps},
    },
    osb::{ProvisionRequest, Provisioned, UpdateRequest},
};
use std::time::Duration;
use uuid::Uuid;

/// How many bytes the texts of an order have at most.
const LONGEST: usize = 1000;
/// After so long a step that does not succeed is not tried again.
const DEADLINE: Duration = Duration::from_secs(540);

impl Inner {
    pub(super) async fn provision(
        &self,
        id: Uuid,
        request: &ProvisionRequest,
    ) -> BrokerResult<Reply<Provisioned>> {
        let kind = self.kind(&request.service_id, &request.plan_id)?;
        no_version(request.maintenance_info.as_ref())?;
        let asked = parameters::create(kind, &request.parameters)?;
        if kind == Kind::Dataplant && !self.config.sealer.can_seal() {
            return Err(bad("No secrets key is configured, so that no dataplant can be made."));
        }
        let name = request.context.instance_name.clone().unwrap_or_default();
        check_texts([&request.organization_guid, &name])?;
        let journal = self.journal().await?;
        if let Some(row) = journal.instance(id).await? {
            return self.again(&row, kind, &asked, request).await;
        }
        let order = self.order(id, OperationWord::Provision, kind, None, &asked)?;
        let row = InstanceRow {
            id,
            kind,
            organization: request.organization_guid.clone(),
            name,
            settings: asked.settings.clone(),
            sealed: order.sealed.clone(),
            state: InstanceState::Making,
        };
        match journal.order_new(&row, &order).await? {
            Ordered::Accepted => Ok(self.accepted(order.id)),
            // Somebody else was quicker with this id.
            Ordered::Busy => match journal.instance(id).await? {
                Some(row) => self.again(&row, kind, &asked, request).await,
                None => Err(busy()),
            },
        }
    }

    /// The same id once more.
    async fn again(
        &self,
        row: &InstanceRow,
        kind: Kind,
        asked: &Asked,
        request: &ProvisionRequest,
    ) -> BrokerResult<Reply<Provisioned>> {
        if row.state == InstanceState::Gone {
            return Err(conflict("An instance of this id was removed. Take another id."));
        }
        let secrets = self.unseal(row.id, row.sealed.as_deref())?;
        let same = row.kind == kind
            && row.organization == request.organization_guid
            && row.settings == asked.settings
            && secrets == asked.secrets;
        if !same {
            return Err(conflict("There is an instance of this id, with other parameters."));
        }
        let running = self.journal().await?.operation(row.id, None).await?.filter(|last| last.is_running());
        match (row.state, running) {
            (InstanceState::Making, Some(running)) => Ok(Reply::Accepted(Provisioned {
                operation: Some(running.id.to_string()),
                dashboard_url: None,
            })),
            (InstanceState::Ready, None) => {
                Ok(Reply::Done(Provisioned { dashboard_url: self.dashboard(row).await?, operation: None }))
            }
            (InstanceState::Failed, _) => {
                Err(conflict("The instance of this id could not be made. Remove it, and take another id."))
            }
            _ => Err(busy()),
        }
    }

    pub(super) async fn update(&self, id: Uuid, request: &UpdateRequest) -> BrokerResult<Reply<Provisioned>> {
        let journal = self.journal().await?;
        let row = self.present(id).await?;
        same_kind(row.kind, &request.service_id, request.plan_id.as_deref())?;
        no_version(request.maintenance_info.as_ref())?;
        match row.state {
            InstanceState::Ready => {}
            InstanceState::Failed => {
                return Err(bad("The instance could not be made: it can only be removed."));
            }
            _ => return Err(busy()),
        }
        // What people call it is no parameter: it takes no step, and is seen at once.
        if let Some(name) = request.context.instance_name.as_ref().filter(|name| **name != row.name) {
            check_texts([name])?;
            journal.rename(id, name, self.now()).await?;
            self.tell_door();
        }
        let current =
            Asked { settings: row.settings.clone(), secrets: self.unseal(id, row.sealed.as_deref())? };
        let asked = parameters::change(row.kind, current.clone(), &request.parameters)?;
        if asked.settings.suspended && self.server.is_none() {
            return Err(bad("A Sandbox file cannot be suspended: who knows the file can open it."));
        }
        if asked.settings == current.settings && asked.secrets == current.secrets {
            return Ok(Reply::Done(Provisioned {
                dashboard_url: self.dashboard(&row).await?,
                operation: None,
            }));
        }
        let order = self.order(id, OperationWord::Update, row.kind, Some(&current), &asked)?;
        match journal.order_on(&row, &[InstanceState::Ready], InstanceState::Ready, &order).await? {
            Ordered::Accepted => Ok(self.accepted(order.id)),
            Ordered::Busy => Err(busy()),
        }
    }

    /// The row of an instance that is not gone.
    pub(super) async fn present(&self, id: Uuid) -> Result<InstanceRow, BrokerError> {
        let row = self.journal().await?.instance(id).await?;
        row.filter(|row| row.state != InstanceState::Gone).ok_or_else(gone)
    }

    pub(super) fn order(
        &self,
        instance: Uuid,
        word: OperationWord,
        kind: Kind,
        from: Option<&Asked>,
        to: &Asked,
    ) -> Result<Order, BrokerError> {
        let means: Means = self.means();
        let now = self.now();
        Ok(Order {
            id: self.new_id(),
            word,
            settings: to.settings.clone(),
            sealed: self.seal(instance, &to.secrets)?,
            steps: steps(word, kind, from, to, means)
                .into_iter()
                .map(crate::embedded::work::Step::name)
                .collect(),
            now,
            deadline: after(now, DEADLINE),
        })
    }

    pub(super) fn accepted(&self, operation: Uuid) -> Reply<Provisioned> {
        self.ordered.notify_one();
        self.tell_door();
        Reply::Accepted(Provisioned { operation: Some(operation.to_string()), dashboard_url: None })
    }
}

/// Refuses texts that are too long, or that a database does not take.
fn check_texts<const N: usize>(texts: [&String; N]) -> Result<(), BrokerError> {
    if texts.into_iter().any(|text| text.contains('\0') || text.len() > LONGEST) {
        return Err(bad("A name is too long, or has a NUL in it."));
    }
    Ok(())
}
