//! Whether a plan can be used.

use crate::osb::Plan;
use crate::osb::extension::{PlanExtension, Region};
use crate::{schema, text};
use std::collections::HashSet;

/// How many regions a plan can have.
const MOST_REGIONS: usize = 200;

/// Shortens a plan's texts, or says why it cannot be used.
pub(super) fn check(plan: &mut Plan) -> Result<(), String> {
    plan.name = text::plain(&plan.name, text::NAME).ok_or("its name is empty")?;
    plan.description = text::plain(&plan.description, text::DESCRIPTION).unwrap_or_default();
    if let Some(info) = &mut plan.maintenance_info {
        info.description =
            info.description.as_deref().and_then(|description| text::plain(description, text::DESCRIPTION));
    }
    if let Some(metadata) = &mut plan.metadata {
        metadata.display_name =
            metadata.display_name.as_deref().and_then(|name| text::plain(name, text::NAME));
        if let Some(hq) = &mut metadata.hq {
            extension(hq)?;
        }
    }
    schema::usable(plan)
}

fn extension(hq: &mut PlanExtension) -> Result<(), String> {
    if hq.fpu.step == 0 {
        return Err("its sizes have a step of 0".to_owned());
    }
    if hq.fpu.min > hq.fpu.max {
        return Err(format!("its smallest size is {}, its largest {}", hq.fpu.min, hq.fpu.max));
    }
    if hq.regions.len() > MOST_REGIONS {
        return Err(format!("it has more than {MOST_REGIONS} regions"));
    }
    if let Some(price) = &hq.price
        && !(price.currency.len() == 3 && price.currency.bytes().all(|byte| byte.is_ascii_uppercase()))
    {
        return Err(format!("its price is in {}, which is no currency", price.currency));
    }
    hq.provider.id = word(&hq.provider.id).ok_or("its provider has no id")?;
    hq.provider.name = text::plain(&hq.provider.name, text::NAME).ok_or("its provider has no name")?;
    hq.unavailable = hq.unavailable.as_deref().and_then(|reason| text::plain(reason, text::DESCRIPTION));
    let mut seen = HashSet::new();
    for region in &mut hq.regions {
        place(region)?;
        if !seen.insert(region.id.clone()) {
            return Err(format!("it has the region {} twice", region.id));
        }
    }
    Ok(())
}

fn place(region: &mut Region) -> Result<(), String> {
    region.id = word(&region.id).ok_or("a region of it has no id")?;
    region.name = text::plain(&region.name, text::NAME).ok_or("a region of it has no name")?;
    let country = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if let Some(code) = &region.country
        && !country(code)
    {
        return Err(format!("its region {} is in {code}, which is no country", region.id));
    }
    let within = |degrees: Option<f64>, most: f64| degrees.is_none_or(|degrees| degrees.abs() <= most);
    if within(region.latitude, 90.0) && within(region.longitude, 180.0) {
        Ok(())
    } else {
        Err(format!("its region {} is not on Earth", region.id))
    }
}

/// An id of HQ's extension as it is, where it needs no cleaning.
fn word(id: &str) -> Option<String> {
    text::plain(id, text::NAME).filter(|plain| plain == id)
}
