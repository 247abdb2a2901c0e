//! Work that ends later.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

/// Carries on with something while the page goes on; what becomes of it is the work's own to show.
pub fn run(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}

/// What comes of something, if that is certain already. What is not goes on when it is waited for.
pub fn at_once<T>(work: Pin<&mut (impl Future<Output = T> + ?Sized)>) -> Option<T> {
    match work.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some(result),
        Poll::Pending => None,
    }
}
