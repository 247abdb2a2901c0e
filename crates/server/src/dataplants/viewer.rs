//! What somebody may do with which dataplants.

use crate::{
    access::{OrgAccess, Permitted},
    db::entity::dataplant,
    http::problem::Failure,
    operation::OrgOperation,
    storage_engines::store::read_tags,
};
use hq_contract::{
    DataplantId, Permission, Problem, ProblemCode, Role, Tag, operations::LifeState, rules::Rule,
    storage_engines::ThingRights,
};

/// A member, by what decides what they may do.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Their role.
    pub role: Role,
    /// Their rules.
    pub rules: Vec<Rule>,
    /// Whether it is an API key: one that is there goes by a mail, which asks a person.
    pub is_key: bool,
}

impl Viewer {
    /// Whether they may do something with a thing of that id and those tags; of no id: with one that is still to be made.
    #[must_use]
    pub fn may(&self, permission: Permission, id: Option<DataplantId>, tags: &[Tag]) -> bool {
        permission.held_for(self.role, &self.rules, id.map(Into::into), tags)
    }

    /// Refuses what they may not do with a dataplant. For who may not even read it, it does not exist.
    ///
    /// # Errors
    /// 404, 403 with the permission
    pub fn require(&self, permission: Permission, row: &dataplant::Model) -> Result<(), Failure> {
        let tags = read_tags(&row.tags)?;
        if !self.may(Permission::ReadDataplants, Some(row.id), &tags) {
            return Err(ProblemCode::NotFound.into());
        }
        if self.may(permission, Some(row.id), &tags) {
            Ok(())
        } else {
            Err(Problem::lacks(permission).into())
        }
    }

    /// Refuses other tags by which they would gain a right to the dataplant, or that make it one which they may not change:
    /// who may do something with what has a tag does not decide what has it.
    ///
    /// # Errors
    /// 403 with the permission
    pub fn require_retagging(&self, row: &dataplant::Model, tags: &[Tag]) -> Result<(), Failure> {
        use Permission::{DeleteDataplants, ReadDataplants, UpdateDataplants};
        let (id, before) = (Some(row.id), read_tags(&row.tags)?);
        let gained = [ReadDataplants, DeleteDataplants]
            .into_iter()
            .find(|permission| self.may(*permission, id, tags) && !self.may(*permission, id, &before));
        match gained {
            Some(permission) => Err(Problem::lacks(permission).into()),
            None if self.may(UpdateDataplants, id, tags) => Ok(()),
            None => Err(Problem::lacks(UpdateDataplants).into()),
        }
    }

    /// What they may do with a dataplant, besides reading.
    #[must_use]
    pub fn rights(&self, id: DataplantId, tags: &[Tag], state: LifeState) -> ThingRights {
        let goes_without_mail = matches!(state, LifeState::Failed | LifeState::DeleteFailed);
        ThingRights {
            update: self.may(Permission::UpdateDataplants, Some(id), tags),
            delete: (!self.is_key || goes_without_mail)
                && self.may(Permission::DeleteDataplants, Some(id), tags),
        }
    }
}

impl<P: Permitted> From<&OrgAccess<P>> for Viewer {
    fn from(access: &OrgAccess<P>) -> Self {
        Self { role: access.role, rules: access.rules.clone(), is_key: access.caller.id().key().is_some() }
    }
}

impl<P> From<&OrgOperation<P>> for Viewer {
    fn from(operation: &OrgOperation<P>) -> Self {
        let is_key = operation.caller.id().key().is_some();
        Self { role: operation.role, rules: operation.rules.clone(), is_key }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::entity::broker_instance::InstanceId;
    use crate::platform::micros::Micros;
    use hq_contract::{
        OrganizationId, RuleName,
        rules::{Action, Actions, Category, Effect, Resource},
    };
    use uuid::Uuid;

    fn tag(text: &str) -> Tag {
        Tag::parse(text).unwrap()
    }

    fn rule(effect: Effect, action: Action, tag: Option<&str>) -> Rule {
        let resource = tag.map_or(Resource::All, |text| Resource::Tag(Tag::parse(text).unwrap()));
        let name = RuleName::parse("A").unwrap();
        Rule { category: Category::Dataplants, name, effect, action: Actions::One(action), resource }
    }

    fn row(tags: &[Tag]) -> dataplant::Model {
        dataplant::Model {
            id: DataplantId(Uuid::from_u128(1)),
            organization_id: OrganizationId::nil(),
            name: "Orders".parse().unwrap(),
            name_key: String::new(),
            description: None,
            tags: serde_json::json!(tags).to_string(),
            template: None,
            provider: String::new(),
            instance_id: InstanceId::nil(),
            version: 1,
            exposed: None,
            sent: None,
            refused: None,
            expose_after: Micros::default(),
            created_by: None,
            created_by_key: None,
            created_at: Micros::default(),
        }
    }

    #[test]
    fn nobody_gives_themselves_a_right_by_a_tag() {
        let rules = vec![
            rule(Effect::Allow, Action::Read, None),
            rule(Effect::Allow, Action::Update, None),
            rule(Effect::Deny, Action::Update, Some("prod")),
            rule(Effect::Allow, Action::Delete, Some("trash")),
        ];
        let viewer = Viewer { role: Role::User, rules, is_key: false };
        let plain = row(&[]);
        assert!(viewer.require_retagging(&plain, &[tag("test")]).is_ok());
        assert!(viewer.require_retagging(&plain, &[tag("trash")]).is_err(), "it could be deleted then");
        assert!(
            viewer.require_retagging(&plain, &[tag("prod")]).is_err(),
            "it could be changed by nobody of these"
        );
        assert!(viewer.require_retagging(&row(&[tag("trash")]), &[tag("trash"), tag("a")]).is_ok());
        let admin = Viewer { role: Role::Admin, rules: Vec::new(), is_key: false };
        assert!(admin.require_retagging(&plain, &[tag("trash")]).is_ok());
    }

    #[test]
    fn what_may_not_be_read_does_not_exist() {
        let rules =
            vec![rule(Effect::Allow, Action::Read, Some("a")), rule(Effect::Allow, Action::Update, None)];
        let viewer = Viewer { role: Role::User, rules, is_key: false };
        let code = |row: &dataplant::Model, permission| match viewer.require(permission, row) {
            Err(Failure::Refused(problem, _)) => Some(problem.code),
            _ => None,
        };
        assert_eq!(code(&row(&[]), Permission::UpdateDataplants), Some(ProblemCode::NotFound));
        assert_eq!(code(&row(&[tag("a")]), Permission::DeleteDataplants), Some(ProblemCode::Forbidden));
        assert_eq!(code(&row(&[tag("a")]), Permission::UpdateDataplants), None);
    }
}
