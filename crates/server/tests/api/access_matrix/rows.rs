//! What the database holds: to see that nothing changed, and to put back what did.

use crate::support::Hq;
use hq_contract::{
    ApiKeyId, BillingAccountId, DataplantId, DomainId, InvitationId, OrganizationId, StorageEngineId,
};
use hq_server::db::entity::{self, subscription::SubscriptionId};
use sea_orm::{ConnectionTrait as _, DbBackend, EntityName as _, EntityTrait as _};
use std::fmt::Debug;

/// Tables that are emptied when rows are put back: what they keep is about requests, not about things.
const ABOUT_REQUESTS: [&str; 6] = [
    "idempotency_keys",
    "rate_limits",
    "sign_in_tries",
    "access_attempts",
    "password_reset_requests",
    "sign_ups",
];

macro_rules! tables {
    ($($table:ident)*) => {
        /// Every row of these tables, of which each may refer to those before it.
        pub struct Rows {
            $(pub $table: Vec<entity::$table::Model>,)*
        }

        impl Rows {
            pub async fn read(hq: &Hq) -> Self {
                let db = hq.app.db().read();
                Self { $($table: entity::$table::Entity::find().all(db).await.unwrap(),)* }
            }

            /// Makes the tables hold just these rows.
            pub async fn put_back(&self, hq: &Hq) {
                let tx = hq.app.db().begin().await.unwrap();
                let tables = [$(entity::$table::Entity.table_name(),)*];
                for table in ABOUT_REQUESTS.iter().chain(tables.iter().rev()) {
                    tx.execute_unprepared(&format!("DELETE FROM {table}")).await.unwrap();
                }
                $(
                    let rows = self.$table.iter().cloned().map(entity::$table::ActiveModel::from);
                    if rows.len() > 0 {
                        entity::$table::Entity::insert_many(rows).exec_without_returning(&tx).await.unwrap();
                    }
                )*
                tx.commit().await.unwrap();
            }
        }
    };
}

tables!(price_book user user_picture session known_browser mfa mfa_recovery_code password_reset email_change account_alert organization organization_slug organization_logo membership api_key api_key_secret former_rules
    invitation invitation_link invitation_report join_domain join_request domain domain_binding certificate
    broker_instance broker_binding broker_operation storage_engine storage_engine_credential storage_default storage_engine_use
    storage_engine_day dataplant dataplant_name dataplant_engine dataplant_deletion audit_log
    billing_account billing_account_transfer subscription subscription_phase voucher voucher_redemption grant usage_event budget_alert quota quota_request
    billing_run invoice invoice_line invoice_tax invoice_document posting);

impl Rows {
    /// All that belongs to an organization, as text: the same for the same rows, in whatever order they come.
    pub fn of(&self, organization: OrganizationId) -> String {
        let mut lines = Vec::new();
        macro_rules! add {
            ($($table:ident: $belongs:expr),* $(,)?) => {
                $(lines.extend(self.$table.iter().filter(|row| $belongs(row)).map(line));)*
            };
        }
        add!(
            organization: |row: &&entity::organization::Model| row.id == organization,
            organization_slug: |row: &&entity::organization_slug::Model| row.organization_id == organization,
            organization_logo: |row: &&entity::organization_logo::Model| row.organization_id == organization,
            membership: |row: &&entity::membership::Model| row.organization_id == organization,
            api_key: |row: &&entity::api_key::Model| row.organization_id == organization,
            api_key_secret: |row: &&entity::api_key_secret::Model| self.is_key_of(row.key_id, organization),
            former_rules: |row: &&entity::former_rules::Model| row.organization_id == organization,
            invitation: |row: &&entity::invitation::Model| row.organization_id == organization,
            invitation_link: |row: &&entity::invitation_link::Model| self.invites_to(row.invitation_id, organization),
            invitation_report: |row: &&entity::invitation_report::Model| row.organization_id == organization,
            join_domain: |row: &&entity::join_domain::Model| row.organization_id == organization,
            join_request: |row: &&entity::join_request::Model| row.organization_id == organization,
            domain: |row: &&entity::domain::Model| row.organization_id == organization,
            domain_binding: |row: &&entity::domain_binding::Model| self.claims_for(row.domain_id, organization),
            certificate: |row: &&entity::certificate::Model| row.organization_id == organization,
            broker_instance: |row: &&entity::broker_instance::Model| row.organization_id == organization,
            broker_binding: |row: &&entity::broker_binding::Model| row.organization_id == organization,
            broker_operation: |row: &&entity::broker_operation::Model| row.organization_id == organization,
            storage_engine: |row: &&entity::storage_engine::Model| row.organization_id == organization,
            storage_engine_credential: |row: &&entity::storage_engine_credential::Model| row.organization_id == organization,
            storage_default: |row: &&entity::storage_default::Model| row.organization_id == organization,
            storage_engine_use: |row: &&entity::storage_engine_use::Model| row.organization_id == organization,
            storage_engine_day: |row: &&entity::storage_engine_day::Model| self.is_engine_of(row.engine_id, organization),
            dataplant: |row: &&entity::dataplant::Model| row.organization_id == organization,
            dataplant_name: |row: &&entity::dataplant_name::Model| self.is_dataplant_of(row.dataplant_id, organization),
            dataplant_engine: |row: &&entity::dataplant_engine::Model| self.is_dataplant_of(row.dataplant_id, organization),
            dataplant_deletion: |row: &&entity::dataplant_deletion::Model| row.organization_id == organization,
            audit_log: |row: &&entity::audit_log::Model| row.organization_id == Some(organization),
            subscription: |row: &&entity::subscription::Model| row.organization_id == organization,
            subscription_phase: |row: &&entity::subscription_phase::Model| self.is_phase_of(row.subscription_id, organization),
            billing_account: |row: &&entity::billing_account::Model| self.pays_for(row.id, organization),
            voucher_redemption: |row: &&entity::voucher_redemption::Model| row.organization_id == organization,
            grant: |row: &&entity::grant::Model| row.organization_id == organization,
            usage_event: |row: &&entity::usage_event::Model| row.organization_id == organization,
            quota: |row: &&entity::quota::Model| row.organization_id == organization,
            quota_request: |row: &&entity::quota_request::Model| row.organization_id == organization,
        );
        lines.sort_unstable();
        lines.join("\n")
    }

