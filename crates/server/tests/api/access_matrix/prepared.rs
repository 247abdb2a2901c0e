//! Making callers what they are to an operation that needs a rule, and taking that back.

use super::world::{Kind, World};
use crate::support::rules;
use hq_contract::rules::Category;
use hq_server::db::entity::{api_key, membership, organization};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _};
use serde_json::json;

/// The row that was changed for a caller.
pub enum Prepared {
    Nothing,
    Organization(organization::Model),
    Key(api_key::Model),
    Membership(membership::Model),
}

impl World {
    /// Makes a caller who needs it what they are to an operation that needs a rule.
    pub async fn prepare(&self, kind: Kind, rule: Option<&str>) -> Prepared {
        let of_all = |effect| {
            Category::ALL.into_iter().map(move |category| format!("{effect} {} all all", category.as_str()))
        };
        let words: Vec<String> = match (kind, rule) {
            (Kind::KeptOut, _) => {
                let id = Set(self.victim.organization.id);
                let row = organization::ActiveModel { id, force_mfa: Set(true), ..Default::default() };
                return Prepared::Organization(row.update(self.hq.app.db().write()).await.unwrap());
            }
            (Kind::Ruled | Kind::RuledKey, Some(rule)) => vec![format!("allow {rule} all")],
            (Kind::Ruled | Kind::RuledKey, None) => of_all("allow").collect(),
            (Kind::Unruled, Some(rule)) => of_all("allow").chain([format!("deny {rule} all")]).collect(),
            (Kind::Unruled, None) => of_all("deny").collect(),
            _ => return Prepared::Nothing,
        };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if kind.is_key() {
            let rules = Set(json!(rules(&words)).to_string());
            let row = api_key::ActiveModel { id: Set(self.key(kind)), rules, ..Default::default() };
            return Prepared::Key(row.update(self.hq.app.db().write()).await.unwrap());
        }
        let row = membership::ActiveModel {
            organization_id: Set(self.victim.organization.id),
            user_id: Set(self.user(kind)),
            rules: Set(json!(rules(&words)).to_string()),
            rules_count: Set(words.len() as i64),
            ..Default::default()
        };
        Prepared::Membership(row.update(self.hq.app.db().write()).await.unwrap())
    }

    /// Puts back the row that was prepared; whether it was as it had been prepared.
    pub async fn undo(&self, prepared: Prepared) -> bool {
        let (read, write) = (self.hq.app.db().read(), self.hq.app.db().write());
        macro_rules! put_back {
            ($table:ident, $row:ident, $id:expr) => {{
                let id = $id;
                let now = $table::Entity::find_by_id(id(&$row)).one(read).await.unwrap();
                let first = self.rows.$table.iter().find(|first| id(first) == id(&$row)).unwrap();
                first.clone().into_active_model().reset_all().update(write).await.unwrap();
                now == Some($row)
            }};
        }
        match prepared {
            Prepared::Nothing => true,
            Prepared::Organization(row) => put_back!(organization, row, |row: &organization::Model| row.id),
            Prepared::Key(row) => put_back!(api_key, row, |row: &api_key::Model| row.id),
            Prepared::Membership(row) => {
                put_back!(membership, row, |row: &membership::Model| (row.organization_id, row.user_id))
            }
        }
    }
}
