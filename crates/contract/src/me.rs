//! The signed-in person: their account, sessions and organizations.

use crate::{
    BillingAccountId, Colour, ETag, EmailAddress, Endpoint, LanguageTag, Method, Nothing, OrganizationId,
    OrganizationName, Page, PageToken, Password, PersonName, Role, SessionId, Slug, Timestamp, UserId,
    billing_accounts::PayerName,
    endpoint::{described, endpoint, endpoint_at, endpoint_with_body, with_query},
    mfa::MfaCode,
};
use serde::{Deserialize, Serialize};

/// The signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Which account.
    pub id: UserId,
    /// The person's name.
    pub full_name: PersonName,
    /// The verified address.
    pub email: EmailAddress,
    /// Which picture is theirs, if they have one; [`crate::pictures::my_picture_path`] says where it is.
    pub picture: Option<String>,
    /// The language of mails and, on a new device, of the console.
    pub language: LanguageTag,
    /// When the account began.
    pub created_at: Timestamp,
}

/// What to change of an account (JSON merge patch).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MePatch {
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub full_name: Option<PersonName>,
    /// Another language.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub language: Option<LanguageTag>,
}

/// Changes the password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password so far.
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub current: String,
    /// The password from now on.
    pub new: Password,
}

impl std::fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordChange(…)")
    }
}

/// One signed-in browser of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MySession {
    /// Which session.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// When it was signed in.
    pub created_at: Timestamp,
    /// When it was last used, to within five minutes.
    pub last_seen_at: Timestamp,
    /// The address it was last used from.
    pub address: String,
    /// What the browser says it is.
    pub user_agent: String,
}

/// An organization of the person, as the drop-down shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyOrganization {
    /// Which organization.
    pub id: OrganizationId,
    /// Its word in URLs.
    pub slug: Slug,
    /// Its name.
    pub name: OrganizationName,
    /// Its colour tag.
    pub colour: Colour,
    /// Which picture is its logo, if it has one.
    pub logo: Option<String>,
    /// The person's role in it.
    pub role: Role,
    /// When the person last opened it (or joined it): what the list is ordered by.
    pub opened_at: Timestamp,
}

/// What becomes of the person's organizations when they delete their account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deletion {
    /// Where they are the only admin and others are members: somebody else has to be made admin first. The first 20.
    pub only_admin: Page<MyOrganization>,
    /// Where nobody else is a member: deleted with the account. The first 20.
    pub alone: Page<MyOrganization>,
    /// How many they just leave.
    pub left: u64,
    /// Their billing accounts that are in use: they are handed over first, or their plans end and their invoices are paid.
    pub billing_accounts: Vec<KeptBillingAccount>,
}

/// A billing account that keeps the account of the person who owns it from being deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptBillingAccount {
    /// Which account.
    pub id: BillingAccountId,
    /// What invoices are addressed to.
    pub name: PayerName,
}

/// Deletes the account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountDeletion {
    /// The account's password.
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub password: String,
    /// A code of the authenticator app, or a recovery code: where the account has multi-factor authentication.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<MfaCode>,
}

impl std::fmt::Debug for AccountDeletion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccountDeletion(…)")
    }
}

endpoint!(
    /// The signed-in person
    GetMe Get "/me" -> Me,
    tag "me", for SignedIn,
    200 "The account" etag "Its version"
);
endpoint_with_body!(
    /// Change the password
    ///
    /// Every other session of the account ends, and it forgets every browser but this one. A mail tells so, with a link for who did not do it.
    ChangePassword(PasswordChange) Put "/me/password" -> Nothing,
    tag "me", for SignedIn,
    204 "Changed",
    refusals [TooManyRequests]
);

