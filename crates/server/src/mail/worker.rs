//! Sends what the outbox holds.

use crate::{
    app::App,
    db::entity::outbox::Model,
    jobs::Job,
    mail::{MailServer, Refusal, outbox},
    platform::metrics,
};
use futures::{StreamExt as _, stream};
use sea_orm::DbErr;
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Sends mails. Any number of servers may have one: a mail is sent by the one that takes it first.
#[derive(Clone)]
pub struct Worker {
    app: App,
    server: MailServer,
    schedule: Schedule,
}

/// When to try what again.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    /// How long a mail belongs to the server that took it; longer than sending can take.
    pub lease: Duration,
    /// How long after its creation a mail is given up.
    pub give_up: Duration,
    /// How often to look for mails that another server queued.
    pub poll: Duration,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            lease: Duration::from_mins(3),
            give_up: Duration::from_hours(3 * 24),
            poll: Duration::from_secs(15),
        }
    }
}

/// Seconds until the next try, by how many there were; the last one repeats.
const BACK_OFF: [i64; 6] = [30, 2 * 60, 10 * 60, 3600, 3 * 3600, 6 * 3600];
const SECOND: i64 = 1_000_000;
/// Mails of one round.
const ROUND: u64 = 20;
/// Mails sent at once: a recipient whose server is slow does not hold up the others.
const AT_ONCE: usize = 4;
/// What sending is called among the work in the background.
const NAME: &str = "mails";
/// How long to leave a database alone that failed.
const PAUSE: Duration = Duration::from_secs(2);

impl Worker {
    /// A worker that has not started yet.
    #[must_use]
    pub const fn new(app: App, server: MailServer, schedule: Schedule) -> Self {
        Self { app, server, schedule }
    }

    /// Sends mails until told to stop; what is being sent then is finished. Failures are logged, never the end.
    pub async fn run(self, stop: CancellationToken) {
        let job = Job::new(NAME, self.schedule.poll);
        job.begin(&self.app);
        while !stop.is_cancelled() {
            let round = async {
                self.round()
                    .await
                    .inspect_err(|error| tracing::warn!(cause = %error, "the outbox cannot be read"))
            };
            let pause = match job.attempt(&self.app, round).await {
                Some(0) => self.until_next().await,
                Some(_) => continue,
                None => PAUSE,
            };
            tokio::select! {
                _ = timeout(pause, self.app.mail_queued().notified()) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// Sends what is due now; answers how many mails were tried.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn round(&self) -> Result<usize, DbErr> {
        let mails = outbox::due(&self.app, self.app.shared_now(), ROUND).await?;
        let tried: Vec<Result<bool, DbErr>> =
            stream::iter(mails).map(|mail| self.deliver(mail)).buffer_unordered(AT_ONCE).collect().await;
        let mut count = 0;
        for tried in tried {
            count += usize::from(tried?);
        }
        Ok(count)
    }

    async fn deliver(&self, mail: Model) -> Result<bool, DbErr> {
        let mail = &mail;
        let now = self.app.shared_now();
        let lease = now + micros(self.schedule.lease);
        if !outbox::claim(&self.app, mail, now, lease).await? {
            return Ok(false);
        }
        // A lease that is over and still there: its server ended with the mail in hand.
        if mail.lease_until.is_some() {
            metrics::lease_taken_over(NAME);
        }
        let outcome = self.server.send(mail, self.app.clock().now()).await;
        self.learn(mail, &outcome);
        let now = self.app.now();
        match outcome {
            Ok(()) => {
                outbox::sent(&self.app, mail, lease, now).await?;
                metrics::mail("sent");
                tracing::info!(mail = %mail.id, "mail sent");
            }
            Err(Refusal::Later(error)) if now - mail.created_at < micros(self.schedule.give_up) => {
                let wait = back_off(mail.attempts) * SECOND;
                outbox::deferred(&self.app, mail, lease, self.app.shared_now() + wait, &error).await?;
                metrics::mail("deferred");
                tracing::warn!(mail = %mail.id, cause = error, "mail deferred");
            }
            Err(refusal) => {
                let error = outbox::failed(&self.app, mail, lease, refusal).await?;
                metrics::mail("failed");
                tracing::error!(mail = %mail.id, cause = error, "mail given up");
            }
        }
        Ok(true)
    }

    /// What the outcome tells of the mail server, which may be another than an hour ago.
    fn learn(&self, mail: &Model, outcome: &Result<(), Refusal>) {
        let beyond_ascii = mail.recipient.rsplit_once('@').is_some_and(|(local, _)| !local.is_ascii());
        match outcome {
            Ok(()) if beyond_ascii => self.app.smtputf8().learn(true),
            Err(Refusal::Unsupported(_)) => self.app.smtputf8().learn(false),
            _ => {}
        }
    }

    /// How long nothing is due.
    async fn until_next(&self) -> Duration {
        let next = outbox::next_due(&self.app).await.ok().flatten();
        let wait = next.map(|due| u64::try_from(due - self.app.shared_now()).unwrap_or(0));
        // A little later than due: a lease that ends this very moment still counts.
        wait.map_or(self.schedule.poll, |wait| self.schedule.poll.min(Duration::from_micros(wait + 1_000)))
    }
}

fn back_off(attempts: i64) -> i64 {
    let last = BACK_OFF.len() - 1;
    let index = usize::try_from(attempts).unwrap_or(last).min(last);
    BACK_OFF.get(index).copied().unwrap_or(3600)
}

fn micros(span: Duration) -> i64 {
    i64::try_from(span.as_micros()).unwrap_or(i64::MAX)
}
