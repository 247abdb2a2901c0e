//! Paths of the console that the server links to, from mails and wherever else it speaks to people.
//!
//! Each is written once, as the pattern of the console's route (`leptos_router`: `:name` is a parameter). The server
//! makes its links of them and writes out no path of its own.

use crate::{LocalPath, encode_segment};
use std::fmt;

/// Signing in.
pub const SIGN_IN: &str = "/sign-in";
/// The link that proves an address after signing up.
pub const VERIFY: &str = "/verify/:token";
/// Asking for a new password.
pub const RESET_PASSWORD: &str = "/reset-password";
/// The link that leads to a new password.
pub const NEW_PASSWORD: &str = "/reset-password/:token";
/// The link of an invitation.
pub const JOIN: &str = "/join/:token";
/// An organization's home.
pub const ORGANIZATION: &str = "/organizations/:org";
/// Its members, its invitations and who asks to join.
pub const ORGANIZATION_MEMBERS: &str = "/organizations/:org/members";
/// Its domain names.
pub const ORGANIZATION_DOMAINS: &str = "/organizations/:org/settings/domains";
/// Its certificates.
pub const ORGANIZATION_CERTIFICATES: &str = "/organizations/:org/settings/certificates";
/// One's organizations, and those that one can restore.
pub const ACCOUNT_ORGANIZATIONS: &str = "/account/organizations";

/// The query parameter that says where to go afterwards.
pub const RETURN_TO: &str = "return_to";

/// A path of the console with its parameters. [`Display`](fmt::Display) writes it as it stands in a URL, percent-encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsolePath<'a> {
    /// [`SIGN_IN`]
    SignIn,
    /// [`VERIFY`] with the link's secret, and where to go afterwards.
    Verify(&'a str, Option<&'a LocalPath>),
    /// [`RESET_PASSWORD`]
    ResetPassword,
    /// [`NEW_PASSWORD`] with the link's secret.
    NewPassword(&'a str),
    /// [`JOIN`] with the link's secret.
    Join(&'a str),
    /// [`ORGANIZATION`], by slug or id.
    Organization(&'a str),
    /// [`ORGANIZATION_MEMBERS`], by slug or id.
    OrganizationMembers(&'a str),
    /// [`ORGANIZATION_DOMAINS`], by slug or id.
    OrganizationDomains(&'a str),
    /// [`ORGANIZATION_CERTIFICATES`], by slug or id.
    OrganizationCertificates(&'a str),
    /// [`ACCOUNT_ORGANIZATIONS`]
    AccountOrganizations,
}

impl<'a> ConsolePath<'a> {
    /// The pattern, and its parameter: none has more than one.
    const fn parts(self) -> (&'static str, Option<&'a str>) {
        match self {
            Self::SignIn => (SIGN_IN, None),
            Self::Verify(token, _) => (VERIFY, Some(token)),
            Self::ResetPassword => (RESET_PASSWORD, None),
            Self::NewPassword(token) => (NEW_PASSWORD, Some(token)),
            Self::Join(token) => (JOIN, Some(token)),
            Self::Organization(org) => (ORGANIZATION, Some(org)),
            Self::OrganizationMembers(org) => (ORGANIZATION_MEMBERS, Some(org)),
            Self::OrganizationDomains(org) => (ORGANIZATION_DOMAINS, Some(org)),
            Self::OrganizationCertificates(org) => (ORGANIZATION_CERTIFICATES, Some(org)),
            Self::AccountOrganizations => (ACCOUNT_ORGANIZATIONS, None),
        }
    }
}

impl fmt::Display for ConsolePath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pattern, parameter) = self.parts();
        for segment in pattern.split('/').skip(1) {
            match parameter.filter(|_| segment.starts_with(':')) {
                Some(value) => write!(f, "/{}", encode_segment(value))?,
                None => write!(f, "/{segment}")?,
            }
        }
        if let Self::Verify(_, Some(return_to)) = self {
            write!(f, "?{RETURN_TO}={}", encode_segment(return_to.as_str()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stand_in_the_path() {
        for (path, written) in [
            (ConsolePath::SignIn, "/sign-in"),
            (ConsolePath::Verify("a_b-c", None), "/verify/a_b-c"),
            (ConsolePath::ResetPassword, "/reset-password"),
            (ConsolePath::NewPassword("a_b-c"), "/reset-password/a_b-c"),
            (ConsolePath::Join("a_b-c"), "/join/a_b-c"),
            (ConsolePath::Organization("acme"), "/organizations/acme"),
            (ConsolePath::OrganizationMembers("acme"), "/organizations/acme/members"),
            (ConsolePath::OrganizationDomains("acme"), "/organizations/acme/settings/domains"),
            (ConsolePath::OrganizationCertificates("acme"), "/organizations/acme/settings/certificates"),
            (ConsolePath::AccountOrganizations, "/account/organizations"),
        ] {
            assert_eq!(path.to_string(), written);
            let (pattern, parameter) = path.parts();
            assert_eq!(pattern.matches(':').count(), parameter.iter().count(), "{pattern}");
        }
    }

    #[test]
    fn whatever_a_parameter_is_it_stays_one_segment() {
        assert_eq!(ConsolePath::Join("a/b?c#d é").to_string(), "/join/a%2Fb%3Fc%23d%20%C3%A9");
    }

    #[test]
    fn where_to_go_afterwards_is_one_value_of_the_query() {
        let return_to = LocalPath::parse("/organizations/acme?q=a&b").unwrap();
        assert_eq!(
            ConsolePath::Verify("t", Some(&return_to)).to_string(),
            "/verify/t?return_to=%2Forganizations%2Facme%3Fq%3Da%26b"
        );
    }
}
