//! Organizations as those see them who call: members, and API keys.

use crate::{
    db::{Joined, Reads, Row, entity::organization},
    http::problem::Failure,
    platform::micros::Micros,
    rules,
};
use hq_contract::{OrganizationId, OrganizationRef, Role, UserId, rules::Rule};

/// An organization as one member sees it.
#[derive(Debug)]
pub struct Seen {
    /// The organization.
    pub organization: organization::Model,
    /// The member's role.
    pub role: Role,
    /// The member's rules.
    pub rules: Vec<Rule>,
    /// Whether the organization forces multi-factor authentication and the member has none.
    pub mfa_missing: bool,
    /// Whether the member has not opened it since they joined; who created it has been there.
    pub first_visit: bool,
}

/// The organization of that id or slug, current or former, if the person belongs to it.
///
/// # Errors
/// Where the database fails.
pub async fn seen_by(
    db: &impl Reads,
    user: UserId,
    reference: &OrganizationRef,
) -> Result<Option<Seen>, Failure> {
    let Joined { columns, joins, mut values } = seen(reference);
    let text =
        format!("SELECT s.user_id{columns} FROM (SELECT id AS user_id FROM users WHERE id = ?) s{joins}");
    // Values stand in the order of the text.
    values.insert(0, user.into());
    let found = db.row(&text, values, |row| read_seen(row, user, 1));
    Ok(found.await?.flatten())
}

/// The organization of that id or slug, current or former, joined to the person in `s.user_id`; for [`read_seen`].
#[must_use]
pub fn seen(reference: &OrganizationRef) -> Joined {
    let (found, value) = match reference {
        OrganizationRef::Id(id) => ("LEFT JOIN organizations o ON o.id = ?", (*id).into()),
        OrganizationRef::Slug(slug) => (
            "LEFT JOIN organization_slugs g ON g.slug = ? LEFT JOIN organizations o ON o.id = g.organization_id",
            slug.as_str().into(),
        ),
    };
    Joined {
        columns: format!(", m.role, m.rules, f.enabled_at, m.joined_at, m.opened_at, {COLUMNS}"),
        joins: format!(
            " {found} AND o.deleted_at IS NULL \
            LEFT JOIN memberships m ON m.organization_id = o.id AND m.user_id = s.user_id \
            LEFT JOIN mfa f ON f.user_id = m.user_id"
        ),
        values: vec![value],
    }
}

/// The organization whose columns ([`seen`]) begin there, if this person belongs to one.
///
/// # Errors
/// 500 where a row holds what the contract does not allow.
pub fn read_seen(row: &Row<'_>, user: UserId, first: usize) -> Result<Option<Seen>, Failure> {
    let Some(role) = row.get::<Option<Role>>(first)? else { return Ok(None) };
    let organization = read(row, first + 5)?;
    Ok(Some(Seen {
        role,
        rules: rules::store::read(&row.get::<String>(first + 1)?)?,
        mfa_missing: organization.force_mfa && row.get::<Option<Micros>>(first + 2)?.is_none(),
        first_visit: row.get::<Micros>(first + 3)? == row.get::<Micros>(first + 4)?
            && organization.creator_id != Some(user),
        organization,
    }))
}

/// The organization of that id or slug, current or former, joined to the API key `k` if it is that key's; for
/// [`read_seen_by_key`].
#[must_use]
pub fn seen_by_key(reference: &OrganizationRef) -> Joined {
    const OWN: &str = "o.id = k.organization_id AND o.deleted_at IS NULL";
    let (joins, value) = match reference {
        OrganizationRef::Id(id) => {
            (format!(" LEFT JOIN organizations o ON o.id = ? AND {OWN}"), (*id).into())
        }
        OrganizationRef::Slug(slug) => (
            format!(
                " LEFT JOIN organization_slugs g ON g.slug = ? LEFT JOIN organizations o \
                ON o.id = g.organization_id AND {OWN}"
            ),
            slug.as_str().into(),
        ),
    };
    Joined { columns: format!(", {COLUMNS}"), joins, values: vec![value] }
}

/// The organization whose columns ([`seen_by_key`]) begin there, as a key of that role with those rules sees it.
///
/// # Errors
/// 500 where a row holds what the contract does not allow.
pub fn read_seen_by_key(
    row: &Row<'_>,
    (role, rules): (Role, &str),
    first: usize,
) -> Result<Option<Seen>, Failure> {
    if row.get::<Option<OrganizationId>>(first)?.is_none() {
        return Ok(None);
    }
    Ok(Some(Seen {
        organization: read(row, first)?,
        role,
        rules: rules::store::read(rules)?,
        // A key is no person: the second factor is that of who made it.
        mfa_missing: false,
        first_visit: false,
    }))
}

/// The columns of an organization, for [`read`].
const COLUMNS: &str = "o.id, o.slug, o.name, o.name_search, o.description, o.colour, o.version, o.created_at, \
    o.deleted_at, o.erased_at, o.seats, o.join_requests, o.force_mfa, o.plan, o.logo, o.creator_id";

/// The organization whose [`COLUMNS`] begin at this column of a row.
fn read(row: &Row<'_>, first: usize) -> Result<organization::Model, Failure> {
    Ok(organization::Model {
        id: row.get(first)?,
        slug: row.get(first + 1)?,
        name: row.get(first + 2)?,
        name_search: row.get(first + 3)?,
        description: row.get(first + 4)?,
        colour: row.get(first + 5)?,
        version: row.get(first + 6)?,
        created_at: row.get(first + 7)?,
        deleted_at: row.get(first + 8)?,
        erased_at: row.get(first + 9)?,
        seats: row.get(first + 10)?,
        join_requests: row.get(first + 11)?,
        force_mfa: row.get(first + 12)?,
        plan: row.get(first + 13)?,
        logo: row.get(first + 14)?,
        creator_id: row.get(first + 15)?,
    })
}
