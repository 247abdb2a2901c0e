//! A role of its own on the PostgreSQL server of the tests: LOGIN CREATEDB CREATEROLE, and nothing more.

use sea_orm::sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};

/// What the broker of a test has on the server.
#[derive(Clone, Debug)]
pub struct OnServer {
    /// The superuser's URL.
    pub superuser: String,
    /// The broker's role.
    pub role: String,
    /// Its URL.
    pub url: String,
    /// The database of its journal.
    pub journal: String,
}

#[expect(clippy::disallowed_methods, reason = "the one variable by which xtask tells the tests")]
fn superuser() -> String {
    std::env::var("HQ_TEST_POSTGRES_URL").expect(
        "HQ_TEST_POSTGRES_URL is not set: `cargo xtask test host` starts a PostgreSQL server and sets it",
    )
}

impl OnServer {
    /// A new role.
    pub async fn new(id: &str) -> Self {
        let superuser = superuser();
        let role = format!("hq_test_{id}");
        let mut admin = connect(&superuser).await;
        let verifier = super::scram::cheap(id);
        run(&mut admin, format!("CREATE ROLE {role} LOGIN CREATEDB CREATEROLE PASSWORD '{verifier}'")).await;
        // Only where somebody has kept out everybody: permissions of one database are one row that all tests share.
        let may = format!("SELECT has_database_privilege('{role}', current_database(), 'CONNECT')::text");
        if texts(&mut admin, &may).await != ["true"] {
            run(&mut admin, format!("GRANT CONNECT ON DATABASE postgres TO {role}")).await;
        }
        let mut url = url::Url::parse(&superuser).expect("a URL");
        url.set_username(&role).expect("a role");
        url.set_password(Some(id)).expect("a password");
        Self { superuser, url: url.into(), journal: format!("{role}_journal"), role }
    }

    /// A connection as superuser.
    pub async fn admin(&self) -> PgConnection {
        connect(&self.superuser).await
    }

    /// A connection as superuser to another database.
    pub async fn admin_in(&self, database: &str) -> PgConnection {
        let mut url = url::Url::parse(&self.superuser).expect("a URL");
        url.set_path(database);
        connect(url.as_str()).await
    }

    /// The databases of engines that the role has made.
    pub async fn databases(&self) -> Vec<String> {
        let query = format!(
            "SELECT datname::text FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba
             WHERE r.rolname = '{}' AND datname <> '{}' ORDER BY 1",
            self.role, self.journal
        );
        texts(&mut self.admin().await, &query).await
    }

    /// The roles that the role has made: it is a member of each.
    pub async fn roles(&self) -> Vec<String> {
        let query = format!(
            "SELECT r.rolname::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
             JOIN pg_roles b ON b.oid = m.member WHERE b.rolname = '{}' ORDER BY 1",
            self.role
        );
        texts(&mut self.admin().await, &query).await
    }

    /// Has the superuser run a statement.
    pub async fn admin_runs(&self, statement: String) {
        run(&mut self.admin().await, statement).await;
    }

    /// Whether the server lets in whoever names a role, whatever the password: then a password proves nothing by letting in.
    pub async fn trusts_everybody(&self) -> bool {
        let mut url = url::Url::parse(&self.url).expect("a URL");
        url.set_password(Some("wrong")).expect("a password");
        PgConnection::connect(url.as_str()).await.is_ok()
    }

    /// Removes everything that the role has made, and the role.
    pub async fn clean_up(&self) {
        let mut admin = self.admin().await;
        for database in self.databases().await.into_iter().chain([self.journal.clone()]) {
            run(&mut admin, format!("DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)")).await;
        }
        for role in self.roles().await {
            run(&mut admin, format!("DROP OWNED BY \"{role}\"; DROP ROLE \"{role}\"")).await;
        }
        run(&mut admin, format!("DROP OWNED BY {0}; DROP ROLE {0}", self.role)).await;
    }
}

/// A connection.
pub async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.unwrap_or_else(|error| panic!("{error}"))
}

/// Runs a statement.
pub async fn run(connection: &mut PgConnection, statement: String) {
    let done = connection.execute(AssertSqlSafe(statement.clone())).await;
    done.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

/// The error that a statement is refused with.
pub async fn refused(connection: &mut PgConnection, statement: &str) -> String {
    match connection.execute(AssertSqlSafe(statement.to_owned())).await {
        Ok(_) => panic!("{statement} was let through"),
        Err(error) => error.to_string(),
    }
}

/// The first column of all rows.
pub async fn texts(connection: &mut PgConnection, query: &str) -> Vec<String> {
    let rows = connection.fetch_all(AssertSqlSafe(query.to_owned())).await;
    rows.unwrap_or_else(|error| panic!("{query}: {error}")).iter().map(|row| row.get(0)).collect()
}
