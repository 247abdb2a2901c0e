//! What can be done with which things, as a sentence says it.

use super::{Action, Category, Question, Resource};
use serde::{Deserialize, Serialize};

/// Something that can be done with some things.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    /// With what kind of things.
    pub category: Category,
    /// What.
    pub action: Action,
    /// With which: those to which all of these apply. None: with all.
    pub on: Vec<Resource>,
    /// But not with those to which one of these applies as well, unless the exception is lifted for them.
    pub except: Vec<Resource>,
    /// What lifts which exceptions; absent where nothing does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<Unless>,
}

/// What lifts an exception of a grant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unless {
    /// Which of them.
    pub except: Resource,
    /// It does not count for things to which one of these applies as well.
    pub with: Vec<Resource>,
}

impl Grant {
    /// Whether it is about this.
    #[must_use]
    pub fn covers(&self, question: &Question) -> bool {
        let applies = |resource: &Resource| question.is_about(resource);
        let lifted = |except: &Resource| self.lifted_by(except).iter().any(applies);
        self.category == question.category
            && self.action == question.action
            && self.on.iter().all(applies)
            && !self.except.iter().any(|except| applies(except) && !lifted(except))
    }

    /// What lifts an exception.
    #[must_use]
    pub fn lifted_by(&self, except: &Resource) -> &[Resource] {
        self.unless.iter().find(|unless| unless.except == *except).map_or(&[], |unless| &unless.with)
    }
}
