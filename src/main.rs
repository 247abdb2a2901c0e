//! Starts the console in the page that has loaded it.

use hq_console::{App, api::FetchTransport, browser};
use leptos::prelude::*;
use std::rc::Rc;

fn main() {
    // It would keep the code alive that words a panic.
    #[cfg(not(panic = "immediate-abort"))]
    browser::errors::log_panics();
    let base = browser::page::meta("hq-api");
    mount_to_body(move || view! { <App transport=Rc::new(FetchTransport) base=base /> });
}
