//! People as the audit log knows them.

use crate::{
    db::{ask, kept},
    http::{
        page_token::{Lines, Named},
        problem::Failure,
    },
    platform::search,
    users::store::deleted::{NOBODIES, is_nobody},
};
use hq_contract::{
    EmailAddress, OrganizationId, Page, PersonName, UserId,
    audit_log::{AuditStanding, DELETED_NAME, LoggedActor},
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Value};

/// Which people.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Only those whose name, id, or address where it may be seen, has this in it.
    pub q: Option<String>,
    /// What deleted accounts are called for who searches; [`DELETED_NAME`] where absent.
    pub deleted_name: Option<String>,
    /// Only this one.
    pub id: Option<UserId>,
    /// Whether addresses may be seen.
    pub details: bool,
    /// How many.
    pub limit: usize,
    /// Behind this place.
    pub after: Option<Named>,
}

/// The word, in SQL, for what a person `u` is to an organization, but for deleted accounts: see [`standing`]. Who has done
/// more than ask to join, turn an invitation down or stop paying was a member.
#[must_use]
pub fn standing_in(organization: &str) -> String {
    format!(
        "CASE WHEN EXISTS (SELECT 1 FROM memberships s \
        WHERE s.organization_id = {organization} AND s.user_id = u.id) THEN 'member' \
        WHEN EXISTS (SELECT 1 FROM audit_log s WHERE s.organization_id = {organization} AND s.actor_id = u.id \
        AND s.action NOT IN ('join_requests.ask', 'join_requests.withdraw', 'invitations.decline', 'invitations.renewal', \
        'subscription.payer_stop')) \
        THEN 'former' ELSE 'outsider' END"
    )
}

/// Whoever did something in an organization: from one to the next through the index, however many lines each has.
const ACTORS: &str = "WITH RECURSIVE a (organization_id, actor_id) AS (\
    SELECT * FROM (SELECT organization_id, actor_id FROM audit_log \
    WHERE organization_id = ? AND actor_id IS NOT NULL ORDER BY organization_id, actor_id LIMIT 1) AS first \
    UNION ALL SELECT a.organization_id, (SELECT n.actor_id FROM audit_log n \
    WHERE n.organization_id = a.organization_id AND n.actor_id > a.actor_id ORDER BY n.actor_id LIMIT 1) \
    FROM a WHERE a.actor_id IS NOT NULL)";

/// Where the eight digits begin by which deleted accounts are told apart, of the 32 of an id.
const TAIL: usize = 25;

const FROM: &str = "FROM a JOIN users u ON u.id = a.actor_id WHERE a.actor_id IS NOT NULL";

/// The statement that reads a page, and one row more.
#[must_use]
pub fn statement(backend: DbBackend, organization: OrganizationId, wanted: &Wanted) -> (String, Vec<Value>) {
    let (mut filter, mut values) = wanted.filter(backend, organization);
    if let Some(place) = &wanted.after {
        filter.push_str(" AND (u.name_search, u.id) > (?, ?)");
        values.extend([place.name.clone().into(), place.id.into()]);
    }
    values.push((wanted.limit as i64 + 1).into());
    let standing = standing_in("a.organization_id");
    let text = format!(
        "{ACTORS} SELECT u.id, u.full_name, u.email, {standing} AS word, u.name_search, u.picture {FROM}{filter} \
        ORDER BY u.name_search, u.id LIMIT ?"
    );
    (text, values)
}

/// Whoever did something in an organization, by name.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    wanted: &Wanted,
) -> Result<Page<LoggedActor>, Failure> {
    let backend = db.get_database_backend();
    let (filter, values) = wanted.filter(backend, organization);
    let count = format!("{ACTORS} SELECT COUNT(*) {FROM}{filter}");
    let total: i64 = ask::value(db, &count, values).await?.unwrap_or(0);
    let (text, values) = statement(backend, organization, wanted);
    let rows: Vec<Actor> = ask::all(db, &text, values).await?;
    let found = rows.into_iter().map(|row| {
        let place = Named { name: row.name_search.clone(), id: row.id.into() };
        Ok((row.shown(wanted.details)?, place))
    });
    let found = found.collect::<Result<_, Failure>>()?;
    Ok(Lines::cut(found, wanted.limit, Named::token).of(total))
}

