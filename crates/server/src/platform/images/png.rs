//! PNG (W3C, third edition) without what is not shown of it. A colour profile or a text of some kilobytes unpacks to a
//! gigabyte, and a decoder does so before it is asked for either.

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
/// Length and kind of a chunk before what is in it.
const HEAD: usize = 8;
/// The checksum behind it.
const CHECKSUM: usize = 4;
/// What a picture is made of, and which way up it stands (`eXIf`). Of an animation its still picture is left.
const KEPT: [&[u8; 4]; 6] = [b"IHDR", b"PLTE", b"tRNS", b"eXIf", b"IDAT", b"IEND"];

/// The file with the chunks that are shown; none where it ends too early, or has a chunk that has to be understood (5.4)
/// and is none of PNG's.
pub fn shown(file: &[u8]) -> Option<Vec<u8>> {
    let mut rest = file.strip_prefix(SIGNATURE)?;
    let mut shown = SIGNATURE.to_vec();
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk()?);
        let kind: &[u8; 4] = rest.get(4..HEAD)?.first_chunk()?;
        let whole = usize::try_from(length).ok()?.checked_add(HEAD + CHECKSUM)?;
        let (chunk, behind) = rest.split_at_checked(whole)?;
        if KEPT.contains(&kind) {
            shown.extend_from_slice(chunk);
        } else if kind.first().is_some_and(u8::is_ascii_uppercase) {
            return None;
        }
        if kind == b"IEND" {
            return Some(shown);
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], kind, content, &[0; 4]].concat()
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        [&SIGNATURE[..], &chunks.concat()].concat()
    }

    #[test]
    fn only_what_is_shown_is_left() {
        let (size, pixels, end) = (chunk(b"IHDR", b"size"), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b""));
        let all = [
            size.clone(),
            chunk(b"iCCP", b"profile"),
            chunk(b"acTL", b"animation"),
            pixels.clone(),
            chunk(b"zTXt", b"text"),
            end.clone(),
            chunk(b"IDAT", b"behind the end"),
        ];
        assert_eq!(shown(&file(&all)), Some(file(&[size, pixels, end])));
    }

    #[test]
    fn what_is_cut_off_or_unknown_is_not_shown() {
        let (size, end) = (chunk(b"IHDR", b"size"), chunk(b"IEND", b""));
        let good = file(&[size.clone(), end.clone()]);
        for length in 0..good.len() {
            assert_eq!(shown(&good[..length]), None, "{length}");
        }
        assert_eq!(shown(&file(&[size, chunk(b"CgBI", b""), end])), None);
        let endless = [&SIGNATURE[..], &u32::MAX.to_be_bytes(), b"IDAT"].concat();
        assert_eq!(shown(&endless), None);
    }
}
