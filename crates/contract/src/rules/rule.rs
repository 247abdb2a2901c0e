//! One line of a member's permissions, and its parts.

use super::{Action, Category};
use crate::{FieldCode, FieldError, RuleName, Tag};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// The most rules of one member.
pub const MOST_RULES: usize = 200;

/// What a rule says of what it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// May be done.
    Allow,
    /// May not be done.
    Deny,
}

/// Which actions a rule is about. On the wire `all`, or the action's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actions {
    /// Every action of the rule's category.
    All,
    /// One of them.
    One(Action),
}

/// Which things a rule is about. On the wire `all`, `id:` and the thing's id, or `tag:` and the tag.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Resource {
    /// All, and what concerns none in particular.
    All,
    /// One, by its id.
    Id(Uuid),
    /// Those with this tag.
    Tag(Tag),
}

/// One line of a member's permissions: the last one that matches wins.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What it is about.
    pub category: Category,
    /// What people call it.
    pub name: RuleName,
    /// Whether it allows or denies.
    pub effect: Effect,
    /// Which actions of the category.
    pub action: Actions,
    /// Which things; other than `all` only in categories that have several.
    pub resource: Resource,
}

impl Actions {
    /// Whether it is about this action.
    #[must_use]
    pub fn covers(self, action: Action) -> bool {
        self == Self::All || self == Self::One(action)
    }

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::One(action) => action.as_str(),
        }
    }
}

impl FromStr for Actions {
    type Err = FieldCode;

    fn from_str(text: &str) -> Result<Self, FieldCode> {
        match text {
            "all" => Ok(Self::All),
            name => Action::from_name(name).map(Self::One).ok_or(FieldCode::WrongType),
        }
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Id(id) => write!(f, "id:{id}"),
            Self::Tag(tag) => write!(f, "tag:{tag}"),
        }
    }
}

impl FromStr for Resource {
    type Err = FieldCode;

    fn from_str(text: &str) -> Result<Self, FieldCode> {
        match text.split_once(':') {
            None if text == "all" => Ok(Self::All),
            Some(("id", id)) => id.parse().map(Self::Id).map_err(|_| FieldCode::WrongType),
            Some(("tag", tag)) => Tag::parse(tag).map(Self::Tag),
            _ => Err(FieldCode::WrongType),
        }
    }
}

/// Serde by `Display` or `as_str` and `FromStr`.
macro_rules! as_text {
    ($name:ident, $self:ident => $text:expr) => {
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&$self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&$text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
as_text!(Actions, self => self.as_str());
as_text!(Resource, self => self);

/// Refuses a list that is too long, or a rule whose action or resource its category does not have. Pointers start at
/// `/rules`.
///
/// # Errors
/// `too_long`, `wrong_type`
pub fn check(rules: &[Rule]) -> Result<(), FieldError> {
    if rules.len() > MOST_RULES {
        return Err(FieldError { pointer: "/rules".to_owned(), code: FieldCode::TooLong });
    }
    let refused = |index: usize, part: &str| FieldError {
        pointer: format!("/rules/{index}/{part}"),
        code: FieldCode::WrongType,
    };
    for (index, rule) in rules.iter().enumerate() {
        if matches!(rule.action, Actions::One(action) if !rule.category.actions().contains(&action)) {
            return Err(refused(index, "action"));
        }
        if rule.resource != Resource::All && !rule.category.has_resources() {
            return Err(refused(index, "resource"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rule(category: &str, action: &str, resource: &str) -> Rule {
        let value = json!({"category": category, "name": "A", "effect": "allow", "action": action, "resource": resource});
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn parts_are_texts_on_the_wire() {
        for text in ["all", "tag:eu", "id:01a20b29-61ca-7bae-b6aa-fde4bf92a759"] {
            let resource: Resource = text.parse().unwrap();
            assert_eq!(serde_json::to_value(&resource).unwrap(), text);
            assert_eq!(serde_json::from_value::<Resource>(json!(text)).unwrap(), resource);
        }
        for text in ["", "ALL", "id:", "id:7", "tag:", "tag: ", "name:x", "all:"] {
            assert!(text.parse::<Resource>().is_err(), "{text}");
        }
        for text in ["all", "read", "authentication"] {
            assert_eq!(serde_json::to_value(text.parse::<Actions>().unwrap()).unwrap(), text);
        }
        assert_eq!("every".parse::<Actions>(), Err(FieldCode::WrongType));
    }

    #[test]
    fn a_category_has_its_own_actions_and_resources() {
        let good = [rule("dataplants", "deploy", "tag:eu"), rule("billing", "all", "all")];
        assert_eq!(check(&good), Ok(()));
        let refused = |rules: &[Rule]| check(rules).unwrap_err();
        let [first, _] = good.clone();
        let other_action = refused(&[first.clone(), rule("billing", "deploy", "all")]);
        assert_eq!(
            other_action,
            FieldError { pointer: "/rules/1/action".into(), code: FieldCode::WrongType }
        );
        let other_resource = refused(&[first.clone(), first, rule("members", "read", "tag:eu")]);
        assert_eq!(
            other_resource,
            FieldError { pointer: "/rules/2/resource".into(), code: FieldCode::WrongType }
        );
    }

    #[test]
    fn a_list_has_an_end() {
        let many = vec![rule("billing", "all", "all"); MOST_RULES];
        assert_eq!(check(&many), Ok(()));
        let more = [many, vec![rule("billing", "all", "all")]].concat();
        assert_eq!(
            check(&more).unwrap_err(),
            FieldError { pointer: "/rules".into(), code: FieldCode::TooLong }
        );
    }

    #[test]
    fn other_fields_are_refused() {
        let value = json!({"category": "billing", "name": "A", "effect": "allow", "action": "all", "resource": "all", "position": 1});
        assert!(serde_json::from_value::<Rule>(value).is_err());
    }
}
