//! `hq billing quota-requests` and `hq billing quota-answer`

use super::refused;
use crate::{
    app::App,
    commands::id,
    config::StartError,
    platform::clock::moment,
    quotas::{
        answer::{self, Answer},
        store::requests,
    },
    subscription,
};
use clap::{ArgGroup, Args};
use hq_contract::QuotaRequestId;
use std::{io::Write, process::ExitCode};

/// What to answer.
#[derive(Clone, Debug, Args)]
#[command(group(ArgGroup::new("answer").required(true)))]
pub struct QuotaAnswerArguments {
    /// Which request.
    #[arg(value_name = "ID", value_parser = id::<QuotaRequestId>)]
    pub id: QuotaRequestId,
    /// Allow so many.
    #[arg(long, value_name = "NUMBER", group = "answer")]
    pub grant: Option<u32>,
    /// Do not, and say why.
    #[arg(long, value_name = "WHY", group = "answer")]
    pub refuse: Option<String>,
}

/// Lists the requests that wait for an answer.
pub async fn requests(app: &App, out: &mut impl Write) -> Result<ExitCode, StartError> {
    let db = app.db().read();
    let waiting = requests::waiting(db).await.map_err(refused)?;
    if waiting.is_empty() {
        let _ = writeln!(out, "No request waits for an answer.");
    }
    for row in waiting {
        let organization =
            subscription::store::agreed::name(db, row.organization_id).await.map_err(refused)?;
        let (kind, day) = (row.kind.as_str().replace('_', " "), moment(row.created_at).date());
        let _ = writeln!(out, "{}  {day}  {organization}: {} {kind}", row.id, row.wanted);
        for line in row.reason.as_str().lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Answers one.
pub async fn answer(
    app: &App,
    arguments: QuotaAnswerArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    let said = match (arguments.grant, &arguments.refuse) {
        (Some(amount), _) => Answer::Grant(amount.into()),
        (None, Some(why)) => Answer::Refuse(why),
        (None, None) => {
            return Err(StartError::new("There is no answer.", "Say --grant NUMBER or --refuse WHY."));
        }
    };
    answer::answer(app, arguments.id, said).await.map_err(refused)?;
    let _ = writeln!(out, "Answered, and told by mail.");
    Ok(ExitCode::SUCCESS)
}
