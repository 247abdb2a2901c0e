//! WebP (RFC 9649) without what is not shown of it, and with each picture as large as the file says: the decoder unpacks
//! a picture of 16,383 pixels on a side before it compares it with the sixteen that were announced.

/// Kind and length of a chunk before what is in it.
const HEAD: usize = 8;
/// What stands in a frame of an animation before its chunks: place, size, duration, how it is drawn.
const FRAME_HEAD: usize = 16;
/// Of the flags of an extended file: a colour profile, and metadata as XMP.
const LEFT_OUT: u8 = 0x20 | 0x04;

struct Chunk<'a> {
    kind: &'a [u8; 4],
    content: &'a [u8],
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Size {
    width: u32,
    height: u32,
}

/// The file with what is shown, of an animation its first frame; none where it is cut off, or a picture in it has another
/// size than it says.
pub fn shown(file: &[u8]) -> Option<Vec<u8>> {
    let mut rest = file.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    let first = next(&mut rest)?;
    let kept = match first.kind {
        b"VP8 " | b"VP8L" => written(&first),
        b"VP8X" => extended(first.content, rest)?,
        _ => return None,
    };
    let length = u32::try_from(kept.len() + 4).ok()?.to_le_bytes();
    Some([b"RIFF", &length[..], b"WEBP", &kept].concat())
}

fn extended(head: &[u8], mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut head = head.get(..10)?.to_vec();
    let canvas = Size { width: number(head.get(4..7)?) + 1, height: number(head.get(7..10)?) + 1 };
    *head.first_mut()? &= !LEFT_OUT;
    let mut kept = written(&Chunk { kind: b"VP8X", content: &head });
    let mut has_frame = false;
    while !rest.is_empty() {
        let chunk = next(&mut rest)?;
        match chunk.kind {
            b"ALPH" | b"ANIM" | b"EXIF" => kept.extend(written(&chunk)),
            b"VP8 " | b"VP8L" if size(&chunk)? == canvas => kept.extend(written(&chunk)),
            b"VP8 " | b"VP8L" => return None,
            b"ANMF" if !has_frame => {
                has_frame = is_frame(chunk.content, canvas)?;
                kept.extend(written(&chunk));
            }
            _ => {}
        }
    }
    Some(kept)
}

/// Whether a frame of an animation lies in the canvas and holds a picture of its own size.
fn is_frame(content: &[u8], canvas: Size) -> Option<bool> {
    let at = |place: usize| Some(number(content.get(place..place + 3)?));
    let (left, top) = (at(0)? * 2, at(3)? * 2);
    let frame = Size { width: at(6)? + 1, height: at(9)? + 1 };
    if left + frame.width > canvas.width || top + frame.height > canvas.height {
        return None;
    }
    let mut rest = content.get(FRAME_HEAD..)?;
    while !rest.is_empty() {
        let chunk = next(&mut rest)?;
        if matches!(chunk.kind, b"VP8 " | b"VP8L") && size(&chunk)? != frame {
            return None;
        }
    }
    Some(true)
}

/// The next chunk; it is as long as it says, and filled up to an even length.
fn next<'a>(rest: &mut &'a [u8]) -> Option<Chunk<'a>> {
    let (head, behind) = rest.split_at_checked(HEAD)?;
    let length = usize::try_from(u32::from_le_bytes(*head.last_chunk()?)).ok()?;
    let (content, behind) = behind.split_at_checked(length)?;
    // Some programs leave out the filling of the last one.
    *rest = behind.get(length % 2..).unwrap_or_default();
    Some(Chunk { kind: head.first_chunk()?, content })
}

fn written(chunk: &Chunk<'_>) -> Vec<u8> {
    let length = u32::try_from(chunk.content.len()).unwrap_or(u32::MAX).to_le_bytes();
    let filling = [0].get(..chunk.content.len() % 2).unwrap_or_default();
    [&chunk.kind[..], &length, chunk.content, filling].concat()
}

/// The size that a picture says it has: lossy (RFC 6386, 9.1) or lossless (RFC 9649, 3.4).
fn size(chunk: &Chunk<'_>) -> Option<Size> {
    if chunk.kind == b"VP8L" {
        let bits = u32::from_le_bytes(*chunk.content.get(1..)?.first_chunk()?);
        return Some(Size { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 });
    }
    let side = |place: usize| Some(number(chunk.content.get(place..place + 2)?) & 0x3fff);
    Some(Size { width: side(6)?, height: side(8)? })
}

/// A number, its lowest byte first.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lossy(width: u16, height: u16) -> Vec<u8> {
        [&[0, 0, 0, 0x9d, 0x01, 0x2a][..], &width.to_le_bytes(), &height.to_le_bytes(), b"pixels"].concat()
    }

    fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        written(&Chunk { kind, content })
    }

    /// An extended file of 16 × 16 pixels.
    fn file(flags: u8, chunks: &[Vec<u8>]) -> Vec<u8> {
        let head = chunk(b"VP8X", &[flags, 0, 0, 0, 15, 0, 0, 15, 0, 0]);
        let all = [head, chunks.concat()].concat();
        [&b"RIFF\xff\xff\xff\xffWEBP"[..], &all].concat()
    }

    /// A frame of an animation, of 8 × 8 pixels at this place.
    fn frame(left: u8, picture: &[u8]) -> Vec<u8> {
        let head = [left, 0, 0, 0, 0, 0, 7, 0, 0, 7, 0, 0, 0, 0, 0, 0];
        chunk(b"ANMF", &[&head[..], &chunk(b"VP8 ", picture)].concat())
    }

    #[test]
    fn only_what_is_shown_is_left() {
        let picture = chunk(b"VP8 ", &lossy(16, 16));
        let given = file(0x3c, &[chunk(b"ICCP", b"profile"), picture.clone(), chunk(b"XMP ", b"<odd>")]);
        let mut left = file(0x18, &[picture]);
        let length = u32::try_from(left.len() - 8).unwrap();
        left[4..8].copy_from_slice(&length.to_le_bytes());
        assert_eq!(shown(&given), Some(left));
    }

    #[test]
    fn a_picture_of_another_size_than_it_says_is_refused() {
        assert!(shown(&file(0, &[chunk(b"VP8 ", &lossy(16, 16))])).is_some());
        assert_eq!(shown(&file(0, &[chunk(b"VP8 ", &lossy(16_383, 16_383))])), None);
        assert_eq!(shown(&file(0, &[chunk(b"VP8L", b"\x2f\xff\xff\xff\x0f")])), None);
        assert!(shown(&file(2, &[frame(4, &lossy(8, 8))])).is_some());
        assert_eq!(shown(&file(2, &[frame(4, &lossy(16_383, 8))])), None);
        assert_eq!(shown(&file(2, &[frame(5, &lossy(8, 8))])), None, "outside");
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        let whole = file(0, &[chunk(b"VP8 ", &lossy(16, 16))]);
        for length in 0..whole.len() {
            let cut = shown(&whole[..length]);
            // Where the head alone is left, the decoder finds no picture.
            assert!(cut.is_none() || length == 30, "{length}");
        }
    }
}
