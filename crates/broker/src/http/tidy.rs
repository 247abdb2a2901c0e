//! Strangers' answers made fit to be kept and shown.

use crate::osb::extension::{Status, Step};
use crate::osb::{Binding, Fetched, LastOperation, Provisioned};
use crate::text;
use serde::de::DeserializeOwned;
use url::Url;

/// The longest name of an operation, in characters: the specification's.
const OPERATION: usize = 10_000;
/// How many steps are kept.
const STEPS: usize = 100;
/// The longest address, in bytes.
const ADDRESS: usize = 2_048;
/// The longest time as text, in characters.
const TIME: usize = 40;

/// What a broker answers.
pub(super) trait Tidy: DeserializeOwned {
    /// The same with texts shortened; nothing where it breaks the specification.
    fn tidy(self) -> Option<Self>;
}

impl Tidy for Provisioned {
    fn tidy(self) -> Option<Self> {
        Some(Self { dashboard_url: address(self.dashboard_url), operation: operation(self.operation)? })
    }
}

impl Tidy for Binding {
    fn tidy(self) -> Option<Self> {
        Some(Self { operation: operation(self.operation)?, ..self })
    }
}

impl Tidy for LastOperation {
    fn tidy(self) -> Option<Self> {
        Some(Self {
            description: description(self.description),
            hq_steps: self.hq_steps.into_iter().take(STEPS).filter_map(step).collect(),
            ..self
        })
    }
}

impl Tidy for Fetched {
    fn tidy(self) -> Option<Self> {
        Some(Self {
            dashboard_url: address(self.dashboard_url),
            hq_status: self.hq_status.and_then(|status| {
                Some(Status {
                    checked: text::plain(&status.checked, TIME)?,
                    detail: description(status.detail),
                    ..status
                })
            }),
            ..self
        })
    }
}

fn step(step: Step) -> Option<Step> {
    Some(Step {
        name: text::plain(&step.name, text::NAME)?,
        state: step.state,
        started: step.started.and_then(|time| text::plain(&time, TIME)),
        ended: step.ended.and_then(|time| text::plain(&time, TIME)),
        detail: description(step.detail),
    })
}

fn description(said: Option<String>) -> Option<String> {
    text::plain(&said?, text::DESCRIPTION)
}

/// An operation's name goes back as it came, so it is not shortened. An empty one is none.
fn operation(name: Option<String>) -> Option<Option<String>> {
    let name = name.filter(|name| !name.is_empty());
    let fits = name.as_ref().is_none_or(|name| name.chars().count() <= OPERATION);
    fits.then_some(name)
}

/// An address that a person can be sent to: of the web, without credentials. Others are left out.
fn address(said: Option<String>) -> Option<String> {
    let url = Url::parse(&said.filter(|said| said.len() <= ADDRESS)?).ok()?;
    let web =
        matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    web.then(|| url.into())
}
