//! Two organizations that know nothing of each other, and somebody of each kind.

use super::{
    Matrix,
    making::{dataplants, put_picture, script, voucher},
    row::Thing,
    rows::{Rows, unlock_audit_log},
};
use crate::{
    FEATURES,
    support::{Browser, Hq, PASSWORD, rules},
};
use hq_contract::{
    ApiKeyId, BillingAccountId, CredentialId, DataplantId, DomainId, ETag, InvitationId, JoinRequestId, Role,
    SessionId, StorageEngineId, UserId,
    accounts::SignUp,
    domains::{ClaimDomain, NewDomain, VerifyDomain},
    join_requests::{AskToJoin, NewJoinRequest},
    members::{InvitationsOfRemoved, RemoveMember},
    organizations::Organization,
    storage_engines::{CreateCredential, NewCredential},
};
use hq_server::{db::entity::membership, storage_engines::store::sandbox};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set};
use serde_json::json;
use uuid::Uuid;

/// Kinds of callers, in the order of a row's columns. What they are, they are to the victim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Anonymous,
    /// Signed up, and did not follow the mail: no session can exist.
    Unverified,
    WithoutOrganization,
    /// With an invitation that waits.
    Invited,
    /// With a request to join that waits.
    Requested,
    /// A member who lacks the multi-factor authentication that the organization forces.
    KeptOut,
    /// A former member whose session goes on.
    Removed,
    /// Without rules.
    User,
    /// With the one rule that the operation needs; with all there are where no rule gives it.
    Ruled,
    /// With every rule but the one that the operation needs.
    Unruled,
    Admin,
    AdminOfAnother,
    AdminOfBoth,
    /// An API key without rules.
    Key,
    /// An API key with the rule that the operation needs; with all there are where no rule gives it.
    RuledKey,
    AdminKey,
    /// An API key of the other organization, which may do everything there.
    KeyOfAnother,
    RevokedKey,
}

impl Kind {
    pub const ALL: [Self; 18] = [
        Self::Anonymous,
        Self::Unverified,
        Self::WithoutOrganization,
        Self::Invited,
        Self::Requested,
        Self::KeptOut,
        Self::Removed,
        Self::User,
        Self::Ruled,
        Self::Unruled,
        Self::Admin,
        Self::AdminOfAnother,
        Self::AdminOfBoth,
        Self::Key,
        Self::RuledKey,
        Self::AdminKey,
        Self::KeyOfAnother,
        Self::RevokedKey,
    ];

    /// Whether it is a script.
    pub const fn is_key(self) -> bool {
        matches!(self, Self::Key | Self::RuledKey | Self::AdminKey | Self::KeyOfAnother | Self::RevokedKey)
    }

    /// Whether the victim does not exist for them.
    pub const fn is_outside(self) -> bool {
        !matches!(
            self,
            Self::KeptOut
                | Self::User
                | Self::Ruled
                | Self::Unruled
                | Self::Admin
                | Self::AdminOfBoth
                | Self::Key
                | Self::RuledKey
                | Self::AdminKey
        )
    }
}

/// An organization, and of each kind of thing in it one that is no caller's own.
pub struct Things {
    pub organization: Organization,
    pub user: UserId,
    pub session: SessionId,
    pub invitation: InvitationId,
    pub request: JoinRequestId,
    pub domain: DomainId,
    pub engine: StorageEngineId,
    /// An engine that could not be made.
    pub failed_engine: StorageEngineId,
    pub dataplant: DataplantId,
    /// A dataplant that could not be made.
    pub failed_dataplant: DataplantId,
    /// Credentials of the engine, not shown yet.
    pub credential: CredentialId,
    /// Who pays.
    pub account: BillingAccountId,
    /// What features make for themselves, in their order.
    made: Vec<Option<Uuid>>,
}

struct Caller {
    browser: Browser,
    /// Where they are signed in.
    cookie: Option<String>,
    user: Option<UserId>,
    key: Option<ApiKeyId>,
}

pub struct World {
    pub hq: Hq,
    pub victim: Things,
    /// The organization of the admin of another.
    pub home: Things,
    pub rows: Rows,
    callers: Vec<Caller>,
}

