//! Removing instances.

use super::same_kind;
use crate::{
    BrokerResult, Reply,
    embedded::{
        Inner,
        journal::{InstanceState, OperationWord, Ordered},
        parameters::Asked,
        refusal::busy,
    },
    osb::{Poll, Provisioned},
};
use uuid::Uuid;

impl Inner {
    /// Also what could not be made, and what could not be removed before. Its bindings go with it.
    pub(super) async fn deprovision(&self, id: Uuid, poll: &Poll) -> BrokerResult<Reply<Provisioned>> {
        let journal = self.journal().await?;
        let row = self.present(id).await?;
        same_kind(row.kind, &poll.service_id, Some(&poll.plan_id))?;
        if let Some(running) = journal.operation(id, None).await?.filter(|last| last.is_running()) {
            // Asked once more: it is the same removal.
            return if running.word == OperationWord::Deprovision {
                Ok(self.accepted(running.id))
            } else {
                Err(busy())
            };
        }
        // The secrets are not needed to remove it, so that it can go even where their key is lost.
        let last = Asked { settings: row.settings.clone(), secrets: Default::default() };
        let order = self.order(id, OperationWord::Deprovision, row.kind, Some(&last), &last)?;
        let from = [InstanceState::Ready, InstanceState::Failed];
        match journal.order_on(&row, &from, InstanceState::Removing, &order).await? {
            Ordered::Accepted => Ok(self.accepted(order.id)),
            Ordered::Busy => Err(busy()),
        }
    }
}
