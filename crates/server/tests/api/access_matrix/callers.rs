//! Every endpoint × every kind of caller, about the victim's things.

use super::{
    request::Request,
    rows::forget_tries,
    table,
    world::{Kind, World},
};
use crate::{on_both, support::Hq};

on_both!(crate::support::Hq::selling => every_endpoint_answers_every_kind_of_caller_as_the_table_says);

async fn every_endpoint_answers_every_kind_of_caller_as_the_table_says(hq: Hq) {
    let world = World::new(hq).await;
    let victim = &world.victim.organization;
    let untouched = world.of_victim().await;
    let mut wrong = Vec::new();
    // What was sent since the victim's rows were last looked at, none of which may have changed them.
    let mut harmless: Vec<String> = Vec::new();
    for row in table() {
        let names = [victim.slug.to_string(), victim.id.to_string()];
        let names = if row.is_of_organization() { &names[..] } else { &names[..1] };
        for (kind, name) in Kind::ALL.iter().flat_map(|kind| names.iter().map(move |name| (*kind, name))) {
            let request = Request::about(row.operation, name, &world.victim);
            let expected = row.status[kind as usize];
            let writes = !request.is_read() && expected < 300;
            if writes {
                wrong.extend(changed(&world, &untouched, &mut harmless).await);
            }
            let prepared = world.prepare(kind, row.rule).await;
            let reply = request.send(world.browser(kind)).await;
            let what = format!("{} of {name} by {kind:?}: {} {}", row.operation, reply.status, reply.body);
            if reply.status != expected {
                wrong.push(format!("not {expected}: {what}"));
            }
            let asks = row.operation.ends_with("{org}/join-requests");
            if writes {
                if kind.is_outside() && !asks {
                    wrong.extend(changed(&world, &untouched, &mut vec![what]).await);
                }
                world.rows.put_back(&world.hq).await;
            } else {
                if !world.undo(prepared).await {
                    wrong.push(format!("changed what was prepared for it: {what}"));
                }
                harmless.push(what);
                if !request.is_read() {
                    forget_tries(&world.hq).await;
                }
            }
        }
    }
    wrong.extend(changed(&world, &untouched, &mut harmless).await);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether the victim's rows are others than before though all that was sent is harmless.
async fn changed(world: &World, before: &str, sent: &mut Vec<String>) -> Option<String> {
    let sent = std::mem::take(sent);
    if sent.is_empty() || world.of_victim().await == before {
        return None;
    }
    world.rows.put_back(&world.hq).await;
    Some(format!("one of these changed something:\n  {}", sent.join("\n  ")))
}
