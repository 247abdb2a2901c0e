//! Images that become logos and people's pictures: read within limits, scaled, turned the right way up, and written anew, so that nothing of a
//! file is kept but what it shows. What is not shown does not even reach the decoders.

mod alpha;
mod jpeg;
mod png;
mod webp;

use crate::{
    access::ActorId,
    app::App,
    http::problem::Failure,
    platform::{
        rate_limits::{self, Limit},
        turns::Queue,
    },
};
use axum::{
    http::{HeaderName, header},
    response::IntoResponse,
};
use hq_contract::{
    ProblemCode,
    images::{IMAGE_SIDE, MAX_IMAGE_BYTES, MAX_IMAGE_SIDE, image_type},
};
use image::{
    DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits,
    codecs::png::{CompressionType, FilterType, PngEncoder},
    error::LimitErrorKind,
    imageops,
};
use sha2::{Digest as _, Sha256};
use std::{borrow::Cow, io::Cursor, sync::LazyLock};

/// The most memory that reading a picture takes: each pixel of the largest one, with 16 bits a channel.
const MAX_MEMORY: u64 = (MAX_IMAGE_SIDE as u64) * (MAX_IMAGE_SIDE as u64) * 8 + (8 << 20);
/// Pictures at once: they take time and memory, and others wait for neither.
static QUEUE: LazyLock<Queue> = LazyLock::new(|| Queue::new(1));
/// Pictures that a person sends, of themselves and as logos: some take seconds.
const PER_PERSON: Limit = Limit { name: "images.drawn", most: 30, window_seconds: 3600 };

/// What (PNG) is kept of an image that a person sent, made on a thread of its own.
///
/// # Errors
/// See [`redraw`]; 429 where they sent too many; 503 where too many wait.
pub async fn draw(app: &App, person: ActorId, picture: Vec<u8>) -> Result<Vec<u8>, Failure> {
    rate_limits::count(app, PER_PERSON, &person.to_string()).await?;
    Ok(QUEUE.run(person, move || redraw(&picture)).await??)
}

/// What (PNG) is kept of an image: at most 256 pixels on its longer side, and never larger than it was.
///
/// # Errors
/// `too_large` over 1 MiB, `unsupported_media_type` where it is neither PNG, JPEG nor WebP, `image_too_large` over 4,096
/// pixels on a side, `image_unreadable` where it is broken.
pub fn redraw(picture: &[u8]) -> Result<Vec<u8>, ProblemCode> {
    redraw_within(picture, MAX_IMAGE_SIDE)
}

/// The same for pictures of at most so many pixels on a side: a fuzzer that has to wait for large ones finds less.
///
/// # Errors
/// See [`redraw`].
pub fn redraw_within(picture: &[u8], side: u32) -> Result<Vec<u8>, ProblemCode> {
    if picture.len() > MAX_IMAGE_BYTES {
        return Err(ProblemCode::TooLarge);
    }
    let image = read(picture, side)?;
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::Adaptive);
    let mut image = DynamicImage::from(image.into_rgba8());
    alpha::forget_unseen(&mut image);
    image.write_with_encoder(encoder).map_err(|_| ProblemCode::ImageUnreadable)?;
    Ok(png)
}

/// Which image this is: the same for the same.
#[must_use]
pub fn version(png: &[u8]) -> String {
    hex::encode(Sha256::digest(png).first_chunk::<8>().map_or(&[][..], |start| &start[..]))
}

/// An image (PNG) for somebody who `asked` for this version of it, or just for what is there.
pub fn answer(png: Vec<u8>, version: &str, asked: Option<&str>) -> impl IntoResponse + use<> {
    // Only for this person, since not everybody sees it.
    let kept =
        if asked == Some(version) { "private, max-age=31536000, immutable" } else { "private, no-cache" };
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, "image/png".to_owned()),
        (header::CACHE_CONTROL, kept.to_owned()),
        (header::ETAG, format!("\"{version}\"")),
    ];
    (headers, png)
}

/// The image in the size that is kept.
fn read(picture: &[u8], side: u32) -> Result<DynamicImage, ProblemCode> {
    let format = match image_type(picture) {
        Some("image/png") => ImageFormat::Png,
        Some("image/jpeg") => ImageFormat::Jpeg,
        Some("image/webp") => ImageFormat::WebP,
        _ => return Err(ProblemCode::UnsupportedMediaType),
    };
    let picture = match format {
        ImageFormat::Png => png::shown(picture).map(Cow::Owned),
        ImageFormat::WebP => webp::shown(picture).map(Cow::Owned),
        _ => jpeg::shown(picture).map(Cow::Borrowed),
    };
    let picture = picture.ok_or(ProblemCode::ImageUnreadable)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(side);
    limits.max_image_height = Some(side);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(picture.as_ref()), format);
    // Before there is a decoder: it reads what a file says of itself as soon as it is made.
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let orientation = decoder.orientation().map_err(|error| refused(&error))?;
    let image = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    let mut image = if image.width().max(image.height()) > IMAGE_SIDE {
        alpha::scaled(image, |image| image.resize(IMAGE_SIDE, IMAGE_SIDE, imageops::FilterType::CatmullRom))
    } else {
        image
    };
    // Turned once it is small: a turned picture is a second one.
    image.apply_orientation(orientation);
    Ok(image)
}

