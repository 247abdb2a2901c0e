//! The patterns of the console's paths: `:name` stands for one segment. Written here, and nowhere else in the console.

/// The start screen.
pub const HOME: &str = "/";
/// Sign up.
pub const SIGN_UP: &str = "/sign-up";
/// Sign in.
pub const SIGN_IN: &str = "/sign-in";
/// The link in the mail that confirms an address.
pub const VERIFY: &str = "/verify/:token";
/// Asks for the mail to reset a password.
pub const RESET_PASSWORD: &str = "/reset-password";
/// The link in that mail.
pub const NEW_PASSWORD: &str = "/reset-password/:token";
/// The link of an invitation.
pub const JOIN: &str = "/join/:token";
/// Creates an organization.
pub const NEW_ORGANIZATION: &str = "/organizations/new";
/// An organization's home, by slug or id; every page of an organization begins so.
pub const ORGANIZATION: &str = "/organizations/:org";
/// Who belongs to it.
pub const MEMBERS: &str = "/organizations/:org/members";
/// One of them.
pub const MEMBER: &str = "/organizations/:org/members/:user";
/// Name, slug, description, colour; leaving and deleting.
pub const SETTINGS: &str = "/organizations/:org/settings";
/// Who may join, and how they sign in.
pub const AUTHENTICATION: &str = "/organizations/:org/settings/authentication";
/// Domain names.
pub const DOMAINS: &str = "/organizations/:org/settings/domains";
/// TLS certificates.
pub const CERTIFICATES: &str = "/organizations/:org/settings/certificates";
/// Who did what.
pub const AUDIT_LOG: &str = "/organizations/:org/settings/audit-log";
/// The profile's preferences.
pub const ACCOUNT: &str = "/account";
/// Password, two-step sign-in, sessions.
pub const SECURITY: &str = "/account/security";
/// The person's organizations.
pub const ACCOUNT_ORGANIZATIONS: &str = "/account/organizations";
