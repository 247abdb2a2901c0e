//! Commands about bank statements.

use super::{
    invoices::booked,
    table::{self, Side},
    wording::{begin, failed, finish, json, refused, said},
};
use crate::{
    app::App,
    config::StartError,
    db::entity::bank_line::{self, BankLineId},
    operation::{Operation, Origin},
    payments::{
        Booked, PaymentError,
        amount::shown,
        bank::{self, LineState, camt},
    },
};
use clap::Args;
use serde_json::{Value, json};
use std::{
    fs::File,
    io::{Read as _, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Which files to take in.
#[derive(Clone, Debug, Args)]
pub struct ImportArguments {
    /// Bank statements (camt.053).
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// As JSON, for programs.
    #[arg(long)]
    pub json: bool,
}

/// Which lines to list.
#[derive(Clone, Debug, Args)]
pub struct BankLinesArguments {
    /// Also those that were matched or set aside.
    #[arg(long)]
    pub all: bool,
    /// As JSON, for programs.
    #[arg(long)]
    pub json: bool,
}

/// What a line is for.
#[derive(Clone, Debug, Args)]
pub struct AssignArguments {
    /// The line's id, as in hq billing bank-lines.
    #[arg(value_name = "LINE")]
    pub line: BankLineId,
    /// The invoice's number.
    #[arg(value_name = "NUMBER")]
    pub number: String,
}

/// Which line is none of HQ's.
#[derive(Clone, Debug, Args)]
pub struct SetAsideArguments {
    /// The line's id, as in hq billing bank-lines.
    #[arg(value_name = "LINE")]
    pub line: BankLineId,
}

/// Takes statements in. A file that cannot be read leaves the others alone.
pub async fn import(
    app: &App,
    arguments: ImportArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    let mut whole = true;
    let mut told = Vec::new();
    for path in &arguments.files {
        let file = path.display().to_string();
        let statement = match read(path) {
            Ok(statement) => statement,
            Err(problem) => {
                whole = false;
                if arguments.json {
                    told.push(json!({"file": file, "problem": problem}));
                } else {
                    said(writeln!(out, "{file}: {problem}"));
                }
                continue;
            }
        };
        let imported = bank::import(app, &statement).await.map_err(refused)?;
        whole &= imported.contradicting.is_empty();
        if arguments.json {
            told.push(json!({
                "file": file, "matched": imported.matched, "waiting": imported.waiting, "before": imported.before,
                "others": imported.others, "contradicting": imported.contradicting,
            }));
        } else {
            said(tell(out, &file, &imported));
        }
    }
    if arguments.json {
        json(out, &Value::Array(told));
    }
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(out: &mut impl Write, file: &str, imported: &bank::Imported) -> std::io::Result<()> {
    writeln!(
        out,
        "{file}: {} matched, {} wait for a person, {} were taken in before, {} are none of HQ's.",
        imported.matched, imported.waiting, imported.before, imported.others
    )?;
    for line in &imported.contradicting {
        writeln!(
            out,
            "{file}: line {line} was taken in before and said something else then: ask your bank."
        )?;
    }
    if imported.waiting > 0 {
        writeln!(out, "hq billing bank-lines shows what waits.")?;
    }
    Ok(())
}

/// Reads no more of a file than a statement can have.
fn read(path: &Path) -> Result<camt::Statement, String> {
    let most = u64::try_from(bank::MOST_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| format!("It cannot be read: {error}."))?;
    camt::parse(&bytes).map_err(|error| error.to_string())
}

/// Lists lines.
pub async fn bank_lines(
    app: &App,
    arguments: BankLinesArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    let state = (!arguments.all).then_some(LineState::Waiting);
    let lines = bank::lines(app.db().read(), state).await.map_err(refused)?;
    if arguments.json {
        return Ok(json(out, &lines.iter().map(as_json).collect()));
    }
    if lines.is_empty() {
        return Ok(said(writeln!(out, "No line waits for a person.")));
    }
    let titles = [
        ("Line", Side::Left),
        ("Booked", Side::Left),
        ("Amount", Side::Right),
        ("State", Side::Left),
        ("From", Side::Left),
        ("Says", Side::Left),
    ];
    let rows: Vec<[String; 6]> = lines
        .into_iter()
        .map(|line| {
            [
                line.id.to_string(),
                line.booked_on,
                shown(line.amount_minor, &line.currency),
                line.state.as_str().replace('_', " "),
                line.debtor.unwrap_or_default(),
                line.remittance,
            ]
        })
        .collect();
    Ok(said(table::write(out, titles, &rows)))
}

fn as_json(line: &bank_line::Model) -> Value {
    json!({
        "id": line.id, "account": line.account, "entry_reference": line.entry_reference, "booked_on": line.booked_on,
        "minor": line.amount_minor, "currency": line.currency, "remittance": line.remittance, "debtor": line.debtor,
        "state": line.state.as_str(), "payment": line.payment_id,
    })
}

/// Books a line for an invoice.
pub async fn assign(
    app: &App,
    arguments: AssignArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    let (operation, invoice) = begin(app, &arguments.number).await?;
    let result = bank::assign(&operation, arguments.line, &invoice).await.map_err(refused)?;
    let Booked::Now { pays, credit, .. } = result else { return Err(refused(PaymentError::Decided)) };
    let detail =
        json!({"number": invoice.number, "pays": pays, "credit": credit, "currency": invoice.currency});
    finish(operation, "billing.assign", &arguments.line.to_string(), detail).await?;
    Ok(said(booked(out, &invoice.number, &invoice.currency, pays, credit)))
}

/// Sets a line aside.
pub async fn set_aside(
    app: &App,
    arguments: SetAsideArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    let operation = Operation::begin(app, &Origin::server()).await.map_err(failed)?;
    let line = bank::set_aside(&operation, arguments.line).await.map_err(refused)?;
    let detail = json!({"minor": line.amount_minor, "currency": line.currency});
    finish(operation, "billing.set_aside", &line.id.to_string(), detail).await?;
    let amount = shown(line.amount_minor, &line.currency);
    Ok(said(writeln!(out, "{amount} of {} are set aside.", line.booked_on)))
}
