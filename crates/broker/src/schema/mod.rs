//! The JSON schemas of a plan's parameters (OSB 2.17, "Schemas Object"). They come from brokers: at most 64 kB each, with
//! nothing fetched for them, and none of them can take for ever.

mod cost;

use crate::osb::Plan;
use crate::text;
use jsonschema::{Draft, PatternOptions, Retrieve, Uri, Validator};
use serde_json::{Map, Value};
use std::error::Error;

/// The largest schema, in bytes of JSON: the specification's 64 kB.
const LARGEST: usize = 64 * 1_024;
/// How many steps back a pattern may take in a text.
const PATTERN_STEPS: usize = 2_000;
/// How large a compiled pattern may be, in bytes.
const PATTERN_SIZE: usize = 256 * 1_024;
/// How much work is done for an answer: a schema's parts times the parameters' bytes.
const MOST_WORK: u64 = 5_000_000;
/// How many things that are wrong are told.
const TOLD: usize = 20;
/// How long each may be, in characters.
const TOLD_LENGTH: usize = 300;

/// Of what the parameters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SchemaOf {
    /// Of making an instance.
    Create,
    /// Of changing one.
    Update,
    /// Of making credentials.
    Bind,
}

impl SchemaOf {
    /// All.
    pub const ALL: [Self; 3] = [Self::Create, Self::Update, Self::Bind];

    const fn path(self) -> &'static str {
        match self {
            Self::Create => "/service_instance/create/parameters",
            Self::Update => "/service_instance/update/parameters",
            Self::Bind => "/service_binding/create/parameters",
        }
    }
}

/// Holds parameters against a plan's schema. A plan without one takes everything.
///
/// # Errors
/// What is wrong, in English: where in the parameters, and what; without their values, which may be secret. Also where the
/// schema itself cannot be used.
pub fn check(plan: &Plan, of: SchemaOf, parameters: &Map<String, Value>) -> Result<(), Vec<String>> {
    let Some((validator, cost)) = validator(plan, of).map_err(|reason| vec![reason])? else { return Ok(()) };
    let value = Value::Object(parameters.clone());
    let size = u64::try_from(value.to_string().len()).unwrap_or(u64::MAX);
    if cost.saturating_mul(size) > MOST_WORK {
        return Err(vec![format!("{size} bytes are too much for the plan's schema")]);
    }
    let wrong: Vec<String> = validator
        .iter_errors(&value)
        .take(TOLD)
        .filter_map(|error| {
            let place = error.instance_path().as_str();
            let what = error.masked();
            let told = if place.is_empty() { what.to_string() } else { format!("{place}: {what}") };
            text::plain(&told, TOLD_LENGTH)
        })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Whether a plan's schemas can be used.
pub(crate) fn usable(plan: &Plan) -> Result<(), String> {
    SchemaOf::ALL.into_iter().try_for_each(|of| validator(plan, of).map(drop))
}

/// With what it costs to use it.
fn validator(plan: &Plan, of: SchemaOf) -> Result<Option<(Validator, u64)>, String> {
    let Some(schema) = plan.schemas.as_ref().and_then(|schemas| schemas.pointer(of.path())) else {
        return Ok(None);
    };
    let wrong = |why: &str| {
        let why = text::plain(why, TOLD_LENGTH).unwrap_or_default();
        format!("its schema {} cannot be used: {why}", of.path())
    };
    if serde_json::to_vec(schema).map_or(true, |json| json.len() > LARGEST) {
        return Err(wrong("it has more than 64 kB"));
    }
    let cost = cost::cost(schema).map_err(wrong)?;
    let options = || {
        jsonschema::options().with_retriever(Nothing).with_pattern_options(
            PatternOptions::fancy_regex()
                .backtrack_limit(PATTERN_STEPS)
                .size_limit(PATTERN_SIZE)
                .dfa_size_limit(PATTERN_SIZE),
        )
    };
    let built = if schema.get("$schema").is_some() {
        options().build(schema)
    } else {
        // The specification names draft 4, and its brokers mean it where they name none; others mean what is new.
        options().with_draft(Draft::Draft4).build(schema).or_else(|_| options().build(schema))
    };
    built.map(|validator| Some((validator, cost))).map_err(|error| wrong(&error.to_string()))
}

/// Gets nothing from anywhere, whatever features the library is built with.
struct Nothing;

impl Retrieve for Nothing {
    fn retrieve(&self, _uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        Err("a reference to the outside is not allowed".into())
    }
}

#[cfg(test)]
mod tests;
