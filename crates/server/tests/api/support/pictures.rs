//! What is the same of every picture that is uploaded: a person's, and an organization's logo.

use super::{Browser, Hq, Reply, rounds};
use flate2::{Compression, Crc, FlushCompress};
use futures::future::join_all;
use hq_contract::{ProblemCode, images::MAX_IMAGE_BYTES};
use image::{DynamicImage, ImageFormat, RgbImage};
use serde_json::Value;
use std::io::Cursor;
use time::Duration;

const MIB: usize = 1 << 20;

/// A picture of one colour, square.
pub fn picture(side: u32, shade: u8, format: ImageFormat) -> Vec<u8> {
    let image = DynamicImage::from(RgbImage::from_pixel(side, side, [shade, 9, 9].into()));
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// So many MiB of zeros in zlib's form (RFC 1950), a thousandth as long: the same piece again and again.
pub fn inflates_to(mib: usize) -> Vec<u8> {
    let mut piece = Vec::with_capacity(MIB);
    let mut deflate = flate2::Compress::new(Compression::best(), false);
    deflate.compress_vec(&vec![0; MIB], &mut piece, FlushCompress::Full).unwrap();
    let adler = (u32::try_from((mib * MIB) % 65_521).unwrap() << 16) | 1;
    let end = [&[3, 0][..], &adler.to_be_bytes()].concat();
    [&[0x78, 0x9c][..], &piece.repeat(mib), &end].concat()
}

/// A piece of a PNG.
pub fn png_chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(content);
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], kind, content, &sum.sum().to_be_bytes()].concat()
}

/// A fine picture with something between its size and its pixels.
pub fn png_with(chunks: &[u8]) -> Vec<u8> {
    let png = picture(16, 1, ImageFormat::Png);
    let (head, rest) = png.split_at(8 + 25);
    [head, chunks, rest].concat()
}

/// A picture with 16 bits a channel that says of itself that it is so large.
pub fn png_of(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let size = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[16, 6, 0, 0, 0]].concat();
    let chunks = [png_chunk(b"IHDR", &size), png_chunk(b"IDAT", pixels), png_chunk(b"IEND", b"")];
    [&b"\x89PNG\r\n\x1a\n"[..], &chunks.concat()].concat()
}

/// Where a picture is put, and which field of what then says so.
#[derive(Clone, Debug)]
pub struct Place {
    pub path: String,
    pub of: String,
    pub field: &'static str,
}

impl Place {
    /// The picture of whoever is signed in.
    pub fn of_person() -> Self {
        Self { path: "/me/picture".into(), of: "/me".into(), field: "picture" }
    }

    /// The logo of an organization.
    pub fn of_organization(id: impl ToString) -> Self {
        let of = format!("/organizations/{}", id.to_string());
        Self { path: format!("{of}/logo"), of, field: "logo" }
    }

    pub async fn put(&self, browser: &Browser, kind: &str, bytes: Vec<u8>) -> Reply {
        browser.send(browser.request("PUT", &self.path).header("content-type", kind).body(bytes)).await
    }

    /// Puts one that has to be taken.
    pub async fn put_shade<T: serde::de::DeserializeOwned>(&self, browser: &Browser, shade: u8) -> T {
        let reply = self.put(browser, "image/png", picture(300, shade, ImageFormat::Png)).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        serde_json::from_str(&reply.body).unwrap()
    }

    /// Which picture is there, by an answer that tells.
    fn told(&self, reply: &Reply) -> Option<String> {
        assert_eq!(reply.status, 200, "{}", reply.body);
        let json = reply.json();
        // `null`, or left out.
        json.get(self.field).and_then(Value::as_str).map(str::to_owned)
    }

    /// Every file that is no picture is refused, and what was there before stays.
    pub async fn takes_pictures_only(&self, browser: &Browser) {
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec();
        let png = picture(10, 1, ImageFormat::Png);
        let gif = b"GIF89a\x01\0\x01\0\0\0\0;".to_vec();
        let large = picture(4097, 1, ImageFormat::Png);
        let before = self.told(&browser.get(&self.of).await);
        for (kind, bytes, code) in [
            ("image/svg+xml", svg.clone(), ProblemCode::UnsupportedMediaType),
            ("image/png", svg, ProblemCode::UnsupportedMediaType),
            ("image/gif", gif.clone(), ProblemCode::UnsupportedMediaType),
            ("image/jpeg", gif, ProblemCode::UnsupportedMediaType),
            ("application/json", png.clone(), ProblemCode::UnsupportedMediaType),
            ("image/png", Vec::new(), ProblemCode::UnsupportedMediaType),
            ("image/png", png[..40].to_vec(), ProblemCode::ImageUnreadable),
            ("image/png", large, ProblemCode::ImageTooLarge),
            ("image/png", vec![0; MAX_IMAGE_BYTES + 1], ProblemCode::TooLarge),
        ] {
            let reply = self.put(browser, kind, bytes).await;
            assert_eq!(reply.json()["code"], code.as_str(), "{kind}");
            assert_eq!(reply.status.as_u16(), code.status());
        }
        assert_eq!(self.told(&browser.get(&self.of).await), before);
    }

    /// Of several at once, with one that takes it away among them, what was committed last stays: as the last version of what it
    /// belongs to says, and no other picture lies there.
    pub async fn of_several_at_once_the_last_stays(&self, hq: &Hq, browser: &Browser) {
        for round in 0..rounds(100) {
            if round % 8 == 0 {
                // Nobody sends more than some an hour.
                hq.advance(Duration::hours(1));
            }
            let put = |shade: u8| {
                let bytes = picture(2, shade, ImageFormat::Png);
                browser
                    .send(browser.request("PUT", &self.path).header("content-type", "image/png").body(bytes))
            };
            let take = || browser.send(browser.request("DELETE", &self.path));
            // Which comes first is another one each time.
            let mut acts: Vec<u8> = (0..4).collect();
            acts.rotate_left(round % 4);
            let act = |act: u8| async move { if act == 0 { take().await } else { put(act).await } };
            let replies = join_all(acts.into_iter().map(act)).await;
            let version = |reply: &Reply| -> u64 {
                // What follows the version says how it was shown.
                let tag = reply.header("etag").expect("a version").trim_matches('"').to_owned();
                tag.split(['.', '-']).next().and_then(|version| version.parse().ok()).expect("a number")
            };
            let now = browser.get(&self.of).await;
            let last = replies.iter().map(version).max().expect("some");
            assert_eq!(version(&now), last, "nothing came after them");
            for reply in replies.iter().filter(|reply| version(reply) == last) {
                assert_eq!(self.told(reply), self.told(&now), "round {round}");
            }
            let kept = browser.request("GET", &self.path).send().await.unwrap();
            let tag =
                kept.headers().get("etag").map(|tag| tag.to_str().unwrap().trim_matches('"').to_owned());
            assert_eq!(tag, self.told(&now), "round {round}: the picture itself");
        }
    }
}
