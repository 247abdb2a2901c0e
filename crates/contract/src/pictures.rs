//! A person's picture ([`crate::images`]). They see it themselves, whoever belongs to an organization with them, and whoever
//! may answer their request to join one, while it waits.

use crate::{
    Endpoint, JoinRequestId, Method, Nothing, OrganizationId, Upload, UserId, encode_segment,
    endpoint::{described, endpoint, fill},
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

described!(
    /// Read one's own picture
    ///
    /// A PNG of at most 256 × 256 pixels, without anything but its pixels.
    #[derive(Clone, Debug)]
    pub struct GetMyPicture {
        /// Which picture: the person's `picture`.
        pub version: String,
    }
    tag "me", for SignedIn,
    200 "The picture" etag "Which picture" type "image/png",
    refusals [NotFound]
);

impl Endpoint for GetMyPicture {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/me/picture";

    fn path(&self) -> String {
        my_picture_path(&self.version)
    }
}

described!(
    /// Read a member's picture
    ///
    /// A PNG of at most 256 × 256 pixels, without anything but its pixels.
    #[derive(Clone, Debug)]
    pub struct GetMemberPicture {
        /// Of which organization, by id or slug.
        pub org: String,
        /// Whose picture.
        pub user: UserId,
        /// Which picture: the member's `picture`.
        pub version: String,
    }
    at user;
    tag "members", for ReadMembers,
    200 "The picture" etag "Which picture" type "image/png"
);

impl Endpoint for GetMemberPicture {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/members/{user}/picture";

    fn path(&self) -> String {
        member_picture_path(&self.org, self.user, &self.version)
    }
}

described!(
    /// Read the picture of somebody who asks to join
    ///
    /// A PNG of at most 256 × 256 pixels, without anything but its pixels. While the request waits.
    #[derive(Clone, Debug)]
    pub struct GetJoinRequestPicture {
        /// To which organization.
        pub org: OrganizationId,
        /// Which request.
        pub id: JoinRequestId,
        /// Which picture: the request's `picture`.
        pub version: String,
    }
    at id;
    tag "join-requests", for AnswerJoinRequests,
    200 "The picture" etag "Which picture" type "image/png"
);

impl Endpoint for GetJoinRequestPicture {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/join-requests/{id}/picture";

    fn path(&self) -> String {
        join_request_picture_path(self.org, self.id, &self.version)
    }
}

described!(
    /// Put a picture in the place of one's former
    ///
    /// The file itself, as PNG, JPEG or WebP (SVG is not taken), at most 1 MiB and 4,096 pixels on a side. What is kept is a
    /// picture made anew from it. One of a person is drawn at a time, and 30 an hour (429). Of two at once the later one stays.
    #[derive(Clone, Debug)]
    pub struct PutPicture {
        /// The file.
        pub picture: Upload,
    }
    tag "me", for SignedIn,
    200 "The account as it is now" etag "Its version",
    refusals [ImageUnreadable, ImageTooLarge, TooManyRequests]
);

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
    /// Take one's picture away
    ///
    /// Where there is none, nothing happens.
    DeletePicture Delete "/me/picture" -> Me,
    tag "me", for SignedIn,
    200 "The account as it is now" etag "Its version"
);
