//! A form: how to come to it, and what it sends.

/// How to come to a form.
#[derive(Clone, Copy)]
pub enum Step {
    Press(&'static str),
    Choose(&'static str, &'static str),
    Type(&'static str, &'static str),
    Click(&'static str),
    Reload,
}

/// A form.
pub struct Filled {
    pub source: &'static str,
    pub path: &'static str,
    pub signed_in: bool,
    pub come: &'static [Step],
    /// Fields, and what is put into them.
    pub fields: &'static [(&'static str, &'static str)],
    /// Whether its button waits for what is in them.
    pub waits: bool,
    /// What is sent; `{Acme}` stands for the path of that organization.
    pub sent: &'static str,
    /// What is in it.
    pub says: &'static [&'static str],
}
