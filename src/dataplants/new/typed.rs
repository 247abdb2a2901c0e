//! What is chosen and typed of an order so far. It outlives the pages of its steps, and a reload.

use crate::{
    providers::Place,
    routes::{NewDataplantStep, NewDataplantView},
};
use hq_contract::{Description, DomainName, FieldCode, ResourceName, Tag, providers::Offer};
use serde::{Deserialize, Serialize};

/// Chosen, or typed and maybe wrong yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Typed {
    /// What it begins with; empty for what has no templates. None as long as nobody has chosen.
    pub(super) template: Option<String>,
    /// Where it is to run.
    pub(super) place: Option<Place>,
    pub(super) fpu: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) tags: Vec<String>,
    pub(super) names: Vec<String>,
    /// Which field the server has refused, and why; until something is changed.
    pub(super) refused: Option<(String, FieldCode)>,
}

impl Typed {
    /// Takes over what an address says was chosen.
    pub(super) fn overlay(&mut self, view: &NewDataplantView) {
        if view.template.is_some() {
            self.template.clone_from(&view.template);
        }
        if let (Some(offer), Some(region)) = (&view.offer, &view.region) {
            self.place = Some(Place { offer: offer.clone(), region: region.clone() });
        }
        if let Some(fpu) = view.fpu {
            self.fpu = fpu.to_string();
        }
    }

    /// Whether what was typed can be sent.
    pub(super) fn is_right(&self) -> bool {
        let description = self.description.trim().is_empty() || Description::parse(&self.description).is_ok();
        self.refused.is_none()
            && ResourceName::parse(&self.name).is_ok()
            && description
            && self.tags.iter().all(|tag| Tag::parse(tag).is_ok())
            && self.names.iter().all(|name| DomainName::parse(name).is_ok())
    }

    /// What the address should say.
    pub(super) fn view(&self) -> NewDataplantView {
        NewDataplantView {
            template: self.template.clone(),
            offer: self.place.as_ref().map(|place| place.offer.clone()),
            region: self.place.as_ref().map(|place| place.region.clone()),
            fpu: self.fpu.trim().parse().ok(),
        }
    }

    /// Which step has the field at a pointer into the request.
    pub(super) fn step_of(pointer: &str) -> NewDataplantStep {
        match pointer {
            "/template" => NewDataplantStep::Template,
            "/offer" | "/region" => NewDataplantStep::Place,
            _ => NewDataplantStep::Name,
        }
    }
}

/// Something that a dataplant can begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TemplateChoice {
    /// Its id; empty for beginning without a template.
    pub(super) id: String,
    /// Its name; empty where there are words of our own.
    pub(super) name: String,
    /// What it is.
    pub(super) description: String,
    /// Whether it can be ordered somewhere.
    pub(super) open: bool,
}

/// What can be begun with, in the order of the offers. What can be ordered nowhere at present is there as well.
pub(super) fn templates(offers: &[Offer]) -> Vec<TemplateChoice> {
    let mut all: Vec<TemplateChoice> = Vec::new();
    let mut add = |choice: TemplateChoice| match all.iter_mut().find(|known| known.id == choice.id) {
        Some(known) => known.open |= choice.open,
        None => all.push(choice),
    };
    for offer in offers {
        let open = offer.unavailable.is_none();
        if offer.templates.is_empty() {
            add(TemplateChoice { id: String::new(), name: String::new(), description: String::new(), open });
        }
        for template in &offer.templates {
            let (id, name) = (template.id.clone(), template.name.clone());
            add(TemplateChoice { id, name, description: template.description.clone(), open });
        }
    }
    all
}

/// Whether something that is offered can begin with a template.
pub(super) fn has(offer: &Offer, template: &str) -> bool {
    if template.is_empty() {
        offer.templates.is_empty()
    } else {
        offer.templates.iter().any(|known| known.id == template)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::providers::{HighAvailability, OfferKind, Template, Unavailable, UnavailableCode};

    fn offer(id: &str, templates: &[&str], away: bool) -> Offer {
        let template =
            |id: &&str| Template { id: (*id).into(), name: (*id).into(), description: String::new() };
        Offer {
            id: id.into(),
            kind: OfferKind::Dataplant,
            name: id.into(),
            description: String::new(),
            engine: None,
            provider: "local".into(),
            regions: vec!["here".into()],
            fpu: None,
            high_availability: HighAvailability::Unavailable,
            fpu_month: None,
            free: true,
            storage_gb_per_fpu: None,
            templates: templates.iter().map(template).collect(),
            broker: "hq".to_owned(),
            own_broker_only: false,
            takes_certificates: false,
            bindable: false,
            resizable: false,
            limits: Vec::new(),
            unavailable: away.then_some(Unavailable { code: UnavailableCode::BrokerAway, detail: None }),
        }
    }

    #[test]
    fn a_template_of_several_offers_is_one_choice() {
        let offers =
            [offer("a", &["empty"], true), offer("b", &["empty", "sample"], false), offer("c", &[], true)];
        let choices: Vec<(String, bool)> =
            templates(&offers).into_iter().map(|choice| (choice.id, choice.open)).collect();
        assert_eq!(choices, [("empty".into(), true), ("sample".into(), true), (String::new(), false)]);
        assert!(has(&offers[1], "sample") && !has(&offers[0], "sample"));
        assert!(has(&offers[2], "") && !has(&offers[0], ""));
    }

    #[test]
    fn the_address_says_what_was_chosen_and_nothing_that_was_typed() {
        let mut typed = Typed { name: "Sales".into(), ..Typed::default() };
        let view = NewDataplantView {
            template: Some("sample".into()),
            offer: Some("a".into()),
            region: Some("here".into()),
            fpu: Some(2),
        };
        typed.overlay(&view);
        assert_eq!((typed.view(), typed.name.as_str()), (view, "Sales"));
        typed.overlay(&NewDataplantView::default());
        assert_eq!(
            typed.template.as_deref(),
            Some("sample"),
            "an address that says nothing takes nothing away"
        );
    }
}
