//! JPEG (ITU-T T.81) up to its end, which has to be there: the decoder shows what has come of a file and paints the rest grey.

/// The scans of a picture. Progressive ones have some ten, each of which goes through all of the picture again: a file of many
/// costs seconds for each hundred bytes.
const MOST_SCANS: usize = 32;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// The file up to its end; none where it is cut off, is none, or has too many scans.
pub fn shown(file: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    let mut scans = 0;
    if marker(file, &mut at)? != START {
        return None;
    }
    loop {
        match marker(file, &mut at)? {
            END => return file.get(..at),
            // Between segments these stand for nothing, and have no length.
            0x01 | 0xd0..=0xd7 => {}
            kind => {
                let length = usize::from(u16::from_be_bytes(*file.get(at..)?.first_chunk()?));
                at += length.max(2);
                if kind == SCAN {
                    scans += 1;
                    at = end_of_scan(file, at)?;
                }
            }
        }
        if scans > MOST_SCANS {
            return None;
        }
    }
}

/// The marker that stands here, and the place behind it. Any number of 0xff may stand before it (B.1.1.2).
fn marker(file: &[u8], at: &mut usize) -> Option<u8> {
    let rest = file.get(*at..)?.strip_prefix(&[0xff])?;
    let fill = rest.iter().take_while(|byte| **byte == 0xff).count();
    *at += fill + 2;
    rest.get(fill).copied()
}

/// Where the marker behind a scan begins: the next one that is neither a stuffed byte nor a restart.
fn end_of_scan(file: &[u8], from: usize) -> Option<usize> {
    let scan = file.get(from..)?;
    let is_marker = |pair: &[u8]| matches!(pair, [0xff, kind] if !matches!(kind, 0 | 0xd0..=0xd7 | 0xff));
    // Of fill bytes before it, the last one.
    scan.windows(2).position(is_marker).map(|behind| from + behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ExtendedColorType, ImageEncoder as _, codecs::jpeg::JpegEncoder};

    fn picture() -> Vec<u8> {
        let mut bytes = Vec::new();
        let pixels: Vec<u8> = (0..60 * 40 * 3).map(|place: u32| (place * place % 251) as u8).collect();
        JpegEncoder::new(&mut bytes).write_image(&pixels, 60, 40, ExtendedColorType::Rgb8).unwrap();
        bytes
    }

    #[test]
    fn a_file_ends_where_its_picture_does() {
        let whole = picture();
        assert_eq!(shown(&whole), Some(&whole[..]));
        let more = [&whole[..], b"another picture", &whole[..]].concat();
        assert_eq!(shown(&more), Some(&whole[..]));
        // A preview in the head has an end of its own.
        let preview = [&[0xff, 0xd8, 0xff, 0xe1, 0, 6][..], &[0xff, END, 0xff, END], &whole[2..]].concat();
        assert_eq!(shown(&preview), Some(&preview[..]));
        let filled = [&whole[..whole.len() - 2], &[0xff, 0xff, 0xff, END]].concat();
        assert_eq!(shown(&filled), Some(&filled[..]));
    }

    #[test]
    fn what_is_cut_off_is_refused_wherever() {
        let whole = picture();
        for length in 0..whole.len() {
            assert_eq!(shown(&whole[..length]), None, "{length}");
        }
    }

    #[test]
    fn many_scans_are_refused() {
        let whole = picture();
        let place = whole.windows(2).position(|pair| pair == [0xff, SCAN]).unwrap();
        let (head, scan) = (&whole[..place], &whole[place..whole.len() - 2]);
        let with = |scans: usize| [head, &scan.repeat(scans), &[0xff, END]].concat();
        assert!(shown(&with(MOST_SCANS)).is_some());
        assert_eq!(shown(&with(MOST_SCANS + 1)), None);
    }
}
