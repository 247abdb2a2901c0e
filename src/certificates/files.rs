//! What is in a file that was chosen or dropped.

use hq_text::{Key, certificates};

/// The most bytes that are read: many times what chain and key may have.
pub const MAX_FILE_BYTES: f64 = 1_048_576.0;

/// The endings of the files that are offered.
pub const ENDINGS: &str = ".pem,.crt,.cer,.key,.txt,.der,.p12,.pfx";

/// The text of a file.
///
/// # Errors
/// What to do where it has none.
pub fn text(bytes: Vec<u8>) -> Result<String, Key> {
    if let Some(key) = binary(&bytes) {
        return Err(key);
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text),
        _ => Err(certificates::FILE_BINARY),
    }
}

/// What a file that is one sequence of ASN.1 has to become.
fn binary(bytes: &[u8]) -> Option<Key> {
    let (0x30, rest) = bytes.split_first()? else { return None };
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        // So many bytes follow that say the length.
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(*length & 0x0f))?;
            (digits.iter().fold(0, |length, digit| length * 256 + usize::from(*digit)), rest)
        }
        0x00..=0x7f => (usize::from(*length), rest),
        _ => return None,
    };
    // A text may begin with a 0 of all things, but does not go on with its own length.
    if length != rest.len() {
        return None;
    }
    // PKCS #12 begins with its version, 3 (RFC 7292, 4).
    let pkcs12 = rest.starts_with(&[0x02, 0x01, 0x03]);
    Some(if pkcs12 { certificates::FILE_PKCS12 } else { certificates::FILE_DER })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_and_binary_files_told() {
        assert_eq!(text(b"-----BEGIN".to_vec()), Ok("-----BEGIN".to_owned()));
        assert_eq!(text(b"0 is a text".to_vec()), Ok("0 is a text".to_owned()));
        let pkcs12 = [0x30, 0x82, 0x00, 0x05, 0x02, 0x01, 0x03, 0x30, 0x00];
        assert_eq!(text(pkcs12.to_vec()), Err(certificates::FILE_PKCS12));
        let der = [0x30, 0x03, 0x02, 0x01, 0x00];
        assert_eq!(text(der.to_vec()), Err(certificates::FILE_DER));
        assert_eq!(text(vec![0x89, b'P', b'N', b'G']), Err(certificates::FILE_BINARY));
        assert_eq!(text(vec![b'a', 0]), Err(certificates::FILE_BINARY));
        assert_eq!(text(Vec::new()), Ok(String::new()));
    }
}
