//! Randomness.

use super::window;

/// A random UUID (version 4). `crypto.randomUUID` is there on secure origins only, this everywhere.
#[must_use]
pub fn uuid() -> String {
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = window().and_then(|window| window.crypto().ok()) {
        // 16 bytes are far below the limit that makes it fail.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    let number = u128::from_be_bytes(bytes) & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let digits = format!("{number:032x}");
    let mut uuid = String::with_capacity(36);
    for (index, digit) in digits.chars().enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            uuid.push('-');
        }
        uuid.push(digit);
    }
    uuid
}
