//! What is ordered for a dataplant: an offer, a place, a size and a template that there are.

use crate::{
    access::ActorId,
    brokers::{
        FoundOffer, Offers, OwnerKind, catalogs,
        order::{self, NewInstance},
    },
    db::entity::broker_instance,
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{
    DataplantId, FieldCode, OrganizationId, ProblemCode,
    dataplants::NewDataplant,
    providers::{OfferKind, Region, Template},
};
use serde_json::{Map, Value, json};

/// The parameter that says with what a dataplant begins.
const TEMPLATE: &str = "template";

/// What is ordered.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What.
    pub found: FoundOffer,
    /// Where.
    pub region: Region,
    /// In which size, where it has sizes.
    pub fpu: Option<u32>,
    /// With what it begins, where there is a choice.
    pub template: Option<Template>,
}

impl Wish {
    /// Of what somebody asks for.
    ///
    /// # Errors
    /// 422 with the field where that is not offered; 409 `offer_unavailable` where it cannot be ordered at present.
    pub fn of(offers: &Offers, new: &NewDataplant) -> Result<Self, Failure> {
        let found = offers.find(&new.offer).filter(|found| found.offer().kind == OfferKind::Dataplant);
        let found = found.ok_or_else(|| Failure::field("/offer", FieldCode::NotOffered))?.clone();
        let region = found.region(&new.region).cloned();
        let region = region.ok_or_else(|| Failure::field("/region", FieldCode::NotOffered))?;
        let fpu = match (found.offer().fpu, new.fpu) {
            (Some(_), None) => return Err(Failure::field("/fpu", FieldCode::Required)),
            (Some(sizes), Some(fpu)) if sizes.has(fpu) => Some(fpu),
            (None, None) => None,
            _ => return Err(Failure::field("/fpu", FieldCode::NotOffered)),
        };
        let templates = &found.offer().templates;
        let template = match new.template.as_deref() {
            None => templates.first().cloned(),
            Some(id) => {
                let template = templates.iter().find(|template| template.id == id);
                Some(template.cloned().ok_or_else(|| Failure::field("/template", FieldCode::NotOffered))?)
            }
        };
        catalogs::orderable(&found)?;
        Ok(Self { found, region, fpu, template })
    }

    /// The same again as an instance was.
    ///
    /// # Errors
    /// 409 `offer_unavailable` where that is not offered any more.
    pub fn again(offers: &Offers, former: &broker_instance::Model) -> Result<Self, Failure> {
        let gone = || Failure::from(ProblemCode::OfferUnavailable);
        let seen = crate::brokers::view::Seen::of(former)?;
        let found = offers.find(&seen.offer.id).ok_or_else(gone)?.clone();
        let region = found.region(&seen.region.id).ok_or_else(gone)?.clone();
        let fpu = match (found.offer().fpu, seen.fpu) {
            (Some(sizes), Some(fpu)) if sizes.has(fpu) => Some(fpu),
            (None, None) => None,
            _ => return Err(gone()),
        };
        let parameters: Map<String, Value> = serde_json::from_str(&former.parameters).unwrap_or_default();
        let template = match parameters.get(TEMPLATE).and_then(Value::as_str) {
            None => None,
            Some(id) => {
                let templates = &found.offer().templates;
                Some(templates.iter().find(|template| template.id == id).ok_or_else(gone)?.clone())
            }
        };
        catalogs::orderable(&found)?;
        Ok(Self { found, region, fpu, template })
    }

    /// Orders it. It waits for the credentials of its engines.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn order(
        &self,
        operation: &mut Operation,
        (organization, dataplant): (OrganizationId, DataplantId),
        name: &str,
        user: ActorId,
    ) -> Result<broker_instance::Model, Failure> {
        let template = self.template.iter().map(|template| (TEMPLATE.to_owned(), json!(template.id)));
        let new = NewInstance {
            organization,
            kind: OwnerKind::Dataplant,
            owner: dataplant.into(),
            found: &self.found,
            region: &self.region,
            fpu: self.fpu,
            high_availability: false,
            name,
            parameters: template.collect(),
            user: Some(user),
            held: true,
        };
        order::create(operation, new).await
    }
}
