//! Lines of the audit log as they are read.

mod detail;
pub mod people;

use crate::{
    db::{
        Reads, Row, ask,
        entity::{invitation, organization},
    },
    http::{
        page_token::{Lines, Place},
        problem::Failure,
    },
    platform::{clock::moment, micros::Micros},
};
use hq_contract::{
    ApiKeyId, EmailAddress, InvitationId, OrganizationId, Page, PersonName, ResourceName, UserId,
    audit_log::{AUDIT_ACTIONS, AuditActor, AuditEntry, AuditMeans, AuditStanding, LoggedActor},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DerivePartialModel, EntityTrait as _, FromQueryResult,
    QueryFilter as _, Value,
};
use std::collections::HashMap;

/// Which lines.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only what these did.
    pub actor: Option<AuditActor>,
    /// Only this action, or those of this feature.
    pub action: Option<String>,
    /// Only what was done to this.
    pub subject: Option<String>,
    /// From this moment on.
    pub start: Option<Micros>,
    /// Before this moment.
    pub end: Option<Micros>,
}

impl Wanted {
    /// The condition, and its values.
    fn filter(&self, organization: OrganizationId) -> (String, Vec<Value>) {
        let mut parts = vec!["WHERE a.organization_id = ?".to_owned()];
        let mut values: Vec<Value> = vec![organization.into()];
        let actions = self.action.as_deref().map(actions);
        if let Some(actions) = &actions {
            parts.push(format!("a.action IN ({})", vec!["?"; actions.len()].join(", ")));
            values.extend(actions.iter().map(|action| Value::from(*action)));
        }
        match self.actor {
            Some(AuditActor::Server) => parts.push("a.actor_id IS NULL AND a.request_id = ''".to_owned()),
            Some(AuditActor::Link) => {
                parts.push("a.actor_id IS NULL AND a.api_key_id IS NULL AND a.request_id <> ''".to_owned());
            }
            Some(AuditActor::Person(_) | AuditActor::ApiKey(_)) | None => {}
        }
        let person = match self.actor {
            Some(AuditActor::Person(id)) => Some(id),
            _ => None,
        };
        let key = match self.actor {
            Some(AuditActor::ApiKey(id)) => Some(id),
            _ => None,
        };
        let others: [(&str, Option<Value>); 5] = [
            ("a.actor_id = ?", person.map(Value::from)),
            ("a.api_key_id = ?", key.map(Value::from)),
            ("a.subject = ?", self.subject.as_deref().map(Value::from)),
            ("a.created_at >= ?", self.start.map(Value::from)),
            ("a.created_at < ?", self.end.map(Value::from)),
        ];
        for (condition, value) in others {
            if let Some(value) = value {
                parts.push(condition.to_owned());
                values.push(value);
            }
        }
        (parts.join(" AND "), values)
    }
}

/// The actions that an action or a feature stands for; none where there is neither.
pub(super) fn actions(asked: &str) -> Vec<&'static str> {
    let is_asked =
        |name: &&str| *name == asked || name.split_once('.').is_some_and(|(feature, _)| feature == asked);
    AUDIT_ACTIONS.iter().map(|action| action.name).filter(is_asked).collect()
}

/// A page of an organization's lines, the newest first.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    db: &impl Reads,
    organization: OrganizationId,
    wanted: &Wanted,
    after: Option<Place>,
    limit: usize,
) -> Result<Page<AuditEntry>, Failure> {
    let (filter, values) = wanted.filter(organization);
    let count = format!("SELECT COUNT(*) FROM audit_log a {filter}");
    let total = db.row(&count, values, |row| Ok(row.get(0)?)).await?;
    Ok(lines(db, organization, wanted, after, limit).await?.of(total.unwrap_or(0)))
}

