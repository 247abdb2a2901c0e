//! `GET /organizations/{org}/members.csv`

use super::{
    get::viewer,
    store::{self, Viewer, Wanted},
};
use crate::{
    access::{OrgAccess, ReadMemberDetails},
    app::App,
    http::{
        endpoint::Media,
        export::{self, Pages, Part},
        extract::{Direction, Query},
        page_token::{Named, Position as _},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{
    OrganizationId, PageToken, Role,
    members::{ExportMembers, Member, MemberOrder},
};
use serde::Deserialize;
use utoipa::IntoParams;

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
    /// Which way; names from the first and everything else from the greatest or newest where absent.
    #[param(inline)]
    order: Option<Direction>,
}

/// How many members are read at a time.
const AT_ONCE: usize = 500;

const HEAD: [&str; 7] = ["name", "email", "role", "mfa", "rules", "joined_at", "last_active_at"];

/// Serves [`ExportMembers`].
pub async fn export_members(
    State(app): State<App>,
    access: OrgAccess<ReadMemberDetails>,
    Query(asked): Query<Parameters>,
) -> Result<Media<ExportMembers>, Failure> {
    let sort = asked.sort.unwrap_or_default();
    let usual = if sort == MemberOrder::Name { Direction::Asc } else { Direction::Desc };
    let wanted = Wanted {
        q: asked.q,
        role: asked.role,
        mfa: asked.mfa,
        sort,
        reversed: Direction::reverses(asked.order, usual),
        limit: AT_ONCE,
        after: None,
        offset: 0,
    };
    let name = format!("{}-members.csv", access.organization.slug);
    let list =
        List { app: app.clone(), viewer: viewer(&access), organization: access.organization.id, wanted };
    export::answer(&app, &access.caller, list, &name, "text/csv; charset=utf-8").await.map(Media::new)
}

struct List {
    app: App,
    viewer: Viewer,
    organization: OrganizationId,
    wanted: Wanted,
}

impl Pages for List {
    async fn part(&self, after: Option<&PageToken>) -> Result<Part, Failure> {
        let wanted = Wanted { after: after.map(Named::parse).transpose()?, ..self.wanted.clone() };
        let lines = store::lines(self.app.db().read(), self.viewer, self.organization, &wanted).await?;
        let text = export::table(after.is_none().then_some(HEAD), lines.items.iter().map(line))?;
        Ok(Part { text, next: lines.next_page })
    }
}

fn line(member: &Member) -> [String; 7] {
    [
        member.full_name.to_string(),
        member.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        member.role.as_str().to_owned(),
        member.mfa.map(|mfa| mfa.to_string()).unwrap_or_default(),
        member.rules.map(|rules| rules.to_string()).unwrap_or_default(),
        member.joined_at.as_str().to_owned(),
        member.last_active_at.as_str().to_owned(),
    ]
}
