//! What can wait until something else has been painted.

use leptos::prelude::*;
use std::time::Duration;

/// Whether what is drawn once `here` holds has been painted; follows it.
pub fn painted(here: impl Into<Signal<bool>>) -> Signal<bool> {
    let (here, painted) = (here.into(), RwSignal::new(false));
    Effect::new(move |_| {
        if here.get() {
            // The frame is about to be painted, and what is set now is part of it: a task later it has been. The view may be gone.
            request_animation_frame(move || {
                set_timeout(
                    move || {
                        painted.try_set(true);
                    },
                    Duration::ZERO,
                );
            });
        }
    });
    painted.into()
}
