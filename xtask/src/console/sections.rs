//! How much of a WebAssembly file stays of it once names are gone: a part's names are twice its code, and weigh nothing on the
//! wire.

use crate::outcome::{Explain, Failure, Outcome};
use std::fs;
use std::path::Path;

/// Magic number and version: <https://webassembly.github.io/spec/core/binary/modules.html#binary-module>.
const HEAD: usize = 8;
/// Sections of elements, code and data. What the others say (types, imports) is said once in a joined file.
const KEPT: [u8; 3] = [9, 10, 11];

/// The bytes of code and data in a file.
///
/// # Errors
/// The file cannot be read, or is no WebAssembly.
pub fn weight(file: &Path) -> Outcome<u64> {
    let bytes = fs::read(file).explain(format!("read {}", file.display()))?;
    of(&bytes).ok_or_else(|| Failure::new(format!("{} is no WebAssembly.", file.display())))
}

fn of(bytes: &[u8]) -> Option<u64> {
    let mut rest = bytes.get(HEAD..)?;
    let mut kept = 0;
    while let Some((id, after)) = rest.split_first() {
        let (size, content) = number(after)?;
        if KEPT.contains(id) {
            kept += size;
        }
        rest = content.get(usize::try_from(size).ok()?..)?;
    }
    Some(kept)
}

/// A number as WebAssembly writes it (LEB128), and what follows it.
fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let length = bytes.iter().position(|byte| byte & 0x80 == 0)? + 1;
    let (number, rest) = bytes.split_at_checked(length)?;
    let value = number
        .iter()
        .rev()
        .try_fold(0_u64, |value, byte| value.checked_mul(0x80).map(|value| value | u64::from(byte & 0x7f)))?;
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types (2 bytes), code (200 bytes, its length written in two), and names (3 bytes).
    fn file() -> Vec<u8> {
        let mut file = b"\0asm\x01\0\0\0\x01\x02ab\x0a\xc8\x01".to_vec();
        file.extend([7; 200]);
        file.extend(b"\0\x03abc");
        file
    }

    #[test]
    fn names_and_types_weigh_nothing() {
        assert_eq!(of(&file()), Some(200));
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        let file = file();
        assert_eq!(of(file.get(..file.len() - 1).unwrap()), None);
        assert_eq!(of(b"\0asm"), None);
    }
}
