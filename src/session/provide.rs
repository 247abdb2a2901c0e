//! Making the context.

use super::{
    context::{KEY, Session, State},
    visits::count_visits,
};
use crate::{api::use_client, browser::events, language::use_language, routes::use_router};
use leptos::prelude::*;

/// Makes the context. [`Session::load`] then asks the server who is signed in.
pub fn provide_session() -> Session {
    let client = use_client();
    let session = Session::new(client, use_language(), use_router());
    provide_context(session);
    count_visits(session);
    StoredValue::new_local(events::on_stored_elsewhere(KEY, move || session.load()));
    client.connection().on_recovery(move || {
        if session.state().with_untracked(|state| matches!(state, State::Failed(_))) {
            session.load();
        }
    });
    session
}
