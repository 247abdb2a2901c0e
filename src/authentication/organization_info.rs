//! The organization around the page.

use hq_contract::{OrganizationId, plan::Plan};
use leptos::prelude::*;

/// In which organization something is decided.
#[derive(Clone, Copy)]
pub struct OrganizationInfo {
    /// Which one.
    pub org: OrganizationId,
    /// Its name.
    pub name: Signal<String>,
    /// Its word in URLs.
    pub slug: Signal<String>,
    /// Its plan, which not everything is a part of.
    pub plan: Signal<Plan>,
}
