//! What stands in the place of a page.

use super::{mfa_missing::MfaMissing, not_found::NotFound};
use crate::chunk;
use leptos::prelude::*;

chunk! {
    /// Nothing is here, or nothing for this person.
    pub not_found() in part_instead {
        view! { <NotFound /> }.into_any()
    }
}

chunk! {
    /// An organization that keeps the person out until they have set up two-step sign-in.
    pub mfa_missing() in part_instead {
        view! { <MfaMissing /> }.into_any()
    }
}