impl World {
    pub async fn new(hq: Hq) -> Self {
        let admin = hq.person("admin@example.org").await;
        let victim = Things::new(&hq, &admin, "Acme", "example.org").await;
        let other = hq.person("other@elsewhere.example").await;
        let home = Things::new(&hq, &other, "Home", "elsewhere.example").await;
        let mut callers = Vec::new();
        for kind in Kind::ALL {
            if kind.is_key() {
                let of = if kind == Kind::KeyOfAnother { (&other, &home) } else { (&admin, &victim) };
                let (browser, key) = script(&hq, kind, of.0, of.1.organization.id).await;
                callers.push(Caller { browser, cookie: None, user: None, key: Some(key) });
                continue;
            }
            let browser = match kind {
                Kind::Admin => hq.sign_in("admin@example.org").await.0,
                Kind::AdminOfAnother => hq.sign_in("other@elsewhere.example").await.0,
                _ => caller(&hq, kind, &admin, &victim.organization).await,
            };
            let cookie = browser.cookie();
            let user = if cookie.is_some() { Some(browser.id().await) } else { None };
            if kind == Kind::AdminOfBoth {
                join(&hq, &home.organization, user.unwrap(), Role::Admin).await;
            }
            callers.push(Caller { browser, cookie, user, key: None });
        }
        unlock_audit_log(&hq).await;
        voucher(&hq).await;
        let rows = Rows::read(&hq).await;
        Self { hq, victim, home, rows, callers }
    }

    /// The browser of that kind of caller, as it was made.
    pub fn browser(&self, kind: Kind) -> &Browser {
        let caller = &self.callers[kind as usize];
        caller.browser.set_cookie(caller.cookie.clone());
        &caller.browser
    }

    /// The account of that kind of caller.
    pub fn user(&self, kind: Kind) -> UserId {
        self.callers[kind as usize].user.expect("somebody with an account")
    }

    /// The key of that kind of caller.
    pub fn key(&self, kind: Kind) -> ApiKeyId {
        self.callers[kind as usize].key.expect("a script")
    }

    /// The victim's invitation of that kind of caller.
    pub fn invitation_of(&self, kind: Kind) -> InvitationId {
        let user = self.user(kind);
        let email = &self.rows.user.iter().find(|row| row.id == user).unwrap().email_canonical;
        self.rows.invitation.iter().find(|row| row.email_canonical == *email).unwrap().id
    }

    /// The request to join the victim of that kind of caller.
    pub fn request_of(&self, kind: Kind) -> JoinRequestId {
        let user = self.user(kind);
        self.rows.join_request.iter().find(|row| row.user_id == user).unwrap().id
    }

    /// What the victim has.
    pub async fn of_victim(&self) -> String {
        Rows::read(&self.hq).await.of(self.victim.organization.id)
    }
}

impl Things {
    async fn new(hq: &Hq, admin: &Browser, name: &str, domain: &str) -> Self {
        let organization = admin.create(name).await;
        let member = hq.joined(admin, &organization, &format!("member@{domain}"), Role::User).await;
        let user = member.id().await;
        // Twice: their history has pages.
        for words in ["allow billing read all", "allow members read all"] {
            admin.put_rules(&organization, user, rules(&[words])).await;
        }
        let session = member.session().await.id;
        let stranger = admin.invite(&organization, "stranger@nowhere.example", Role::User).await;
        let asker = hq.person(&format!("asker@{domain}")).await;
        let ask = AskToJoin { org: organization.id, body: NewJoinRequest::default() };
        let request = asker.call(&ask).await.unwrap().id;
        let org = organization.id;
        let body = NewDomain { name: format!("bound.{domain}").parse().unwrap() };
        let claimed = admin.call(&ClaimDomain { org, body }).await.unwrap();
        hq.dns.texts(&claimed.record.name, &[&claimed.record.value]);
        admin.call(&VerifyDomain { org, id: claimed.id }).await.unwrap();
        let mut made = Vec::new();
        for feature in FEATURES {
            made.push(match feature.thing {
                Thing::Made(make) => Some(make(hq, admin, org).await),
                Thing::Nothing | Thing::Known(_) => None,
            });
        }
        put_picture(admin, &format!("/organizations/{org}/logo")).await;
        put_picture(&member, "/me/picture").await;
        put_picture(&asker, "/me/picture").await;
        // Nobody of the matrix pays: who pays cannot delete their account.
        let payer = hq.person(&format!("payer@{domain}")).await;
        let account = hq.account(&payer).await;
        hq.enterprise(org, account).await;
        let (invitation, domain) = (stranger.invitation.unwrap(), claimed.id);
        let engine = hq.engine(admin, org, "Orders").await.id;
        let failed_engine = hq.failed_engine(admin, org, "Failed").await.id;
        let (dataplant, failed_dataplant) = dataplants(hq, admin, org).await;
        let body = NewCredential { name: "Reports".parse().unwrap() };
        let credential = admin.call(&CreateCredential { org, id: engine, body }).await.unwrap().id;
        hq.work().await;
        Self {
            user,
            session,
            invitation,
            request,
            domain,
            engine,
            failed_engine,
            dataplant,
            failed_dataplant,
            credential,
            account,
            organization,
            made,
        }
    }

