//! What a picture has where it is transparent: nobody sees it there, and whoever hid something would have it kept.

use image::{DynamicImage, ImageBuffer, Pixel, Primitive};
use std::ops::{Deref, DerefMut};

/// A picture scaled by what is seen of it: each colour counts as much as it covers, so that what is transparent does not colour the
/// edge beside it.
pub fn scaled(mut image: DynamicImage, scale: impl FnOnce(&DynamicImage) -> DynamicImage) -> DynamicImage {
    each(&mut image, Weigh::Down);
    let mut image = scale(&image);
    each(&mut image, Weigh::Up);
    image
}

/// Forgets the colours of what is transparent.
pub fn forget_unseen(image: &mut DynamicImage) {
    each(image, Weigh::Forget);
}

#[derive(Clone, Copy)]
enum Weigh {
    /// Multiplies colours by what they cover.
    Down,
    /// Divides them by it.
    Up,
    /// Leaves them but where they cover nothing.
    Forget,
}

/// Without a copy: the largest picture takes what memory it may.
fn each(image: &mut DynamicImage, how: Weigh) {
    match image {
        DynamicImage::ImageLumaA8(image) => weigh(image, how),
        DynamicImage::ImageLumaA16(image) => weigh(image, how),
        DynamicImage::ImageRgba8(image) => weigh(image, how),
        DynamicImage::ImageRgba16(image) => weigh(image, how),
        // These have no transparency, or come of no format that is read.
        _ => {}
    }
}

fn weigh<P, C>(image: &mut ImageBuffer<P, C>, how: Weigh)
where
    P: Pixel<Subpixel: Primitive + Into<u32> + TryFrom<u32>>,
    C: Deref<Target = [P::Subpixel]> + DerefMut,
{
    let most: u32 = P::Subpixel::DEFAULT_MAX_VALUE.into();
    for pixel in image.pixels_mut() {
        let Some((alpha, colours)) = pixel.channels_mut().split_last_mut() else { continue };
        let alpha: u32 = (*alpha).into();
        if alpha == most {
            continue;
        }
        for colour in colours {
            let value: u32 = (*colour).into();
            let weighed = match how {
                _ if alpha == 0 => 0,
                Weigh::Down => (value * alpha + most / 2) / most,
                Weigh::Up => ((value * most + alpha / 2) / alpha).min(most),
                Weigh::Forget => value,
            };
            *colour = P::Subpixel::try_from(weighed).unwrap_or(P::Subpixel::DEFAULT_MAX_VALUE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage, imageops::FilterType};

    #[test]
    fn what_is_transparent_has_no_colour() {
        let mut image = DynamicImage::from(RgbaImage::from_fn(2, 1, |x, _| Rgba([9, 8, 7, x as u8])));
        forget_unseen(&mut image);
        assert_eq!(image.into_rgba8().into_raw(), [0, 0, 0, 0, 9, 8, 7, 1]);
    }

    #[test]
    fn the_edge_of_a_logo_has_the_colour_of_the_logo() {
        // A red bar on a ground that is transparent, and green where nobody sees it.
        let bar = |x: u32| (100..300).contains(&x);
        let image =
            RgbaImage::from_fn(
                400,
                4,
                |x, _| if bar(x) { Rgba([200, 0, 0, 255]) } else { Rgba([0, 255, 0, 0]) },
            );
        for image in
            [DynamicImage::from(image.clone()), DynamicImage::from(DynamicImage::from(image).into_rgba16())]
        {
            let small = scaled(image, |image| image.resize_exact(57, 4, FilterType::CatmullRom)).into_rgba8();
            for Rgba([red, green, _, alpha]) in small.pixels() {
                assert_eq!(*green, 0);
                assert!(*alpha < 16 || (180..=220).contains(red), "{red} at {alpha}");
            }
        }
    }
}
