//! Help beside an error message, such as a button that explains why something is not allowed.

use leptos::prelude::*;

/// The help for an error message; most have none. The application provides it as a context, and every component that
/// shows an error looks it up.
#[derive(Clone, Copy)]
pub struct ErrorHelp(pub fn(&str) -> Option<AnyView>);

/// The help for this message, if the application has any.
pub(super) fn error_help(message: &str) -> Option<AnyView> {
    use_context::<ErrorHelp>().and_then(|help| (help.0)(message))
}
