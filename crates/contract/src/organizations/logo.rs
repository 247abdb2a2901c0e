//! An organization's logo ([`crate::images`]).

use super::Organization;
use crate::{
    Endpoint, Method, Nothing, OrganizationId, Upload,
    endpoint::{described, endpoint_at, fill},
};

/// Where a logo is, under [`crate::BASE`]: at another address when it is another picture, so that it can be kept for ever.
#[must_use]
pub fn logo_path(org: OrganizationId, logo: &str) -> String {
    // Joined and not formatted: it weighs in the console's first screen.
    ["/organizations/", &org.to_string(), "/logo?version=", logo].concat()
}

described!(
    /// Read an organization's logo
    ///
    /// A PNG of at most 256 × 256 pixels, without anything but its pixels.
    #[derive(Clone, Debug)]
    pub struct GetLogo {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which picture: the organization's `logo`.
        pub version: String,
    }
    tag "organizations", for ReadOrganization,
    200 "The picture" etag "Which picture" type "image/png"
);

impl Endpoint for GetLogo {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/logo";

    fn path(&self) -> String {
        logo_path(self.org, &self.version)
    }
}

described!(
    /// Put a logo in the place of the former
    ///
    /// The file itself, as PNG, JPEG or WebP (SVG is not taken), at most 1 MiB and 4,096 pixels on a side. What is kept is a
    /// picture made anew from it. One of a person is drawn at a time, and 30 an hour (429). Of two at once the later one stays.
    #[derive(Clone, Debug)]
    pub struct PutLogo {
        /// Of which organization.
        pub org: OrganizationId,
        /// The file.
        pub picture: Upload,
    }
    tag "organizations", for UpdateOrganization,
    200 "The organization as it is now" etag "Its version",
    refusals [ImageUnreadable, ImageTooLarge, TooManyRequests]
);

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
    /// Take the logo away
    ///
    /// Where there is none, nothing happens.
    DeleteLogo {
        /// Of which organization.
        org: OrganizationId
    } Delete "/organizations/{org}/logo" -> Organization,
    tag "organizations", for UpdateOrganization,
    200 "The organization as it is now" etag "Its version"
);
