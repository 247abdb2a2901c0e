//! The console's pieces and pages in a real browser. Run by `cargo xtask test web`.
#![cfg(target_arch = "wasm32")]

mod stage;
mod ui;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
