//! Tries at what somebody signs in with. Wrong ones are counted for an account *and* the place that they come from, so that
//! a stranger's guesses are in nobody's way but the stranger's (docs/decisions/0029-guessing.md).

use super::browsers::Place;
use crate::{
    access_attempts::{self, Attempt},
    app::App,
    db::{ask, entity::sign_in_try},
    http::{allowance::Allowance, problem::Failure},
    operation::{Operation, Origin},
    platform::{
        micros::Micros,
        rate_limits::{self, Limit},
        token::hash,
    },
};
use axum::http::StatusCode;
use hq_contract::UserId;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Value, sea_query::Expr};

const SECOND: i64 = 1_000_000;
const DAY: i64 = 24 * 3600 * SECOND;
/// So many wrong tries in a row cost no wait; from the last of them on each doubles it.
const FREE: i64 = 10;
/// The first wait, in seconds.
const FIRST_WAIT: i64 = 15;
/// No wait is longer, in seconds.
const LONGEST_WAIT: i64 = 15 * 60;
/// Wrong tries of an account a day from all places together that it does not know. NIST SP 800-63B-4, 3.2.2, allows 100.
const PASSWORDS_ELSEWHERE: Limit =
    Limit { name: "sign_in.password_elsewhere", most: 100, window_seconds: 24 * 3600 };
/// The same for codes: a guess at one is a thousand times likelier to be right than one at a password.
const CODES_ELSEWHERE: Limit = Limit { name: "sign_in.code_elsewhere", most: 30, window_seconds: 24 * 3600 };

/// What is tried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// The password.
    Password,
    /// A code of two-step sign-in; who tries one has shown the password.
    Code,
}

impl Secret {
    const ALL: [Self; 2] = [Self::Password, Self::Code];

    const fn name(self) -> &'static str {
        self.elsewhere().name
    }

    const fn elsewhere(self) -> Limit {
        match self {
            Self::Password => PASSWORDS_ELSEWHERE,
            Self::Code => CODES_ELSEWHERE,
        }
    }

    const fn attempt(self) -> Attempt {
        match self {
            Self::Password => Attempt::Password,
            Self::Code => Attempt::Code,
        }
    }
}

/// Who is to be signed in, and from where.
#[derive(Clone, Debug)]
pub struct Knock<'a> {
    /// The address in its canonical form, which may have no account.
    pub email: &'a str,
    /// Its account.
    pub user: Option<UserId>,
    /// Where the request comes from, as the account knows it.
    pub place: &'a Place,
}

/// A try that is counted as wrong until it is found right.
#[derive(Debug)]
#[must_use]
pub struct Try {
    secret: Secret,
    at: Micros,
}

