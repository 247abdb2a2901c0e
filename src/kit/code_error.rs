//! What is wrong with a code.

use super::Input;
use crate::{api::Error, language::count};
use hq_contract::{FieldCode, mfa::MfaCode};
use hq_text::mfa;
use leptos::prelude::*;

/// The error of a code's field: by how much the phone's clock is off, if that is why `error` refused the code; otherwise the
/// input's own.
#[must_use]
pub fn code_error(code: Input<MfaCode>, error: ReadSignal<Option<Error>>) -> Signal<Option<String>> {
    let (own, why) = (code.error(), code.code());
    let ahead = Memo::new(move |_| error.with(|error| error.as_ref().and_then(Error::clock_ahead)));
    let minutes = move || ahead.get().map_or(0, |seconds| (seconds.unsigned_abs() + 30) / 60);
    let (slow, fast) = (count(mfa::clock_behind, minutes), count(mfa::clock_ahead, minutes));
    Signal::derive(move || match (why.get(), ahead.get()) {
        (Some(FieldCode::WrongCode), Some(seconds)) if seconds < 0 => Some(slow.get()),
        (Some(FieldCode::WrongCode), Some(_)) => Some(fast.get()),
        _ => own.get(),
    })
}
