//! A picture, as somebody uploads it for a logo.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = hq_server::organizations::redraw(data);
});
