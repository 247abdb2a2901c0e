//! A person's picture ([`crate::images`]). They see it themselves, whoever belongs to an organization with them, and whoever
//! may answer their request to join one, while it waits.

use crate::{
    Endpoint, JoinRequestId, Method, Nothing, OrganizationId, Upload, UserId, encode_segment,
    endpoint::{endpoint, fill},
    me::Me,
};

/// Where one's own picture is, under [`crate::BASE`]: at another address when it is another picture, so that it can be kept for
/// ever.
#[must_use]
pub fn my_picture_path(picture: &str) -> String {
    // Joined and not formatted: it weighs in the console's first screen.
    ["/me/picture?version=", picture].concat()
}

/// Where the picture of a member of an organization (id or slug) is, under [`crate::BASE`].
#[must_use]
pub fn member_picture_path(org: &str, user: UserId, picture: &str) -> String {
    let (org, user) = (encode_segment(org), user.to_string());
    ["/organizations/", &org, "/members/", &user, "/picture?version=", picture].concat()
}

/// Where the picture of somebody who asks to join an organization is, under [`crate::BASE`].
#[must_use]
pub fn join_request_picture_path(org: OrganizationId, id: JoinRequestId, picture: &str) -> String {
    let (org, id) = (org.to_string(), id.to_string());
    ["/organizations/", &org, "/join-requests/", &id, "/picture?version=", picture].concat()
}

/// One's own picture, as a PNG.
#[derive(Clone, Debug)]
pub struct GetMyPicture {
    /// Which picture: the person's `picture`.
    pub version: String,
}

impl Endpoint for GetMyPicture {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/me/picture";

    fn path(&self) -> String {
        my_picture_path(&self.version)
    }
}

/// A member's picture, as a PNG.
#[derive(Clone, Debug)]
pub struct GetMemberPicture {
    /// Of which organization, by id or slug.
    pub org: String,
    /// Whose picture.
    pub user: UserId,
    /// Which picture: the member's `picture`.
    pub version: String,
}

impl Endpoint for GetMemberPicture {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/members/{user}/picture";

    fn path(&self) -> String {
        member_picture_path(&self.org, self.user, &self.version)
    }
}

/// The picture of somebody who asks to join, as a PNG.
#[derive(Clone, Debug)]
pub struct GetJoinRequestPicture {
    /// To which organization.
    pub org: OrganizationId,
    /// By which request.
    pub id: JoinRequestId,
    /// Which picture: the request's `picture`.
    pub version: String,
}

impl Endpoint for GetJoinRequestPicture {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/join-requests/{id}/picture";

    fn path(&self) -> String {
        join_request_picture_path(self.org, self.id, &self.version)
    }
}

/// Put an image in the place of one's picture: the file itself, as PNG, JPEG or WebP.
#[derive(Clone, Debug)]
pub struct PutPicture {
    /// The file.
    pub picture: Upload,
}

impl Endpoint for PutPicture {
    type Body = Nothing;
    type Answer = Me;
    const METHOD: Method = Method::Put;
    const TEMPLATE: &'static str = "/me/picture";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[])
    }

    fn upload(&self) -> Option<&Upload> {
        Some(&self.picture)
    }
}

endpoint!(
    /// Take one's picture away.
    DeletePicture Delete "/me/picture" -> Me
);
