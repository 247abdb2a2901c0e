//! Images that people upload: organizations' logos and people's pictures. The server makes each anew from the file that was sent.

/// The most bytes of a picture that is sent.
pub const MAX_IMAGE_BYTES: usize = 1024 * 1024;
/// The most pixels of a picture that is sent, on either side.
pub const MAX_IMAGE_SIDE: u32 = 4096;
/// The longer side of the picture that is kept, in pixels; a smaller one is not enlarged.
pub const IMAGE_SIDE: u32 = 256;
/// The kinds of pictures that can be sent (media types).
pub const IMAGE_TYPES: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// The kind of a picture, by its first bytes: one of [`IMAGE_TYPES`], whatever its file is called.
#[must_use]
pub fn image_type(bytes: &[u8]) -> Option<&'static str> {
    let [png, jpeg, webp] = IMAGE_TYPES;
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(png)
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some(jpeg)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
        Some(webp)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_content() {
        assert_eq!(image_type(b"\x89PNG\r\n\x1a\nrest"), Some("image/png"));
        assert_eq!(image_type(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(image_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        for other in [&b"<svg xmlns="[..], b"GIF89a", b"", b"RIFF", b"RIFF\0\0\0\0WAVE"] {
            assert_eq!(image_type(other), None);
        }
    }
}
