//! People in the steps that real ones take: sign up, follow the mail, create an organization.

use super::{Browser, Hq};
use hq_contract::{
    Folded, OrganizationId, Role, Slug,
    accounts::{NewAccount, SignUp, Verification, Verify},
    invitations::{AcceptInvitation, Invite, InvitedAddress, NewInvitations},
    organizations::{CreateOrganization, NewOrganization, Organization},
    plan::Plan,
    session::{Credentials, Session, SignIn},
};
use hq_server::{db::entity::organization, mail::outbox, password_resets};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set};

/// Everybody's password.
pub const PASSWORD: &str = "a long and quiet evening";

impl Hq {
    /// Somebody who signs up with this address.
    pub fn new_account(email: &str) -> NewAccount {
        NewAccount {
            full_name: "Ada Lovelace".parse().unwrap(),
            email: email.parse().unwrap(),
            password: hq_contract::Password::parse(PASSWORD).unwrap(),
            language: None,
            return_to: None,
        }
    }

    /// Signs up and follows the link: a browser that is signed in.
    pub async fn person(&self, email: &str) -> Browser {
        let browser = self.browser();
        browser.call(&SignUp(Self::new_account(email))).await.expect("signed up");
        let token = self.token_from_mail(email, "/verify/").await;
        browser.call(&Verify(Verification::of(token))).await.expect("verified");
        browser
    }

    /// Somebody whom `admin` invites and who joins by the link in the mail.
    pub async fn joined(
        &self,
        admin: &Browser,
        organization: &Organization,
        email: &str,
        role: Role,
    ) -> Browser {
        let browser = self.person(email).await;
        admin.invite(organization, email, role).await;
        let token = self.token_from_mail(email, "/join/").await;
        browser.call(&AcceptInvitation { token }).await.expect("joined");
        browser
    }

    /// Signs in with everybody's password.
    pub async fn sign_in(&self, email: &str) -> (Browser, Session) {
        let browser = self.browser();
        let credentials =
            Credentials { email: email.parse().unwrap(), password: PASSWORD.to_owned(), code: None };
        let session = browser.call(&SignIn(credentials)).await.expect("signed in");
        (browser, session)
    }

    /// The secret behind `path` in the newest mail to this address that has such a link.
    pub async fn token_from_mail(&self, email: &str, path: &str) -> String {
        let mails = self.mails(email).await;
        let texts: Vec<&str> = mails.iter().map(|mail| mail.text_body.as_str()).collect();
        let found = texts.iter().find_map(|text| text.split_once(path));
        let (_, rest) = found.unwrap_or_else(|| panic!("no link with {path} in: {texts:?}"));
        rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    /// Gives an organization a plan, where nothing is sold.
    pub async fn give_plan(&self, org: OrganizationId, plan: Plan) {
        let plan = Set(plan);
        let row = organization::ActiveModel { id: Set(org), plan, ..Default::default() };
        row.update(self.app.db().write()).await.expect("an organization");
    }

    /// The newest mail to this address.
    pub async fn newest_mail(&self, email: &str) -> Option<hq_server::db::entity::outbox::Model> {
        self.mails(email).await.into_iter().next()
    }

    /// The mails to this address, the newest first, with those for which somebody has just asked.
    pub async fn mails(&self, email: &str) -> Vec<hq_server::db::entity::outbox::Model> {
        password_resets::answer_waiting(&self.app).await.expect("answered");
        let mails = outbox::local(&self.app, 1000).await.expect("the mailbox");
        mails.into_iter().filter(|mail| mail.recipient == email).collect()
    }
}

impl Browser {
    /// Invites this address; answers what became of it.
    pub async fn invite(&self, organization: &Organization, email: &str, role: Role) -> InvitedAddress {
        let body = NewInvitations { emails: vec![email.to_owned()], role, note: None, rules: Vec::new() };
        let invited = self.call(&Invite { org: organization.id, body }).await.expect("invited");
        invited.results.into_iter().next().expect("a result")
    }

    /// Creates an organization of this name, under a slug of its own where the name gives none.
    pub async fn create(&self, name: &str) -> Organization {
        let number: u32 = name.chars().map(u32::from).sum();
        let new = NewOrganization {
            name: name.parse().unwrap(),
            slug: Slug::suggest(&Folded::of(name))
                .is_none()
                .then(|| format!("team-{number}").parse().unwrap()),
            description: None,
            colour: None,
            force_mfa: None,
        };
        self.call(&CreateOrganization(new)).await.expect("created")
    }
}
