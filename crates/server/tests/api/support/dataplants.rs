//! Dataplants as the tests' broker offers them.

use super::{Browser, Hq, Refused};
use hq_contract::{
    DataplantId, ETag, OrganizationId,
    dataplants::{
        ConfirmDataplantDeletion, CreateDataplant, Dataplant, DataplantPatch, DeleteDataplant, GetDataplant,
        NewDataplant, UpdateDataplant,
    },
    domains::{ClaimDomain, Domain, NewDomain, VerifyDomain},
};
use uuid::Uuid;

/// One of 4 FPU.
pub fn new_dataplant(name: &str) -> NewDataplant {
    NewDataplant {
        template: None,
        offer: "double/dataplant/dp".to_owned(),
        region: "here".to_owned(),
        fpu: Some(4),
        name: name.parse().unwrap(),
        description: None,
        tags: Vec::new(),
        names: Vec::new(),
    }
}

impl Hq {
    /// A dataplant that is there.
    pub async fn dataplant(&self, browser: &Browser, org: OrganizationId, new: NewDataplant) -> Dataplant {
        self.work().await;
        let ordered = browser.order(org, new).await.expect("ordered");
        self.work().await;
        browser.dataplant(org, ordered.id).await
    }

    /// A domain of an organization whose record is there and was found.
    pub async fn verified(&self, browser: &Browser, org: OrganizationId, name: &str) -> Domain {
        let body = NewDomain { name: name.parse().unwrap() };
        let claimed = browser.call(&ClaimDomain { org, body }).await.expect("claimed");
        self.dns.texts(&claimed.record.name, &[&claimed.record.value]);
        browser.call(&VerifyDomain { org, id: claimed.id }).await.expect("verified")
    }

    /// The instances of dataplants that the broker was asked to make, the first one first.
    pub fn made(&self) -> Vec<Uuid> {
        let asked = self.broker.asked().into_iter();
        asked.filter(|(verb, _)| *verb == "provision").map(|(_, id)| id).collect()
    }

    /// How often the broker was asked for something.
    pub fn asked(&self, verb: &str) -> usize {
        self.broker.asked().iter().filter(|(asked, _)| *asked == verb).count()
    }
}

impl Browser {
    /// Orders a dataplant.
    pub async fn order(&self, org: OrganizationId, new: NewDataplant) -> Result<Dataplant, Refused> {
        self.call(&CreateDataplant { org, body: new }).await
    }

    /// A dataplant as it is now.
    pub async fn dataplant(&self, org: OrganizationId, id: DataplantId) -> Dataplant {
        self.call(&GetDataplant { org, id }).await.expect("there")
    }

    /// Changes a dataplant, in whatever version it is.
    pub async fn change(
        &self,
        org: OrganizationId,
        id: DataplantId,
        patch: DataplantPatch,
    ) -> Result<Dataplant, Refused> {
        self.call(&UpdateDataplant { org, id, version: ETag("*".into()), patch }).await
    }

    /// Asks to delete a dataplant.
    pub async fn ask_to_delete(&self, org: OrganizationId, id: DataplantId) -> Result<Dataplant, Refused> {
        self.call(&DeleteDataplant { org, id, version: ETag("*".into()) }).await
    }

    /// Confirms with the link of a mail.
    pub async fn confirm(&self, token: &str) -> Result<Dataplant, Refused> {
        self.call(&ConfirmDataplantDeletion { token: token.to_owned() }).await
    }
}