    /// The built-in Sandbox.
    pub fn sandbox(&self) -> StorageEngineId {
        sandbox::id(self.organization.id)
    }

    /// The thing that an operation calls `{id}`; of another kind where there is none of its own.
    pub fn id(&self, operation: &str) -> Uuid {
        let is_of = |feature: &&Matrix| feature.rows.iter().any(|row| row.operation == operation);
        let at = FEATURES.iter().position(|feature| is_of(&feature)).expect("an operation with its row");
        match FEATURES[at].thing {
            Thing::Known(thing) => thing(self, operation),
            Thing::Made(_) => self.made[at].expect("what the feature makes"),
            Thing::Nothing => self.invitation.0,
        }
    }
}

async fn caller(hq: &Hq, kind: Kind, admin: &Browser, victim: &Organization) -> Browser {
    let org = victim.id;
    match kind {
        Kind::Anonymous => hq.browser(),
        Kind::Unverified => {
            let (browser, email) = (hq.browser(), "unverified@example.org");
            browser.call(&SignUp(Hq::new_account(email))).await.unwrap();
            let reply = browser.post("/session", &json!({"email": email, "password": PASSWORD})).await;
            assert_eq!((reply.status.as_u16(), browser.cookie()), (401, None), "{}", reply.body);
            browser
        }
        Kind::WithoutOrganization => hq.person("nobody@elsewhere.example").await,
        Kind::Invited => {
            let browser = hq.person("invited@elsewhere.example").await;
            admin.invite(victim, "invited@elsewhere.example", Role::User).await;
            browser
        }
        Kind::Requested => {
            let browser = hq.person("requested@example.org").await;
            browser.call(&AskToJoin { org, body: NewJoinRequest::default() }).await.unwrap();
            browser
        }
        Kind::Removed => {
            let rules = ["allow members all all"];
            let browser = hq.user_with(admin, victim, "removed@example.org", &rules).await;
            let (user, version) = (browser.id().await, ETag("*".into()));
            let invitations = InvitationsOfRemoved::Keep;
            admin.call(&RemoveMember { org, user, version, invitations }).await.unwrap();
            browser
        }
        _ => {
            let role = if kind == Kind::AdminOfBoth { Role::Admin } else { Role::User };
            let email = format!("{}@example.org", format!("{kind:?}").to_lowercase());
            hq.joined(admin, victim, &email, role).await
        }
    }
}

async fn join(hq: &Hq, organization: &Organization, user: UserId, role: Role) {
    let row = membership::ActiveModel {
        organization_id: Set(organization.id),
        user_id: Set(user),
        role: Set(role),
        joined_at: Set(hq.app.now()),
        opened_at: Set(hq.app.now()),
        version: Set(1),
        rules: Set("[]".into()),
        rules_count: Set(0),
        rules_version: Set(1),
    };
    row.insert(hq.app.db().write()).await.unwrap();
}
