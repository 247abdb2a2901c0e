//! What may not be done, in words.

use hq_contract::Permission;
use hq_text::{Key, access};

/// That it may not be done, in words.
#[must_use]
pub const fn refusal_key(permission: Permission) -> Key {
    match permission {
        Permission::ReadOrganization => access::READ_ORGANIZATION,
        Permission::UpdateOrganization => access::UPDATE_ORGANIZATION,
        Permission::DeleteOrganization => access::DELETE_ORGANIZATION,
        Permission::ReadMembers => access::READ_MEMBERS,
        Permission::ReadMemberDetails => access::READ_MEMBER_DETAILS,
        Permission::InviteMembers => access::INVITE_MEMBERS,
        Permission::InviteAdmins => access::INVITE_ADMINS,
        Permission::AnswerJoinRequests => access::ANSWER_JOIN_REQUESTS,
        Permission::RemoveMembers => access::REMOVE_MEMBERS,
        Permission::ManageMembers => access::MANAGE_MEMBERS,
        Permission::ManageAuthentication => access::MANAGE_AUTHENTICATION,
        Permission::ManageInfrastructure => access::MANAGE_INFRASTRUCTURE,
        Permission::ManageApiKeys => access::MANAGE_API_KEYS,
        Permission::ReadAuditLog => access::READ_AUDIT_LOG,
        Permission::UpdateStorageDefaults => access::UPDATE_STORAGE_DEFAULTS,
        Permission::CreateStorageEngines => access::CREATE_STORAGE_ENGINES,
        Permission::ReadStorageEngines => access::READ_STORAGE_ENGINES,
        Permission::UpdateStorageEngines => access::UPDATE_STORAGE_ENGINES,
        Permission::DeleteStorageEngines => access::DELETE_STORAGE_ENGINES,
        Permission::CreateDataplants => access::CREATE_DATAPLANTS,
        Permission::ReadDataplants => access::READ_DATAPLANTS,
        Permission::UpdateDataplants => access::UPDATE_DATAPLANTS,
        Permission::DeleteDataplants => access::DELETE_DATAPLANTS,
        Permission::ReadBilling => access::READ_BILLING,
        Permission::UpdateBilling => access::UPDATE_BILLING,
    }
}
