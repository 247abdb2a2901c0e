//! Reading a catalog: what cannot be used is left out, each with its reason; the rest stays usable.

mod plan;
#[cfg(test)]
mod tests;

use crate::osb::extension::Template;
use crate::osb::{Catalog, Plan, Service};
use crate::text;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// How many plans of a catalog are read.
pub const MOST_PLANS: usize = 500;
/// How many reasons are kept.
const MOST_REASONS: usize = 100;
/// The longest id, in bytes.
const LONGEST_ID: usize = 255;
/// How many tags and limits of a service are kept.
const MOST_WORDS: usize = 50;
/// The longest reason, in characters.
const REASON: usize = 300;

/// Something of a catalog that HQ does not use, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The service: its name, or its id, or its place.
    pub service: String,
    /// The plan of it, where only a plan is left out.
    pub plan: Option<String>,
    /// Why, in English.
    pub reason: String,
}

impl Catalog {
    /// Reads what a broker answers. Nothing where it is no catalog at all; what cannot be understood or used of one is left out.
    #[must_use]
    pub fn read(answer: Value) -> Option<(Self, Vec<LeftOut>)> {
        let Value::Object(mut answer) = answer else { return None };
        let Value::Array(services) = answer.remove("services")? else { return None };
        let mut left_out = Reasons::default();
        let services = services
            .into_iter()
            .enumerate()
            .filter_map(|(place, service)| read_service(service, place, &mut left_out))
            .collect();
        let (catalog, also) = Self { services }.check();
        left_out.0.extend(also);
        left_out.0.truncate(MOST_REASONS);
        Some((catalog, left_out.0))
    }

    /// Leaves out what cannot be used, and shortens texts.
    #[must_use]
    pub fn check(self) -> (Self, Vec<LeftOut>) {
        let mut checker = Checker::default();
        let services = self.services.into_iter().filter_map(|service| checker.service(service)).collect();
        (Self { services }, checker.left_out.0)
    }
}

/// The reasons, as many as are kept: a catalog may be wrong in a hundred thousand places.
#[derive(Default)]
struct Reasons(Vec<LeftOut>);

impl Reasons {
    fn add(&mut self, service: &str, plan: Option<&str>, reason: &str) {
        if self.0.len() < MOST_REASONS {
            let named = |name: &str| text::plain(name, text::NAME).unwrap_or_else(|| "(no name)".to_owned());
            self.0.push(LeftOut {
                service: named(service),
                plan: plan.map(named),
                reason: text::plain(reason, REASON).unwrap_or_default(),
            });
        }
    }
}

fn read_service(service: Value, place: usize, left_out: &mut Reasons) -> Option<Service> {
    let name = name_of(&service, place);
    let Value::Object(mut fields) = service else {
        left_out.add(&name, None, "it is no object");
        return None;
    };
    let Some(Value::Array(plans)) = fields.insert("plans".to_owned(), Value::Array(Vec::new())) else {
        left_out.add(&name, None, "it has no list of plans");
        return None;
    };
    let mut service: Service =
        read_object(fields).map_err(|reason| left_out.add(&name, None, &reason)).ok()?;
    for (place, plan) in plans.into_iter().enumerate() {
        let plan_name = name_of(&plan, place);
        match plan {
            Value::Object(fields) => match read_object(fields) {
                Ok(plan) => service.plans.push(plan),
                Err(reason) => left_out.add(&name, Some(&plan_name), &reason),
            },
            _ => left_out.add(&name, Some(&plan_name), "it is no object"),
        }
    }
    Some(service)
}

/// Of an offer's fields: `null` is as good as nothing, and its metadata, which are anything to the specification, are read
/// only as far as they are what HQ looks for.
fn read_object<T: DeserializeOwned>(mut fields: Map<String, Value>) -> Result<T, String> {
    fields.retain(|_, value| !value.is_null());
    match fields.get_mut("metadata") {
        Some(Value::Object(metadata)) => {
            metadata.retain(|name, value| match name.as_str() {
                "displayName" => value.is_string(),
                _ => !value.is_null(),
            });
        }
        Some(_) => drop(fields.remove("metadata")),
        None => {}
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| error.to_string())
}