    fn claims_for(&self, domain: DomainId, organization: OrganizationId) -> bool {
        self.domain.iter().any(|row| row.id == domain && row.organization_id == organization)
    }

    fn is_key_of(&self, key: ApiKeyId, organization: OrganizationId) -> bool {
        self.api_key.iter().any(|row| row.id == key && row.organization_id == organization)
    }

    fn is_engine_of(&self, engine: StorageEngineId, organization: OrganizationId) -> bool {
        self.storage_engine.iter().any(|row| row.id == engine && row.organization_id == organization)
    }

    fn is_dataplant_of(&self, dataplant: DataplantId, organization: OrganizationId) -> bool {
        self.dataplant.iter().any(|row| row.id == dataplant && row.organization_id == organization)
    }

    fn is_phase_of(&self, subscription: SubscriptionId, organization: OrganizationId) -> bool {
        self.subscription.iter().any(|row| row.id == subscription && row.organization_id == organization)
    }

    fn pays_for(&self, account: BillingAccountId, organization: OrganizationId) -> bool {
        self.subscription
            .iter()
            .any(|row| row.billing_account_id == account && row.organization_id == organization)
    }

    fn invites_to(&self, invitation: InvitationId, organization: OrganizationId) -> bool {
        self.invitation.iter().any(|row| row.id == invitation && row.organization_id == organization)
    }
}

fn line(row: &impl Debug) -> String {
    format!("{row:?}")
}

/// Takes away what keeps lines of the audit log from being put back: the database refuses to delete one.
pub async fn unlock_audit_log(hq: &Hq) {
    let db = hq.app.db().write();
    let guards: &[&str] = match db.get_database_backend() {
        DbBackend::Sqlite => &["DROP TRIGGER audit_log_kept", "DROP TRIGGER audit_log_unchanged"],
        _ => &["DROP TRIGGER audit_log_kept ON audit_log"],
    };
    for guard in guards {
        db.execute_unprepared(guard).await.unwrap();
    }
    // Nor does it let what was issued be changed.
    for table in [
        "invoices",
        "invoice_lines",
        "invoice_taxes",
        "invoice_documents",
        "ledger",
        "usage_events",
        "price_books",
    ] {
        let of = if db.get_database_backend() == DbBackend::Sqlite {
            String::new()
        } else {
            format!(" ON {table}")
        };
        for act in ["update", "delete"] {
            db.execute_unprepared(&format!("DROP TRIGGER {table}_no_{act}{of}")).await.unwrap();
        }
    }
}

/// Forgets what was counted against guessing.
pub async fn forget_tries(hq: &Hq) {
    for table in ["rate_limits", "sign_in_tries"] {
        hq.app.db().write().execute_unprepared(&format!("DELETE FROM {table}")).await.unwrap();
    }
}
