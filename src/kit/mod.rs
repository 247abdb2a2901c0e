//! What ties `ui` to `api`: fields that know what is wrong with them, forms that keep what is typed, editing what others
//! edit too. Features use it; it uses no feature but the session.

mod dialog_form;
mod draft;
mod editing;
mod input;
mod input_field;
mod save_bar;

pub use dialog_form::DialogForm;
pub use draft::Draft;
pub use editing::{Edited, Editing, is_stale, whole};
pub use input::{Input, focus_first, present};
pub use input_field::{InputArea, InputField, InputPassword};
pub use save_bar::SaveBar;