/// The same without counting all of them.
///
/// # Errors
/// Where the database fails.
pub async fn lines(
    db: &impl Reads,
    organization: OrganizationId,
    wanted: &Wanted,
    after: Option<Place>,
    limit: usize,
) -> Result<Lines<AuditEntry>, Failure> {
    let (filter, mut values) = wanted.filter(organization);
    let standing = people::standing_in("a.organization_id");
    let mut text = format!(
        "SELECT a.id, a.created_at, a.actor_id, u.full_name, a.action, a.subject, a.detail, a.address, a.request_id, \
         u.email, {standing}, u.picture, a.api_key_id, k.name, k.revoked_at FROM audit_log a \
         LEFT JOIN users u ON u.id = a.actor_id LEFT JOIN api_keys k ON k.id = a.api_key_id {filter}"
    );
    if let Some(place) = after {
        text.push_str(" AND (a.created_at, a.id) < (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY a.created_at DESC, a.id DESC LIMIT ?");
    values.push((limit as i64 + 1).into());
    let found =
        db.rows(&text, values, |row| Ok((entry(row)?, Place { moment: row.get(1)?, id: row.get(0)? })));
    Ok(Lines::cut(found.await?, limit, Place::token))
}

fn entry(row: &Row<'_>) -> Result<AuditEntry, Failure> {
    let text = |column: usize| row.get::<String>(column);
    let actor: Option<UserId> = row.get(2)?;
    let said = |text: String| Some(text).filter(|text| !text.is_empty());
    let request_id = said(text(8)?);
    let changes = detail::changes(&text(6)?)?;
    let key: Option<ApiKeyId> = row.get(12)?;
    Ok(AuditEntry {
        id: row.get(0)?,
        created_at: moment(row.get(1)?).into(),
        actor: logged(row, actor, key)?,
        action: text(4)?,
        subject: text(5)?,
        subject_name: changes
            .iter()
            .find(|change| change.field == NAME)
            .and_then(|change| change.after.clone()),
        subject_standing: None,
        changes,
        means: match (&request_id, actor, key) {
            (_, _, Some(_)) => AuditMeans::ApiKey,
            (None, _, None) => AuditMeans::Server,
            (Some(_), Some(_), None) => AuditMeans::Session,
            (Some(_), None, None) => AuditMeans::Link,
        },
        address: said(text(7)?),
        request_id,
    })
}

/// Who did it, from their columns: somebody, or a key.
fn logged(
    row: &Row<'_>,
    person: Option<UserId>,
    key: Option<ApiKeyId>,
) -> Result<Option<LoggedActor>, Failure> {
    let full_name: Option<PersonName> = row.get(3)?;
    if let Some((id, name)) = person.zip(full_name) {
        let standing = people::standing(id, &row.get::<String>(9)?, &row.get::<String>(10)?);
        let picture = people::picture(standing, row.get(11)?);
        return Ok(Some(LoggedActor::Person { id, name, picture, email: None, standing }));
    }
    let name: Option<ResourceName> = row.get(13)?;
    let Some((id, name)) = key.zip(name) else { return Ok(None) };
    let revoked = row.get::<Option<Micros>>(14)?.is_some();
    Ok(Some(LoggedActor::ApiKey { id, name, revoked }))
}

/// The field of a line in which the subject's own name stands, where it may be gone by now.
const NAME: &str = "name";

/// Finds what the subjects of some lines are called now: members and former ones by name, invitations by address.
///
/// # Errors
/// Where the database fails.
pub async fn name_subjects(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
    entries: &mut [AuditEntry],
) -> Result<(), Failure> {
    let people: Vec<UserId> = entries.iter().filter_map(|entry| entry.subject.parse().ok()).collect();
    let people = named(db, organization.id, &people).await?;
    let invitations = entries.iter().filter_map(|entry| entry.subject.parse::<InvitationId>().ok());
    let invited: Vec<Invited> = invitation::Entity::find()
        .filter(invitation::Column::OrganizationId.eq(organization.id))
        .filter(invitation::Column::Id.is_in(invitations))
        .into_partial_model()
        .all(db)
        .await?;
    let invited = invited.into_iter().map(|row| (row.id.to_string(), (row.email.to_string(), None)));
    let mut names: HashMap<String, (String, Option<AuditStanding>)> = people
        .into_iter()
        .map(|(id, name, standing)| (id.to_string(), (name, standing)))
        .chain(invited)
        .collect();
    names.insert(organization.id.to_string(), (organization.name.clone(), None));
    for entry in entries {
        if let Some((name, standing)) = names.get(&entry.subject) {
            entry.subject_name = Some(name.clone());
            entry.subject_standing = *standing;
        }
    }
    Ok(())
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "invitation::Entity")]
struct Invited {
    id: InvitationId,
    email: EmailAddress,
}

#[derive(FromQueryResult)]
struct Person {
    id: UserId,
    full_name: String,
    email: String,
    /// That of [`people::standing_in`].
    word: String,
}

/// Those of the ids that are people's: what they are called, and what they are to the organization.
async fn named(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    ids: &[UserId],
) -> Result<Vec<(UserId, String, Option<AuditStanding>)>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let standing = people::standing_in("o.id");
    let text = format!(
        "SELECT u.id, u.full_name, u.email, {standing} AS word FROM users u JOIN organizations o ON o.id = ? \
        WHERE u.id IN ({})",
        vec!["?"; ids.len()].join(", ")
    );
    let values = std::iter::once(organization.into()).chain(ids.iter().map(|id| Value::from(*id)));
    let rows: Vec<Person> = ask::all(db, &text, values).await?;
    let person = |row: Person| {
        let standing = people::standing(row.id, &row.email, &row.word);
        (row.id, row.full_name, Some(standing))
    };
    Ok(rows.into_iter().map(person).collect())
}
