//! An organization's logo: a picture that the server makes anew from the one that was sent.

use super::Organization;
use crate::{
    Endpoint, Method, Nothing, OrganizationId, Upload,
    endpoint::{endpoint_at, fill},
};

/// The most bytes of a picture that is sent.
pub const MAX_LOGO_BYTES: usize = 1024 * 1024;
/// The most pixels of a picture that is sent, on either side.
pub const MAX_LOGO_SIDE: u32 = 4096;
/// The longer side of the picture that is kept, in pixels; a smaller one is not enlarged.
pub const LOGO_SIDE: u32 = 256;
/// The kinds of pictures that can be sent (media types).
pub const LOGO_TYPES: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// The kind of a picture, by its first bytes: one of [`LOGO_TYPES`], whatever its file is called.
#[must_use]
pub fn logo_type(bytes: &[u8]) -> Option<&'static str> {
    let [png, jpeg, webp] = LOGO_TYPES;
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

/// Where a logo is, under [`crate::BASE`]: at another address when it is another picture, so that it can be kept for ever.
#[must_use]
pub fn logo_path(org: OrganizationId, logo: &str) -> String {
    // Joined and not formatted: it weighs in the console's first screen.
    ["/organizations/", &org.to_string(), "/logo?version=", logo].concat()
}

/// The logo, as a PNG.
#[derive(Clone, Debug)]
pub struct GetLogo {
    /// Of which organization.
    pub org: OrganizationId,
    /// Which picture: the organization's `logo`.
    pub version: String,
}

impl Endpoint for GetLogo {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/logo";

    fn path(&self) -> String {
        logo_path(self.org, &self.version)
    }
}

/// Put a picture in the place of the logo: the file itself, as PNG, JPEG or WebP.
#[derive(Clone, Debug)]
pub struct PutLogo {
    /// Of which organization.
    pub org: OrganizationId,
    /// The file.
    pub picture: Upload,
}

impl Endpoint for PutLogo {
    type Body = Nothing;
    type Answer = Organization;
    const METHOD: Method = Method::Put;
    const TEMPLATE: &'static str = "/organizations/{org}/logo";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string())])
    }

    fn upload(&self) -> Option<&Upload> {
        Some(&self.picture)
    }
}

endpoint_at!(
    /// Take the logo away.
    DeleteLogo {
        /// Of which organization.
        org: OrganizationId
    } Delete "/organizations/{org}/logo" -> Organization
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_content() {
        assert_eq!(logo_type(b"\x89PNG\r\n\x1a\nrest"), Some("image/png"));
        assert_eq!(logo_type(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(logo_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        for other in [&b"<svg xmlns="[..], b"GIF89a", b"", b"RIFF", b"RIFF\0\0\0\0WAVE"] {
            assert_eq!(logo_type(other), None);
        }
    }
}
