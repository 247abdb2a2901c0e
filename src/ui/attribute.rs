//! Values of attributes that follow signals. All are `String`s or `Option<String>`s, since each other type is an
//! attribute of its own in the WebAssembly, of one to three kilobytes.

/// "true" while it is so; else the attribute is not there.
#[must_use]
pub fn flag(so: bool) -> Option<String> {
    so.then(|| "true".to_owned())
}