impl Knock<'_> {
    /// Counts a try before it is looked at, so that of any number at once no more than allowed are. Known and unknown
    /// addresses are the same work.
    ///
    /// # Errors
    /// 429 with the time to wait; nothing was counted then.
    pub async fn take(&self, app: &App, origin: &Origin, secret: Secret) -> Result<Try, Failure> {
        let operation = Operation::begin(app, origin).await?;
        if let Some(seconds) = self.count(&operation, secret).await? {
            return Err(Failure::too_many(Allowance::spent(FREE, seconds)));
        }
        if self.place.is_elsewhere() {
            rate_limits::take_untold(&operation, secret.elsewhere(), self.email).await?;
        }
        access_attempts::note(&operation, self.user, secret.attempt()).await?;
        let at = operation.now();
        operation.finish_empty(StatusCode::NO_CONTENT).await?;
        Ok(Try { secret, at })
    }

    /// The try was right: its place begins anew, and the account's day has one wrong try less.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn was_right(&self, app: &App, origin: &Origin, right: Try) -> Result<(), Failure> {
        let operation = Operation::begin(app, origin).await?;
        let bucket = self.bucket(right.secret);
        sign_in_try::Entity::delete_by_id(bucket).exec(operation.tx()).await?;
        if self.place.is_elsewhere() {
            rate_limits::give_back(&operation, right.secret.elsewhere(), self.email).await?;
        }
        access_attempts::take_back(&operation, self.user, right.secret.attempt(), right.at).await?;
        operation.finish_empty(StatusCode::NO_CONTENT).await?;
        Ok(())
    }

    /// Counts one where no wait is under way; otherwise the seconds that are left of it.
    async fn count(&self, operation: &Operation, secret: Secret) -> Result<Option<i64>, Failure> {
        const COUNT: &str = "INSERT INTO sign_in_tries (bucket, account, wrong, last_at, wait_until) \
            VALUES (?, ?, 1, ?, 0) ON CONFLICT (bucket) DO UPDATE SET \
            wrong = CASE WHEN sign_in_tries.last_at <= ? THEN 1 ELSE sign_in_tries.wrong + 1 END, \
            last_at = excluded.last_at WHERE sign_in_tries.wait_until <= ? RETURNING wrong";
        let (tx, now, bucket) = (operation.tx(), operation.now(), self.bucket(secret));
        let values: [Value; 5] =
            [bucket.clone().into(), account(self.email).into(), now.into(), (now - DAY).into(), now.into()];
        let Some(wrong) = ask::value(tx, COUNT, values).await? else {
            let row = sign_in_try::Entity::find_by_id(bucket).one(tx).await?;
            let until = row.map_or(now, |row| row.wait_until);
            return Ok(Some((until - now) / SECOND + 1));
        };
        // Where there is none, the wait is over at any time: of several at once, the last to come may have begun first.
        if let seconds @ 1.. = wait(wrong) {
            sign_in_try::Entity::update_many()
                .col_expr(sign_in_try::Column::WaitUntil, Expr::value(now + seconds * SECOND))
                .filter(sign_in_try::Column::Bucket.eq(bucket))
                .exec(tx)
                .await?;
        }
        Ok(None)
    }

    fn bucket(&self, secret: Secret) -> Vec<u8> {
        hash(&[secret.name(), self.email, &self.place.key()])
    }
}

/// Forgets every count of an account: its password was set anew.
///
/// # Errors
/// Where the database fails.
pub async fn forget(operation: &Operation, email: &str) -> Result<(), Failure> {
    sign_in_try::Entity::delete_many()
        .filter(sign_in_try::Column::Account.eq(account(email)))
        .exec(operation.tx())
        .await?;
    for secret in Secret::ALL {
        rate_limits::forget_in(operation, secret.elsewhere(), email).await?;
    }
    Ok(())
}

/// Deletes counts of places from which nobody tried for a day: they would begin anew.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    sign_in_try::Entity::delete_many()
        .filter(sign_in_try::Column::LastAt.lte(app.now() - DAY))
        .exec(app.db().write())
        .await?;
    Ok(())
}

fn account(email: &str) -> Vec<u8> {
    hash(&["sign_in.account", email])
}

/// Seconds to wait after so many wrong tries in a row.
fn wait(wrong: i64) -> i64 {
    // Further doublings would be longer than the longest wait anyway.
    match u32::try_from((wrong - FREE).min(8)) {
        Ok(doublings) => LONGEST_WAIT.min(FIRST_WAIT << doublings),
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        assert_eq!([1, 9].map(wait), [0, 0]);
        assert_eq!([10, 11, 12, 13, 14, 15, 16, 17].map(wait), [15, 30, 60, 120, 240, 480, 900, 900]);
        assert_eq!([80, i64::MAX].map(wait), [900, 900]);
    }

    /// The bound that the decision names.
    #[test]
    fn one_place_has_so_many_tries_a_day() {
        let (mut tries, mut seconds) = (0, 0);
        while seconds < 24 * 3600 {
            tries += 1;
            seconds += wait(tries);
        }
        assert_eq!(tries, 110);
    }
}
