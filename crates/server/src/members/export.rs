//! `GET /organizations/{org}/members.csv`

use super::{
    get::viewer,
    store::{self, Viewer, Wanted},
};
use crate::{
    access::{OrgAccess, Query, ReadMemberDetails},
    app::App,
    page_token::Named,
    problem::Failure,
};
use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use futures::stream::try_unfold;
use hq_contract::{
    Role,
    members::{Member, MemberOrder},
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// Which members.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those whose name or address contains this, without case and accents.
    q: Option<String>,
    /// Only those of this role.
    #[param(inline)]
    role: Option<Role>,
    /// Only those who have multi-factor authentication, or have none.
    mfa: Option<bool>,
    /// By what they are ordered; by name where absent.
    #[param(inline)]
    sort: Option<MemberOrder>,
}

/// How many members are read at a time.
const AT_ONCE: usize = 500;

const HEAD: [&str; 7] = ["name", "email", "role", "mfa", "rules", "joined_at", "last_active_at"];

/// The members as CSV
///
/// RFC 4180, UTF-8, one line a member under a line of names; moments as RFC 3339. A text that a spreadsheet would take for
/// a formula begins with an apostrophe.
#[utoipa::path(
    get, path = "/organizations/{org}/members.csv", tag = "members",
    params(("org" = String, Path, description = "Id or slug"), Parameters),
    responses((status = 200, description = "The table", body = String, content_type = "text/csv"))
)]
pub async fn export_members(
    State(app): State<App>,
    access: OrgAccess<ReadMemberDetails>,
    Query(asked): Query<Parameters>,
) -> Result<Response, Failure> {
    let wanted = Wanted {
        q: asked.q,
        role: asked.role,
        mfa: asked.mfa,
        sort: asked.sort.unwrap_or_default(),
        limit: AT_ONCE,
        after: None,
    };
    let export = Export { app, viewer: viewer(&access), organization: access.organization.id };
    // The first part before the answer begins: a database that is away is 503, not half a file.
    let first = export.part(wanted, true).await?;
    let parts = try_unfold((export, Some(first)), |(export, part)| async {
        let Some((text, next)) = part else { return Ok::<_, std::io::Error>(None) };
        let part = match next {
            Some(wanted) => Some(export.part(wanted, false).await.map_err(|_| broken())?),
            None => None,
        };
        Ok(Some((text, (export, part))))
    });
    let name = format!("attachment; filename=\"{}-members.csv\"", access.organization.slug);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from_stream(parts)).into_response())
}

/// The connection ends, so that nobody takes a part for the whole.
fn broken() -> std::io::Error {
    std::io::Error::other("the export ended early")
}

struct Export {
    app: App,
    viewer: Viewer,
    organization: Uuid,
}

impl Export {
    /// The lines of one page, and which page comes next.
    async fn part(&self, wanted: Wanted, first: bool) -> Result<(Vec<u8>, Option<Wanted>), Failure> {
        let page = store::list(self.app.db().read(), self.viewer, self.organization, &wanted).await?;
        let mut table = csv::Writer::from_writer(Vec::new());
        let head = first.then(|| table.write_record(HEAD)).transpose();
        let lines: Result<(), csv::Error> =
            page.items.iter().try_for_each(|member| table.write_record(line(member)));
        head.and(lines).map_err(|error| Failure::internal(&error))?;
        let text = table.into_inner().map_err(|error| Failure::internal(error.error()))?;
        let after = page.next_page.as_ref().map(Named::parse).transpose()?;
        Ok((text, after.map(|after| Wanted { after: Some(after), ..wanted })))
    }
}

fn line(member: &Member) -> [String; 7] {
    let email = member.email.as_ref().map(ToString::to_string).unwrap_or_default();
    [
        plain(member.full_name.as_str()),
        plain(&email),
        member.role.as_str().to_owned(),
        member.mfa.map(|mfa| mfa.to_string()).unwrap_or_default(),
        member.rules.map(|rules| rules.to_string()).unwrap_or_default(),
        member.joined_at.as_str().to_owned(),
        member.last_active_at.as_str().to_owned(),
    ]
}

/// A text that no spreadsheet takes for a formula (OWASP, CSV Injection).
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
