//! What is in a file that was chosen or dropped.

use hq_text::{Key, certificates};

/// The most bytes that are read: many times what chain and key may have.
pub const MAX_FILE_BYTES: f64 = 1_048_576.0;

/// The endings of the files that are offered.
pub const ENDINGS: &str = ".pem,.crt,.cer,.key,.txt,.der,.p7b,.p12,.pfx,.jks";

/// The text of a file.
///
/// # Errors
/// What to do where it has none.
pub fn text(bytes: Vec<u8>) -> Result<String, Key> {
    if let Some(key) = binary(&bytes) {
        return Err(key);
    }
    if let Some(text) = wide(&bytes) {
        return text.ok_or(certificates::FILE_BINARY);
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text),
        // PEM in a file of another encoding: names of people stand between its parts.
        Err(error) if error.as_bytes().windows(PEM.len()).any(|part| part == PEM) => {
            Ok(String::from_utf8_lossy(error.as_bytes()).into_owned())
        }
        _ => Err(certificates::FILE_BINARY),
    }
}

/// What text of PEM has somewhere.
const PEM: &[u8] = b"-----BEGIN";

/// The text of a file of UTF-16, by its mark or by its first letter, which is a simple one; nothing inside where it is none.
fn wide(bytes: &[u8]) -> Option<Option<String>> {
    let join: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] | [0x01..=0x7f, 0, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] | [0, 0x01..=0x7f, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| join(*pair)).collect();
    let text = String::from_utf16(&units).ok().filter(|text| rest.is_empty() && !text.contains('\0'));
    Some(text.map(|text| text.trim_start_matches('\u{feff}').to_owned()))
}

/// A key store of Java begins so.
const JAVA: &[u8] = &[0xfe, 0xed, 0xfe, 0xed];

/// What a file that is one sequence of ASN.1 has to become.
fn binary(bytes: &[u8]) -> Option<Key> {
    if bytes.starts_with(JAVA) {
        return Some(certificates::FILE_JAVA);
    }
    let (0x30, rest) = bytes.split_first()? else { return None };
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        // Without a length (BER), as some programs write bundles: the end is marked.
        0x80 if rest.ends_with(&[0, 0]) => (rest.len(), rest),
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
    Some(match rest {
        // PKCS #12 begins with its version, 3 (RFC 7292, 4).
        [0x02, 0x01, 0x03, ..] => certificates::FILE_PKCS12,
        // PKCS #7 with what kind of it follows (RFC 2315, 7).
        [0x06, ..] => certificates::FILE_PKCS7,
        _ => certificates::FILE_DER,
    })
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
        assert_eq!(text(vec![b'a', b'b', 0]), Err(certificates::FILE_BINARY));
        // UTF-16 without its mark.
        assert_eq!(text(vec![b'a', 0]), Ok("a".to_owned()));
        assert_eq!(text(Vec::new()), Ok(String::new()));
        assert_eq!(text(JAVA.to_vec()), Err(certificates::FILE_JAVA));
        let endless = [0x30, 0x80, 0x02, 0x01, 0x03, 0, 0];
        assert_eq!(text(endless.to_vec()), Err(certificates::FILE_PKCS12));
    }

    #[test]
    fn files_of_the_fixtures_are_told() {
        let of = |bytes: &[u8]| text(bytes.to_vec());
        let fixture = |what| match what {
            "p12" => of(include_bytes!("../../tests/fixtures/certificates/bundle.p12")),
            "p7b" => of(include_bytes!("../../tests/fixtures/certificates/bundle.p7b")),
            _ => of(include_bytes!("../../tests/fixtures/certificates/leaf.der")),
        };
        assert_eq!(fixture("p12"), Err(certificates::FILE_PKCS12));
        assert_eq!(fixture("p7b"), Err(certificates::FILE_PKCS7));
        assert_eq!(fixture("der"), Err(certificates::FILE_DER));
    }

    #[test]
    fn texts_of_other_encodings_are_read() {
        let pem = "-----BEGIN X-----\nAAEC\n-----END X-----\n";
        let units: Vec<u16> = pem.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [&little, &big] {
            assert_eq!(text(bytes.clone()).as_deref(), Ok(pem));
        }
        assert_eq!(text([&[0xff, 0xfe], &little[..]].concat()).as_deref(), Ok(pem));
        assert_eq!(text([&[0xfe, 0xff], &big[..]].concat()).as_deref(), Ok(pem));
        assert_eq!(text(little[..5].to_vec()), Err(certificates::FILE_BINARY));
        let western = [b"friendlyName: J\xf6rg\n", pem.as_bytes()].concat();
        assert!(text(western).unwrap().ends_with(pem));
    }
}
