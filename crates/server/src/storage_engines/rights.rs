//! Who may do what with an engine: rules decide by its id and tags (docs/decisions/0036-storage-engines.md).

use super::store::Engine;
use crate::{http::problem::Failure, operation::OrgOperation};
use hq_contract::{Permission, Problem, ProblemCode, Role, Tag, rules::Rule};

/// What can be done with one engine.
const OF_ONE: [Permission; 3] =
    [Permission::ReadStorageEngines, Permission::UpdateStorageEngines, Permission::DeleteStorageEngines];

/// Refuses to show an engine to who may not read it: as if there were none.
///
/// # Errors
/// 404
pub fn guard_read(engine: &Engine, role: Role, rules: &[Rule]) -> Result<(), Failure> {
    let readable = engine.allows(Permission::ReadStorageEngines, role, rules)?;
    if readable { Ok(()) } else { Err(ProblemCode::NotFound.into()) }
}

/// Refuses what the caller may not do with an engine.
///
/// # Errors
/// 404 where they may not even read it, 403 with the permission where they may.
pub fn guard<P>(operation: &OrgOperation<P>, engine: &Engine, permission: Permission) -> Result<(), Failure> {
    guard_read(engine, operation.role, &operation.rules)?;
    let allowed = engine.allows(permission, operation.role, &operation.rules)?;
    if allowed { Ok(()) } else { Err(Problem::lacks(permission).into()) }
}

/// Refuses tags by which the caller would give themselves a right to the engine, or take away their own to change it.
///
/// # Errors
/// 403 with the permission
pub fn guard_tags<P>(operation: &OrgOperation<P>, engine: &Engine, tags: &[Tag]) -> Result<(), Failure> {
    let (role, rules) = (operation.role, &operation.rules);
    for permission in OF_ONE {
        let before = engine.allows(permission, role, rules)?;
        let after = permission.held_for(role, rules, Some(engine.row.id.into()), tags);
        let lost = permission == Permission::UpdateStorageEngines && !after;
        if lost || (after && !before) {
            return Err(Problem::lacks(permission).into());
        }
    }
    Ok(())
}
