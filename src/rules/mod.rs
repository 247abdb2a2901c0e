//! What a member or an API key may do: their rules, by category.

mod bar;
mod category;
mod choices;
mod compare;
mod copy;
mod dialogs;
mod difference;
mod drag;
mod editing;
mod former;
mod history;
mod lines;
mod matrix;
mod on_home;
mod owner;
mod page;
mod phrases;
mod position;
mod preview;
mod row;
mod rule_draft;
mod rule_form;
mod source;
mod templates;
mod why;
mod why_answer;
mod words;

pub use on_home::OwnRights;
pub use owner::{RulesOf, RulesOwner};
pub use page::{HiddenRules, KeyRules, RulesPage};