impl Wanted {
    /// The further conditions, and the values of the whole statement up to them.
    fn filter(&self, backend: DbBackend, organization: OrganizationId) -> (String, Vec<Value>) {
        let (mut filter, mut values) = (String::new(), vec![Value::from(organization)]);
        if let Some(id) = self.id {
            filter.push_str(" AND u.id = ?");
            values.push(id.into());
        }
        if let Some((q, pattern)) = self.q.as_deref().and_then(|q| Some((q, search::contains(q)?))) {
            let digits = match backend {
                DbBackend::Sqlite => "LOWER(HEX(u.id))",
                _ => "REPLACE(u.id::text, '-', '')",
            };
            // A deleted account is searched as it is shown: by what it is called instead, with the end of its id.
            filter.push_str(&format!(
                " AND (CASE WHEN u.email LIKE '{NOBODIES}' THEN CAST(? AS TEXT) || SUBSTR({digits}, {TAIL}) \
                ELSE u.name_search END LIKE ? ESCAPE '\\'"
            ));
            let deleted = search::fold(self.deleted_name.as_deref().unwrap_or(DELETED_NAME));
            values.extend([format!("{deleted} ").into(), pattern.clone().into()]);
            if self.details {
                // The address of a deleted account is nobody's, and not shown.
                filter.push_str(&format!(
                    " OR (u.email_search LIKE ? ESCAPE '\\' AND u.email NOT LIKE '{NOBODIES}')"
                ));
                values.push(pattern.into());
            }
            if let Some(end) = end_of_id(q) {
                filter.push_str(&format!(" OR {digits} LIKE ?"));
                values.push(format!("%{end}").into());
            }
            filter.push(')');
        }
        (filter, values)
    }
}

/// What is searched for, where it may be the end of an id.
fn end_of_id(q: &str) -> Option<String> {
    let digits = q.trim().replace('-', "").to_ascii_lowercase();
    (digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_hexdigit())).then_some(digits)
}

#[derive(FromQueryResult)]
struct Actor {
    id: UserId,
    full_name: PersonName,
    /// Of a deleted account none.
    email: String,
    /// That of [`standing_in`].
    word: String,
    name_search: String,
    picture: Option<String>,
}

impl Actor {
    fn shown(self, details: bool) -> Result<LoggedActor, Failure> {
        let standing = standing(self.id, &self.email, &self.word);
        let shown = details && standing != AuditStanding::Deleted;
        Ok(LoggedActor::Person {
            id: self.id,
            name: self.full_name,
            picture: picture(standing, self.picture),
            email: shown.then(|| kept(EmailAddress::parse(&self.email))).transpose()?,
            standing,
        })
    }
}

/// The picture of a member: whoever is none any more is not seen there.
#[must_use]
pub fn picture(standing: AuditStanding, picture: Option<String>) -> Option<String> {
    picture.filter(|_| standing == AuditStanding::Member)
}

/// What somebody is to the organization, by their address and the word of [`standing_in`].
#[must_use]
pub fn standing(id: UserId, email: &str, word: &str) -> AuditStanding {
    match word {
        _ if is_nobody(id, email) => AuditStanding::Deleted,
        "member" => AuditStanding::Member,
        "former" => AuditStanding::Former,
        _ => AuditStanding::Outsider,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_an_id_is_digits() {
        assert_eq!(end_of_id(" B302-099A ").as_deref(), Some("b302099a"));
        assert_eq!((end_of_id("ada"), end_of_id("face it"), end_of_id("")), (None, None, None));
    }
}