fn name_of(offer: &Value, place: usize) -> String {
    ["name", "id"]
        .iter()
        .find_map(|field| offer.get(field)?.as_str())
        .map_or_else(|| format!("number {}", place + 1), str::to_owned)
}

#[derive(Default)]
struct Checker {
    services: HashSet<String>,
    plans: HashSet<String>,
    left_out: Reasons,
    full: bool,
}

impl Checker {
    fn service(&mut self, mut service: Service) -> Option<Service> {
        let name = service.name.clone();
        if let Err(reason) = self.about(&mut service) {
            self.left_out.add(&name, None, &reason);
            return None;
        }
        let plans = std::mem::take(&mut service.plans);
        let none = plans.is_empty();
        service.plans = plans.into_iter().filter_map(|plan| self.plan(&name, plan)).collect();
        if service.plans.is_empty() {
            self.left_out.add(
                &name,
                None,
                if none { "it has no plan" } else { "none of its plans can be used" },
            );
            return None;
        }
        Some(service)
    }

    fn about(&mut self, service: &mut Service) -> Result<(), String> {
        check_id(&service.id)?;
        service.name = text::plain(&service.name, text::NAME).ok_or("its name is empty")?;
        service.description = text::plain(&service.description, text::DESCRIPTION).unwrap_or_default();
        shorten(&mut service.tags, text::NAME);
        if let Some(metadata) = &mut service.metadata {
            metadata.display_name =
                metadata.display_name.as_deref().and_then(|name| text::plain(name, text::NAME));
            if let Some(hq) = &mut metadata.hq {
                shorten(&mut hq.limits, text::DESCRIPTION);
                hq.templates.truncate(MOST_WORDS);
                hq.templates = hq.templates.iter().filter_map(template).collect();
                hq.engine = hq.engine.as_deref().and_then(|engine| text::plain(engine, text::NAME));
            }
        }
        if self.services.insert(service.id.clone()) {
            Ok(())
        } else {
            Err(format!("another service before it has the id {}", service.id))
        }
    }

    fn plan(&mut self, service: &str, mut plan: Plan) -> Option<Plan> {
        if self.plans.len() >= MOST_PLANS {
            if !self.full {
                self.full = true;
                let reason = format!(
                    "HQ reads {MOST_PLANS} plans of a broker: this one and those after it are left out"
                );
                self.left_out.add(service, Some(&plan.name), &reason);
            }
            return None;
        }
        let name = plan.name.clone();
        let usable = check_id(&plan.id).and_then(|()| plan::check(&mut plan)).and_then(|()| {
            if self.plans.insert(plan.id.clone()) {
                Ok(())
            } else {
                Err(format!("another plan before it has the id {}", plan.id))
            }
        });
        usable.map_err(|reason| self.left_out.add(service, Some(&name), &reason)).ok()?;
        Some(plan)
    }
}

/// Ids are sent back as they are, so they are not shortened.
fn check_id(id: &str) -> Result<(), String> {
    if id.is_empty() {
        Err("its id is empty".to_owned())
    } else if id.len() > LONGEST_ID {
        Err(format!("its id has more than {LONGEST_ID} bytes"))
    } else if id.chars().any(char::is_control) {
        Err("its id has control characters".to_owned())
    } else {
        Ok(())
    }
}

/// Templates without a name, or with an id that would have to be shortened, are not shown.
fn template(template: &Template) -> Option<Template> {
    Some(Template {
        id: text::plain(&template.id, text::NAME).filter(|id| *id == template.id)?,
        name: text::plain(&template.name, text::NAME)?,
        description: text::plain(&template.description, text::DESCRIPTION).unwrap_or_default(),
    })
}

fn shorten(words: &mut Vec<String>, most: usize) {
    words.truncate(MOST_WORDS);
    *words = words.iter().filter_map(|word| text::plain(word, most)).collect();
}