fn refused(error: &ImageError) -> ProblemCode {
    match error {
        ImageError::Limits(limit) if matches!(limit.kind(), LimitErrorKind::DimensionError) => {
            ProblemCode::ImageTooLarge
        }
        _ => ProblemCode::ImageUnreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ExtendedColorType, ImageEncoder as _, RgbaImage, codecs::jpeg::JpegEncoder};

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let image = RgbaImage::from_fn(width, height, |x, y| [x as u8, y as u8, 7, 255].into());
        let mut bytes = Vec::new();
        let image = DynamicImage::from(image);
        let image = if format == ImageFormat::Jpeg { DynamicImage::from(image.into_rgb8()) } else { image };
        image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    fn size(png: &[u8]) -> (u32, u32) {
        assert_eq!(image_type(png), Some("image/png"));
        ImageReader::with_format(Cursor::new(png), ImageFormat::Png).into_dimensions().unwrap()
    }

    #[test]
    fn pictures_are_scaled_and_never_enlarged() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            assert_eq!(size(&redraw(&picture(800, 400, format)).unwrap()), (256, 128), "{format:?}");
            assert_eq!(size(&redraw(&picture(20, 30, format)).unwrap()), (20, 30), "{format:?}");
        }
    }

    #[test]
    fn what_a_file_says_beside_its_picture_is_left_behind() {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new(&mut bytes);
        // Turned by 90° (EXIF, orientation 6), with a note in it.
        let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        exif.extend(b"taken at home");
        encoder.set_exif_metadata(exif).unwrap();
        encoder.write_image(&[90; 20 * 10 * 3], 20, 10, ExtendedColorType::Rgb8).unwrap();
        assert!(bytes.windows(13).any(|part| part == b"taken at home"));
        let png = redraw(&bytes).unwrap();
        assert_eq!(size(&png), (10, 20), "the right way up");
        assert!(!png.windows(13).any(|part| part == b"taken at home"));
    }

    #[test]
    fn what_is_hidden_under_transparency_is_left_behind() {
        for side in [20, 800] {
            let hidden = RgbaImage::from_fn(side, side, |x, y| {
                [x as u8, y as u8, 7, if x < side / 2 { 0 } else { 255 }].into()
            });
            for format in [ImageFormat::Png, ImageFormat::WebP] {
                let mut bytes = Vec::new();
                hidden.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
                let png = redraw(&bytes).unwrap();
                let kept = image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap().into_rgba8();
                let unseen: Vec<_> = kept.pixels().filter(|pixel| pixel[3] == 0).collect();
                assert!(
                    unseen.len() > 100 && unseen.iter().all(|pixel| pixel.0[..3] == [0, 0, 0]),
                    "{format:?}"
                );
            }
        }
    }

    #[test]
    fn what_cannot_be_a_logo_is_told() {
        assert_eq!(
            redraw(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            Err(ProblemCode::UnsupportedMediaType)
        );
        assert_eq!(redraw(b"GIF89a"), Err(ProblemCode::UnsupportedMediaType));
        assert_eq!(redraw(b""), Err(ProblemCode::UnsupportedMediaType));
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let whole = picture(64, 64, format);
            assert_eq!(redraw(&whole[..whole.len() / 2]), Err(ProblemCode::ImageUnreadable), "{format:?}");
            let cut_off = &whole[..whole.len() - 2];
            assert_eq!(redraw(cut_off), Err(ProblemCode::ImageUnreadable), "{format:?}");
        }
        assert_eq!(redraw(&picture(4097, 1, ImageFormat::Png)), Err(ProblemCode::ImageTooLarge));
        assert_eq!(redraw(&vec![0; MAX_IMAGE_BYTES + 1]), Err(ProblemCode::TooLarge));
    }

    #[test]
    fn a_small_file_that_would_unpack_to_much_is_refused_before() {
        // A PNG that says of itself 100,000 × 100,000 pixels.
        let mut bomb = picture(1, 1, ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
        assert!(redraw(&bomb).is_err());
    }
}
