//! The database: whether it answers, can be written, and is of this version.

use super::{About, Finding, clock, postgres};
use crate::{
    config::DatabaseUrl,
    db::{Steps, steps, whole},
    platform::clock::Clock,
};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbErr};
use std::path::Path;

/// Looks at the database, and at the clock beside it; what it holds can be looked at where its tables are of this version.
pub async fn examine(
    database: &DatabaseUrl,
    clock: &dyn Clock,
) -> (Vec<Finding>, Option<DatabaseConnection>) {
    let opened = match database.file() {
        Some(file) if !file.exists() => {
            let yet = format!("There is none in {} yet: the first start makes it.", file.display());
            return (vec![Finding::good(About::Database, yet), clock::alone(clock)], None);
        }
        Some(file) => sqlite(&file).await,
        None => postgres::open(database).await,
    };
    let db = match opened {
        Ok(db) => db,
        Err(finding) => return (vec![finding, clock::alone(clock)], None),
    };
    let mut findings = Vec::new();
    let writable: Vec<Finding> = match database.file() {
        Some(file) => writable(&db, &file).await.into_iter().collect(),
        None => postgres::writable(&db).await,
    };
    findings.extend(writable);
    let steps = steps(&db).await;
    let is_ours = steps.as_ref().is_ok_and(|steps| steps.unknown.is_empty() && steps.pending == 0);
    findings.push(version(database, steps));
    if database.file().is_none() {
        findings.push(postgres::skew(&db, clock).await);
    }
    findings.push(if is_ours { clock::beside(&db, clock).await } else { clock::alone(clock) });
    if findings.iter().all(|finding| finding.good || finding.about != About::Database) {
        findings.insert(
            0,
            Finding::good(About::Database, format!("{} answers and takes writes.", database.shown())),
        );
    }
    if is_ours {
        return (findings, Some(db));
    }
    let _ = db.close().await;
    (findings, None)
}

async fn sqlite(file: &Path) -> Result<DatabaseConnection, Finding> {
    let bad = |why: String| {
        Finding::bad(
            About::Database,
            format!(
                "{} cannot be used: {why}. Put a backup in its place: hq restore FILE --replace",
                file.display()
            ),
        )
    };
    let db = whole::open(file, false).await.map_err(|error| bad(error.to_string()))?;
    match whole::damage(&db, "quick_check").await {
        None => Ok(db),
        Some(damage) => {
            let _ = db.close().await;
            Err(bad(damage))
        }
    }
}

/// Takes the writer's place and gives it back.
async fn writable(db: &DatabaseConnection, file: &Path) -> Option<Finding> {
    let begun = db.execute_unprepared("BEGIN IMMEDIATE").await;
    let ended = db.execute_unprepared("ROLLBACK").await;
    let error = begun.and(ended).err()?;
    Some(Finding::bad(
        About::Database,
        format!(
            "{} cannot be written: {error}. Make it and its folder writable for HQ's user, and end what holds it.",
            file.display()
        ),
    ))
}

fn version(database: &DatabaseUrl, steps: Result<Steps, DbErr>) -> Finding {
    let shown = database.shown();
    match steps {
        Err(error) => Finding::bad(About::Database, database.failed(&error).to_string()),
        Ok(steps) if steps.taken == 0 && steps.unknown.is_empty() => Finding::good(
            About::Database,
            format!("{shown} holds nothing yet: the first start makes the tables."),
        ),
        Ok(steps) if steps.taken == 0 => Finding::bad(
            About::Database,
            format!("{shown} is another program's. Name a database of HQ's own with --database."),
        ),
        Ok(steps) if !steps.unknown.is_empty() => Finding::bad(
            About::Database,
            format!(
                "{shown} is of a newer version of HQ. Start that version, or restore a backup of this one."
            ),
        ),
        Ok(steps) if steps.pending > 0 => Finding::good(
            About::Database,
            format!(
                "{shown} is of an older version: the next start changes its tables (steps: {}), and there is no way back but a backup.",
                steps.pending
            ),
        ),
        Ok(_) => Finding::good(About::Database, format!("{shown} is of this version.")),
    }
}
