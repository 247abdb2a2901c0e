//! A PNG of one pixel whose colour profile is nothing but zeros, packed as densely as deflate can (RFC 1950, 1951): 1 to 1,032.

/// How much a match of deflate repeats.
const MATCH: usize = 258;

/// The picture, with a profile of at least this length.
pub fn with_profile(length: usize) -> Vec<u8> {
    let mut profile = b"profile\0\0".to_vec();
    profile.extend(zeros(length));
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    picture.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
    picture.extend(chunk(b"iCCP", &profile));
    // A filter and a pixel, as they are: a stored block of two bytes, and their sum.
    picture.extend(chunk(b"IDAT", b"\x78\x01\x01\x02\x00\xfd\xff\x00\x00\x00\x02\x00\x01"));
    picture.extend(chunk(b"IEND", b""));
    picture
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(content.len()).unwrap_or(u32::MAX).to_be_bytes().to_vec();
    chunk.extend_from_slice(name);
    chunk.extend_from_slice(content);
    let sum = crc(chunk.get(4..).unwrap_or_default());
    chunk.extend(sum.to_be_bytes());
    chunk
}

/// The sum that ends a chunk (CRC-32).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

/// Zeros, packed: one as a literal, and matches that repeat it, each in two bits.
fn zeros(length: usize) -> Vec<u8> {
    // Four matches are a byte.
    let matches = length.div_ceil(MATCH).next_multiple_of(4);
    let mut bits = Bits::default();
    // The last block, with codes of its own: 286 for literals and lengths, 1 for distances, and 18 that tell their lengths.
    bits.number(1, 1);
    bits.number(2, 2);
    bits.number(286 - 257, 5);
    bits.number(0, 5);
    bits.number(18 - 4, 4);
    // In the order of RFC 1951, 3.2.7: 18 (a run of zeros) has one bit, 2 and 1 have two.
    for length in [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] {
        bits.number(length, 3);
    }
    // The literal 0 has two bits, the end of the block two, the longest match one; so has the distance 1.
    bits.code("11");
    bits.unused(138);
    bits.unused(255 - 138);
    bits.code("11");
    bits.unused(285 - 257);
    bits.code("10");
    bits.code("10");
    bits.code("10");
    bits.zeros(matches / 4);
    bits.code("11");
    let mut packed = vec![0x78, 0xda];
    packed.extend(bits.end());
    packed.extend(adler_of_zeros(1 + matches * MATCH).to_be_bytes());
    packed
}

/// The sum that ends a packed text (Adler-32), where all of it is zero.
fn adler_of_zeros(length: usize) -> u32 {
    let second = u32::try_from(length % 65_521).unwrap_or_default();
    (second << 16) | 1
}

/// Bits in the order of deflate: the lowest of a byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    begun: u8,
    count: u8,
}

impl Bits {
    fn bit(&mut self, bit: bool) {
        self.begun |= u8::from(bit) << self.count;
        self.count += 1;
        if self.count == 8 {
            self.bytes.push(self.begun);
            (self.begun, self.count) = (0, 0);
        }
    }

    /// A number, its lowest bit first.
    fn number(&mut self, number: u32, bits: u32) {
        (0..bits).for_each(|place| self.bit((number >> place) & 1 == 1));
    }

    /// A Huffman code, its highest bit first.
    fn code(&mut self, code: &str) {
        code.chars().for_each(|bit| self.bit(bit == '1'));
    }

    /// A run of 11 to 138 codes that are not used.
    fn unused(&mut self, count: u32) {
        self.code("0");
        self.number(count - 11, 7);
    }

    /// So many bytes of zeros, wherever in a byte they begin.
    fn zeros(&mut self, bytes: usize) {
        for _ in 0..bytes {
            self.bytes.push(self.begun);
            self.begun = 0;
        }
    }

    fn end(mut self) -> Vec<u8> {
        while self.count > 0 {
            self.bit(false);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    #[test]
    fn sums_are_those_of_the_standards() {
        assert_eq!(crc(b"IEND"), 0xae42_6082);
        assert_eq!(adler_of_zeros(1), 0x0001_0001);
    }

    #[test]
    fn a_thousand_mebibytes_are_a_logo_in_length() {
        let picture = with_profile(1000 << 20);
        assert!(picture.len() <= 1 << 20, "{}", picture.len());
    }

    /// By a reader that others wrote: the profile is as long as it says, and nothing but zeros.
    #[test]
    fn the_profile_unpacks_to_what_was_asked_for() {
        const READ: &str = "import sys, zlib
data = sys.stdin.buffer.read()
at = 8
while at < len(data):
    size, name = int.from_bytes(data[at:at + 4], 'big'), data[at + 4:at + 8]
    body = data[at + 8:at + 8 + size]
    assert int.from_bytes(data[at + 8 + size:at + 12 + size], 'big') == zlib.crc32(name + body), name
    if name == b'iCCP':
        text = zlib.decompress(body[9:])
        assert not any(text)
        print(len(text))
    if name == b'IDAT':
        assert zlib.decompress(body) == b'\\0\\0'
    at += 12 + size";
        let mut python = Command::new("python3")
            .args(["-c", READ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 is installed");
        python.stdin.take().unwrap().write_all(&with_profile(1 << 20)).unwrap();
        let output = python.wait_with_output().unwrap();
        let length: usize = String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
        assert!((1 << 20..(1 << 20) + 5 * MATCH).contains(&length), "{length}");
    }
}
