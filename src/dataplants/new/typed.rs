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
    /// Which field the server has refused, and why; until something else stands in its step.
    pub(super) refused: Option<(String, FieldCode)>,
}

impl Typed {
    /// Takes over what an address says was chosen.
    pub(super) fn overlay(&mut self, view: &NewDataplantView) {
        if let Some(template) = &view.template {
            self.begin_with(template.clone());
        }
        if let (Some(offer), Some(region)) = (&view.offer, &view.region) {
            self.run_at(Place { offer: offer.clone(), region: region.clone() });
        }
        if let Some(fpu) = view.fpu {
            self.fpu = fpu.to_string();
        }
    }

    /// Chooses what it begins with.
    pub(super) fn begin_with(&mut self, template: String) {
        if self.template.as_ref() != Some(&template) {
            self.forget_refusal(NewDataplantStep::Template);
        }
        self.template = Some(template);
    }

    /// Chooses where it is to run.
    pub(super) fn run_at(&mut self, place: Place) {
        if self.place.as_ref() != Some(&place) {
            self.forget_refusal(NewDataplantStep::Place);
        }
        self.place = Some(place);
    }

    /// Why the server has refused something of a step, if it has.
    pub(super) fn refused_at(&self, step: NewDataplantStep) -> Option<FieldCode> {
        let (pointer, code) = self.refused.as_ref()?;
        (Self::step_of(pointer) == step).then_some(*code)
    }

    /// Something else stands in a step than what was refused there, or the same is tried again.
    pub(super) fn forget_refusal(&mut self, step: NewDataplantStep) {
        if self.refused_at(step).is_some() {
            self.refused = None;
        }
    }

    /// Whether what was typed can be sent.
    pub(super) fn is_right(&self) -> bool {
        let description = self.description.trim().is_empty() || Description::parse(&self.description).is_ok();
        self.refused_at(NewDataplantStep::Name).is_none()
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

    #[test]
    fn what_was_refused_of_a_step_ends_with_another_choice_there() {
        let refused = |pointer: &str| Typed {
            place: Some(Place { offer: "a".into(), region: "here".into() }),
            name: "Sales".into(),
            refused: Some((pointer.into(), FieldCode::NotOffered)),
            ..Typed::default()
        };
        assert!(!refused("/name").is_right() && !refused("/fpu").is_right());
        for pointer in ["/offer", "/region"] {
            let mut typed = refused(pointer);
            assert!(typed.is_right(), "its name is");
            typed.begin_with("sample".into());
            typed.run_at(Place { offer: "a".into(), region: "here".into() });
            assert_eq!(
                typed.refused_at(NewDataplantStep::Place),
                Some(FieldCode::NotOffered),
                "the same place"
            );
            typed.overlay(&NewDataplantView {
                offer: Some("a".into()),
                region: Some("there".into()),
                ..NewDataplantView::default()
            });
            assert_eq!(typed.refused, None, "a link leads to another");
        }
    }
}