endpoint!(
    /// What deleting the account would do
    GetDeletion Get "/me/deletion" -> Deletion,
    tag "me", for SignedIn,
    200 "What becomes of the organizations"
);
endpoint_with_body!(
    /// Delete the account
    ///
    /// Every session ends, and the cookie is cleared. The person leaves their organizations; one in which nobody else is a
    /// member is deleted. 409 `last_admin` where others are members and the person is the only admin, `organization_in_use` where one
    /// that would be deleted has dataplants or storage engines, `billing_account_in_use` where a billing account of the person's pays for
    /// an organization or has something to pay: it is handed over, or the plans end and the invoices are paid. Other billing accounts
    /// have no owner any more, and their invoices stay. Name, address and password
    /// are forgotten, requests to join withdrawn; what the person did in an organization stays, without their name. The
    /// address can sign up anew.
    DeleteAccount(AccountDeletion) Post "/me/deletion" -> Nothing,
    tag "me", for SignedIn,
    204 "Deleted",
    refusals [WrongCode, LastAdmin, OrganizationInUse, BillingAccountInUse, TooManyRequests]
);

described!(
    /// Change the account
    #[derive(Clone, Debug)]
    pub struct UpdateMe {
        /// The version that was read.
        pub version: ETag,
        /// What to change.
        pub patch: MePatch,
    }
    tag "me", for SignedIn,
    200 "The account as it is now" etag "Its version"
);

impl Endpoint for UpdateMe {
    type Body = MePatch;
    type Answer = Me;
    const METHOD: Method = Method::Patch;
    const TEMPLATE: &'static str = "/me";

    fn body(&self) -> Option<&MePatch> {
        Some(&self.patch)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

described!(
    /// My sessions, newest first
    #[derive(Clone, Debug, Default)]
    pub struct ListMySessions {
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    tag "me", for SignedIn,
    200 "A page of sessions"
);

impl Endpoint for ListMySessions {
    type Body = Nothing;
    type Answer = Page<MySession>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/me/sessions";

    fn path(&self) -> String {
        with_query(Self::TEMPLATE, &[("page_token", self.page_token.as_ref().map(|token| token.0.as_str()))])
    }
}

endpoint_at!(
    /// Read one of my sessions
    GetMySession {
        /// Which session.
        id: SessionId
    } Get "/me/sessions/{id}" -> MySession,
    tag "me", for SignedIn,
    200 "The session"
);

described!(
    /// Sign another browser out
    #[derive(Clone, Copy, Debug)]
    pub struct EndMySession(pub SessionId);
    at id "Which session";
    tag "me", for SignedIn,
    204 "That session has ended"
);

impl Endpoint for EndMySession {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Delete;
    const TEMPLATE: &'static str = "/me/sessions/{id}";

    fn path(&self) -> String {
        format!("/me/sessions/{}", self.0)
    }
}

endpoint!(
    /// Sign every other browser out
    ///
    /// All sessions of the person end but the one that asks.
    EndOtherSessions Delete "/me/sessions" -> Nothing,
    tag "me", for SignedIn,
    204 "Every other session has ended"
);

described!(
    /// My organizations, recent first
    #[derive(Clone, Debug, Default)]
    pub struct ListMyOrganizations {
        /// Only those whose name or slug contains this, whatever the case.
        pub q: Option<String>,
        /// How many on a page, 1 to 100.
        pub limit: Option<u32>,
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    tag "me", for SignedIn,
    200 "A page of organizations"
);

impl Endpoint for ListMyOrganizations {
    type Body = Nothing;
    type Answer = Page<MyOrganization>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/me/organizations";

    fn path(&self) -> String {
        let limit = self.limit.map(|limit| limit.to_string());
        with_query(
            Self::TEMPLATE,
            &[
                ("q", self.q.as_deref()),
                ("limit", limit.as_deref()),
                ("page_token", self.page_token.as_ref().map(|token| token.0.as_str())),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_becomes_a_query() {
        let list = ListMyOrganizations { q: Some("a&b".into()), limit: Some(20), page_token: None };
        assert_eq!(list.path(), "/me/organizations?q=a%26b&limit=20");
        assert_eq!(ListMyOrganizations::default().path(), "/me/organizations");
    }
}
