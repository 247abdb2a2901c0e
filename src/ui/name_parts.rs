//! Names that machines read, in little room.

use leptos::prelude::*;

/// A domain name or an address, which may go on in the next line behind a dot or an @, and not within its words while there is
/// room for them. What is copied of it is the name alone.
#[component]
pub fn NameParts(#[prop(into)] name: String) -> AnyView {
    let parts = name.split_inclusive(['.', '@', '/']).map(|part| {
        view! {
            {part.to_owned()}
            <wbr />
        }
    });
    parts.collect::<Vec<_>>().into_any()
}
