//! What was found, in a sentence.

use std::fmt;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Whether it answers, can be written, and is of this version.
    Database,
    /// Whether it is right.
    Clock,
    /// Whether the resolvers answer.
    Dns,
    /// Under which address people come.
    PublicUrl,
    /// Whether the mail server takes our mails.
    Mail,
    /// Whether it opens what it encrypted.
    SecretsKey,
    /// Whether there is room.
    Disk,
    /// Who may read and write what HQ keeps.
    Permissions,
    /// What is sold.
    Billing,
    /// The payment provider's secrets.
    Cards,
}

impl About {
    /// In a word or two.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Clock => "clock",
            Self::Dns => "dns",
            Self::PublicUrl => "public url",
            Self::Mail => "mail",
            Self::SecretsKey => "secrets key",
            Self::Disk => "disk",
            Self::Permissions => "permissions",
            Self::Billing => "billing",
            Self::Cards => "cards",
        }
    }
}

/// Something that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is as it should be.
    pub good: bool,
    /// What it is about.
    pub about: About,
    /// How it is; where it is wrong, what to do.
    pub sentence: String,
}

impl Finding {
    /// It is as it should be.
    pub fn good(about: About, sentence: impl Into<String>) -> Self {
        Self { good: true, about, sentence: sentence.into() }
    }

    /// It is wrong.
    pub fn bad(about: About, sentence: impl Into<String>) -> Self {
        Self { good: false, about, sentence: sentence.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.good { "ok " } else { "NOT" };
        write!(f, "{mark} {}: {}", self.about.as_str(), self.sentence.replace('\n', " "))
    }
}
