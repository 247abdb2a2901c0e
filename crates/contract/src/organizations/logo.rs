//! An organization's logo ([`crate::images`]).

use super::Organization;
use crate::{
    Endpoint, Method, Nothing, OrganizationId, Upload,
    endpoint::{endpoint_at, fill},
};

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
