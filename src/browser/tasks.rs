//! Work that ends later.

use std::future::Future;

/// Carries on with something while the page goes on; what becomes of it is the work's own to show.
pub fn run(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}
