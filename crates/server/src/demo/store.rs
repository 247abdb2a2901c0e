//! Makes the cast's accounts and organizations, by the same functions as real sign-ups.

use super::cast::{Organizations, PASSWORD, Player};
use crate::{
    accounts,
    app::App,
    db::{
        entity::{membership, user},
        kept,
    },
    http::problem::Failure,
    invitations::{self, Offer},
    members,
    operation::{Audit, Operation, Origin},
    organizations, rules,
    users::{self, store::Verified},
};
use hq_contract::{
    Colour, EmailAddress, OrganizationId, OrganizationName, PersonName, ProblemCode, Role, RuleName, Tag,
    UserId,
    organizations::NewOrganization,
    rules::{Action, Actions, Category, Effect, Resource, Rule},
};
use hq_text::Language;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::fmt::Display;

/// Adds a player with everything that belongs to them, or nothing: a player who is there is complete.
pub async fn add(app: &App, player: &Player) -> Result<(), Failure> {
    let origin = Origin::server();
    let email = kept(EmailAddress::parse(player.email))?;
    if users::store::find_by_email(app.db().read(), &kept(email.canonical())?).await?.is_some() {
        return Ok(());
    }
    let hash = app.passwords().hash(PASSWORD).await?;
    let mut operation = Operation::begin(app, &origin).await?;
    let user = account(&operation, player.name, email, &hash).await?;
    match &player.organizations {
        Organizations::None | Organizations::InvitedBy { .. } => {}
        Organizations::Own(names) => {
            for (index, name) in names.iter().enumerate() {
                create(&operation, user.id, name, index).await?;
            }
        }
        Organizations::Of { admin } => join_first_of(&operation, user.id, admin).await?,
    }
    if let Organizations::InvitedBy { admin } = player.organizations {
        invite(&mut operation, &user, admin).await?;
    }
    audit(&operation, user.id, None, "accounts.verify", user.id).await?;
    operation.finish_empty(axum::http::StatusCode::NO_CONTENT).await?;
    Ok(())
}

/// Adds members of the organization that this admin joined first, all or none: where the last is there, they all are.
pub async fn add_members(app: &App, admin: &str, members: &[(String, String)]) -> Result<(), Failure> {
    let Some((last, _)) = members.last() else { return Ok(()) };
    if users::store::find_by_email(app.db().read(), last).await?.is_some() {
        return Ok(());
    }
    let origin = Origin::server();
    let hash = app.passwords().hash(PASSWORD).await?;
    let operation = Operation::begin(app, &origin).await?;
    let organization = first_organization(operation.tx(), admin).await?.ok_or(ProblemCode::Internal)?;
    for (email, name) in members {
        let user = account(&operation, name, kept(EmailAddress::parse(email))?, &hash).await?;
        members::store::join(&operation, organization, user.id, Role::User, &[]).await?;
    }
    operation.finish_empty(axum::http::StatusCode::NO_CONTENT).await?;
    Ok(())
}

async fn account(
    operation: &Operation,
    name: &str,
    email: EmailAddress,
    hash: &str,
) -> Result<user::Model, Failure> {
    let name = kept(PersonName::parse(name))?;
    let new = Verified {
        email: &email,
        full_name: name.as_str(),
        password_hash: hash,
        language: Language::English.code(),
    };
    accounts::store::begin(operation, &new).await?.ok_or_else(|| ProblemCode::AccountExists.into())
}

async fn create(operation: &Operation, creator: UserId, name: &str, index: usize) -> Result<(), Failure> {
    let colour = Colour::ALL.iter().cycle().nth(index % Colour::ALL.len()).copied();
    let new = NewOrganization {
        name: kept(OrganizationName::parse(name))?,
        slug: None,
        description: None,
        colour,
        force_mfa: None,
    };
    let created = organizations::store::create(operation, creator, &new).await?;
    audit(operation, creator, Some(created.id), "organizations.create", created.id).await
}

/// Invites somebody to the organization that this admin joined first.
async fn invite(operation: &mut Operation, user: &user::Model, admin: &str) -> Result<(), Failure> {
    let organization = first_organization(operation.tx(), admin).await?.ok_or(ProblemCode::Internal)?;
    let organization = organizations::store::lock(operation, organization).await?;
    let organization = organization.ok_or(ProblemCode::Internal)?;
    let inviter = person(operation.tx(), admin).await?;
    let email = kept(EmailAddress::parse(&user.email))?;
    let offer = Offer {
        organization: &organization,
        inviter: &inviter,
        email: &email,
        canonical: &user.email_canonical,
        invitee: Some(user),
        role: Role::User,
        note: None,
        rules: &[],
    };
    let invitation = invitations::send(operation, offer, None).await?;
    audit(operation, inviter.id, Some(organization.id), "invitations.invite", invitation.id).await
}

/// Makes somebody a user of the organization that this admin joined first, with some rules.
async fn join_first_of(operation: &Operation, user: UserId, admin: &str) -> Result<(), Failure> {
    let first = first_organization(operation.tx(), admin).await?.ok_or(ProblemCode::Internal)?;
    let rules = some_rules()?;
    members::store::join(operation, first, user, Role::User, &rules).await?;
    let admin = person(operation.tx(), admin).await?;
    rules::store::audit(operation, first, admin.id.into(), user, (&[], &rules)).await
}

/// What a user of the cast may do: see every dataplant but the secret ones, see members and invite more.
fn some_rules() -> Result<Vec<Rule>, Failure> {
    let rule = |category, name, effect, action, resource| -> Result<Rule, Failure> {
        Ok(Rule { category, name: kept(RuleName::parse(name))?, effect, action, resource })
    };
    let secret = Resource::Tag(kept(Tag::parse("secret"))?);
    let read = Actions::One(Action::Read);
    Ok(vec![
        rule(Category::Dataplants, "See dataplants", Effect::Allow, read, Resource::All)?,
        rule(Category::Dataplants, "Nothing secret", Effect::Deny, Actions::All, secret)?,
        rule(Category::Members, "See members", Effect::Allow, read, Resource::All)?,
        rule(Category::Members, "Invite people", Effect::Allow, Actions::One(Action::Invite), Resource::All)?,
    ])
}

/// Somebody of the cast.
///
/// # Errors
/// 500 where they are not there.
pub async fn person(db: &impl ConnectionTrait, email: &str) -> Result<user::Model, Failure> {
    let canonical = kept(kept(EmailAddress::parse(email))?.canonical())?;
    users::store::find_by_email(db, &canonical).await?.ok_or_else(|| ProblemCode::Internal.into())
}

/// The organization that this admin joined first.
///
/// # Errors
/// 500 where the admin is not there.
pub async fn first_organization(
    db: &impl ConnectionTrait,
    admin: &str,
) -> Result<Option<OrganizationId>, Failure> {
    let admin = person(db, admin).await?;
    let first = membership::Entity::find()
        .filter(membership::Column::UserId.eq(admin.id))
        .order_by_asc(membership::Column::JoinedAt)
        .order_by_asc(membership::Column::OrganizationId)
        .one(db)
        .await?;
    Ok(first.map(|membership| membership.organization_id))
}

/// Writes down what somebody did.
///
/// # Errors
/// Where the database fails.
pub async fn audit(
    operation: &Operation,
    actor: UserId,
    organization: Option<OrganizationId>,
    action: &'static str,
    subject: impl Display,
) -> Result<(), Failure> {
    let subject = subject.to_string();
    let detail = serde_json::json!({"demo": true});
    operation
        .audit(Audit { organization, actor: Some(actor.into()), action, subject: &subject, detail })
        .await
}
