//! console

pub mod ui;
