//! Which lines the address asks for, as the API is asked.

use crate::{browser::calendar, routes::AuditFilters};
use hq_contract::audit_log::AuditFilter;

/// The lines of a view; its days are whole ones in the person's time zone.
pub fn api_filter(view: &AuditFilters) -> AuditFilter {
    let filled = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    AuditFilter {
        actor: view.actor,
        action: filled(&view.action),
        subject: filled(&view.subject),
        start_time: calendar::start_of_day(&view.from, 0),
        end_time: calendar::start_of_day(&view.until, 1),
    }
}
