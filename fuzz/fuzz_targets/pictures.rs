//! A picture, as somebody uploads it for a logo or of themselves.

#![no_main]

use libfuzzer_sys::fuzz_target;

/// Larger ones take the same ways, and as long as thousands of these: their limits are tested beside the code.
const SIDE: u32 = 128;

fuzz_target!(|data: &[u8]| {
    let _ = hq_server::platform::images::redraw_within(data, SIDE);
});
