//! One path, and several pages under it, one at a time.

use crate::routes::use_router;
use leptos::prelude::*;

/// To be called whenever such a page is shown: the title of one that comes in the place of another takes the focus. Answers
/// whether it did.
pub fn page_turn() -> impl Fn() -> bool + Copy {
    let (router, shown) = (use_router(), StoredValue::new(false));
    move || {
        let turned = shown.get_value();
        if turned {
            router.turn();
        }
        shown.set_value(true);
        turned
    }
}
