//! What the application puts beside a message, such as a way to ask about it.

use leptos::prelude::*;

/// Says what stands beside a message; nothing beside most. A context, so that each piece with a message has it.
#[derive(Clone, Copy)]
pub struct Aside(pub fn(&str) -> Option<AnyView>);

/// What stands beside a message.
pub(super) fn aside(message: &str) -> Option<AnyView> {
    use_context::<Aside>().and_then(|aside| (aside.0)(message))
}
