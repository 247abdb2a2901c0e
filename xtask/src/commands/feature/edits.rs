//! What a new feature says in files that others share: the steps of "Add a feature" in CONTRIBUTING.md, in its order.

/// An insertion into a file.
pub struct Edit {
    /// Which file, from the root.
    pub file: &'static str,
    /// Where in it.
    pub place: Place,
    /// What is inserted.
    pub text: &'static str,
}

/// Beside a text that the file has once.
pub enum Place {
    /// Behind it.
    After(&'static str),
    /// Before it.
    Before(&'static str),
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Edit> {
    [CONTRACT, SERVER, API_TESTS, TEXTS, PAGES, BROWSER_TESTS, DOCUMENTS].into_iter().flatten()
}

const fn after(file: &'static str, anchor: &'static str, text: &'static str) -> Edit {
    Edit { file, place: Place::After(anchor), text }
}

const fn before(file: &'static str, anchor: &'static str, text: &'static str) -> Edit {
    Edit { file, place: Place::Before(anchor), text }
}

const CONTRACT: &[Edit] = &[
    after("crates/contract/src/lib.rs", "pub mod rules;\n", "pub mod runbooks;\n"),
    after(
        "crates/contract/src/roles.rs",
        "    ManageApiKeys \"manage_api_keys\" = Need::Admin;\n",
        "    /// Write, change, pin, archive and delete runbooks.\n    ManageRunbooks \"manage_runbooks\" = Need::Admin;\n",
    ),
    after(
        "crates/contract/src/roles.rs",
        "                Permission::ManageApiKeys\n",
        "                , Permission::ManageRunbooks\n",
    ),
    after(
        "crates/contract/src/roles/for_people.rs",
        "            | Self::ManageInfrastructure\n",
        "            | Self::ManageRunbooks\n",
    ),
    before(
        "crates/contract/src/audit_log.rs",
        "    thing(\"storage_engines.create\"),\n",
        r#"    thing("runbooks.create"),
    thing("runbooks.update"),
    thing("runbooks.delete"),
    thing("runbooks.pin"),
    thing("runbooks.unpin"),
    thing("runbooks.archive"),
    thing("runbooks.restore"),
"#,
    ),
    before(
        "crates/contract/src/console_paths.rs",
        "/// Who did what.\n",
        r#"/// An organization's runbooks.
pub const RUNBOOKS: &str = "/organizations/:org/runbooks";
/// Writes another one.
pub const NEW_RUNBOOK: &str = "/organizations/:org/runbooks/new";
/// Those of the archive.
pub const RUNBOOK_ARCHIVE: &str = "/organizations/:org/runbooks/archive";
/// One runbook.
pub const RUNBOOK: &str = "/organizations/:org/runbooks/:runbook";
"#,
    ),
];

const SERVER: &[Edit] = &[
    after("crates/server/src/lib.rs", "pub mod rules;\n", "pub mod runbooks;\n"),
    before(
        "crates/server/src/router.rs",
        "session, storage_defaults, storage_engines, stripe,",
        "runbooks, ",
    ),
    after(
        "crates/server/src/router.rs",
        "        .merge(dataplants::routes())\n",
        "        .merge(runbooks::routes())\n",
    ),
    after(
        "crates/server/src/router/described/tags.rs",
        "    (\"dataplants\", \"Cloud environments, each with one data project.\"),\n",
        "    (\"runbooks\", \"What to do when something goes wrong, written down beforehand.\"),\n",
    ),
    before("crates/server/src/db/entity/mod.rs", "pub mod server_key;\n", "pub mod runbook;\n"),
    after("crates/server/src/db/migration.rs", "mod m0044_made_by_keys;\n", "mod m9999_runbooks;\n"),
    before(
        "crates/server/src/db/migration.rs",
        "        ]\n    }\n",
        "            Box::new(m9999_runbooks::Migration),\n",
    ),
    before("crates/server/src/features.rs", "session, storage_engines, subscription,", "runbooks, "),
    after(
        "crates/server/src/features.rs",
        "    (\"dataplants\", &dataplants::jobs::HOOKS),\n",
        "    (\"runbooks\", &runbooks::jobs::HOOKS),\n",
    ),
];

const API_TESTS: &[Edit] = &[
    after("crates/server/tests/api/main.rs", "\nmod rules;\n", "mod runbooks;\n"),
    after("crates/server/tests/api/main.rs", "    rules::MATRIX,\n", "    runbooks::MATRIX,\n"),
    before("crates/server/tests/api/access_matrix/rows.rs", "invitation invitation_link", "runbook "),
    before(
        "crates/server/tests/api/access_matrix/rows.rs",
        "            invitation: |row:",
        "            runbook: |row: &&entity::runbook::Model| row.organization_id == organization,\n",
    ),
];

const TEXTS: &[Edit] = &[
    before(
        "crates/text/texts/en.json",
        "    \"manage_api_keys\":",
        "    \"manage_runbooks\": \"You can’t manage runbooks\",\n",
    ),
    before(
        "crates/text/texts/fr.json",
        "    \"manage_api_keys\":",
        "    \"manage_runbooks\": \"Vous ne pouvez pas gérer les procédures\",\n",
    ),
    before(
        "crates/text/texts/en.json",
        "    \"storage_engines\": \"Storage engines\",\n    \"storage_defaults\"",
        "    \"runbooks\": \"Runbooks\",\n",
    ),
    before(
        "crates/text/texts/fr.json",
        "    \"storage_engines\": \"Moteurs de stockage\",\n    \"storage_defaults\"",
        "    \"runbooks\": \"Procédures\",\n",
    ),
    before(
        "crates/text/texts/en.json",
        "    \"storage_engines.create\":",
        r#"    "runbooks.create": "Wrote the runbook {subject}",
    "runbooks.update": "Changed the runbook {subject}",
    "runbooks.delete": "Deleted the runbook {subject}",
    "runbooks.pin": "Pinned the runbook {subject}",
    "runbooks.unpin": "Unpinned the runbook {subject}",
    "runbooks.archive": "Archived the runbook {subject}",
    "runbooks.restore": "Restored the runbook {subject}",
"#,
    ),
    before(
        "crates/text/texts/fr.json",
        "    \"storage_engines.create\":",
        r#"    "runbooks.create": "A rédigé la procédure {subject}",
    "runbooks.update": "A modifié la procédure {subject}",
    "runbooks.delete": "A supprimé la procédure {subject}",
    "runbooks.pin": "A épinglé la procédure {subject}",
    "runbooks.unpin": "A désépinglé la procédure {subject}",
    "runbooks.archive": "A archivé la procédure {subject}",
    "runbooks.restore": "A restauré la procédure {subject}",
"#,
    ),
    before("crates/text/texts/en.json", "  \"audit_features\": {", EN),
    before("crates/text/texts/fr.json", "  \"audit_features\": {", FR),
];

const EN: &str = r#"  "runbooks": {
    "title": "Runbooks",
    "lead": "What to do in {organization} when something goes wrong.",
    "new": "New runbook",
    "new_lead": "Write down what to do, so that everyone can do it.",
    "create": "Write runbook",
    "empty_title": "No runbooks yet",
    "empty_text": "Write down what to do before it has to be done.",
    "archive_title": "Archive of runbooks",
    "archive_lead": "Runbooks nobody needs now. They can be restored.",
    "archive_empty_title": "Nothing in the archive",
    "archive_empty_text": "Archive a runbook on its page.",
    "name": "Title",
    "text": "What to do",
    "changed": "Changed",
    "pinned": "Pinned",
    "edit": "Change",
    "saved": "Runbook saved.",
    "pin": "Pin",
    "unpin": "Unpin",
    "archive": "Archive",
    "restore": "Restore",
    "delete": "Delete",
    "delete_title": "Delete {title}?",
    "delete_text": "It can’t be restored.",
    "deleted": "{title} was deleted.",
    "history": "History"
  },
"#;

const FR: &str = r#"  "runbooks": {
    "title": "Procédures",
    "lead": "Que faire chez {organization} en cas de problème.",
    "new": "Nouvelle procédure",
    "new_lead": "Notez ce qu’il faut faire, pour que tout le monde puisse le faire.",
    "create": "Rédiger la procédure",
    "empty_title": "Aucune procédure",
    "empty_text": "Notez ce qu’il faut faire avant d’avoir à le faire.",
    "archive_title": "Procédures archivées",
    "archive_lead": "Les procédures dont personne n’a besoin en ce moment. Elles peuvent être restaurées.",
    "archive_empty_title": "Aucune procédure archivée",
    "archive_empty_text": "Archivez une procédure depuis sa page.",
    "name": "Titre",
    "text": "Que faire",
    "changed": "Modifiée",
    "pinned": "Épinglée",
    "edit": "Modifier",
    "saved": "Procédure enregistrée.",
    "pin": "Épingler",
    "unpin": "Désépingler",
    "archive": "Archiver",
    "restore": "Restaurer",
    "delete": "Supprimer",
    "delete_title": "Supprimer {title} ?",
    "delete_text": "Elle ne pourra pas être restaurée.",
    "deleted": "{title} a été supprimée.",
    "history": "Historique"
  },
"#;

const PAGES: &[Edit] = &[
    after("src/lib.rs", "pub mod rules;\n", "pub mod runbooks;\n"),
    before("src/pages/mod.rs", "mod start;\n", "mod runbooks;\n"),
    before(
        "src/pages/mod.rs",
        "pub use start::start;\n",
        "pub use runbooks::{new_runbook, runbook, runbook_archive, runbooks};\n",
    ),
    before(
        "src/routes/route.rs",
        "    /// What was done in it.\n",
        r"    /// Its runbooks.
    #[must_use]
    pub fn runbooks(org: String) -> Self {
        Self::in_org(paths::RUNBOOKS, org)
    }

    /// Writes a runbook.
    #[must_use]
    pub fn new_runbook(org: String) -> Self {
        Self::in_org(paths::NEW_RUNBOOK, org)
    }

    /// Its archived runbooks.
    #[must_use]
    pub fn runbook_archive(org: String) -> Self {
        Self::in_org(paths::RUNBOOK_ARCHIVE, org)
    }

    /// One of them, by id.
    #[must_use]
    pub fn runbook(org: String, runbook: String) -> Self {
        Self::new(paths::RUNBOOK, [org, runbook], String::new())
    }

",
    ),
    before("src/routes/table.rs", "session, shell,\n    start,", "runbooks, "),
    before(
        "src/routes/table.rs",
        "    /// What was done in an organization.\n",
        r#"    /// An organization's runbooks.
    RUNBOOKS, Runbooks, page_runbooks {
        view: pages::runbooks(),
        path: paths::RUNBOOKS,
        title: runbooks::TITLE,
        permission: Some(Permission::ReadOrganization),
        menu: Some(Menu::Organization(Section::Work)),
        icon: Symbol::Runbooks,
        requests: &[(None, "/organizations/:id/runbooks")],
    }

    /// Writes a runbook.
    NEW_RUNBOOK, NewRunbook, page_new_runbook {
        view: pages::new_runbook(),
        path: paths::NEW_RUNBOOK,
        title: runbooks::NEW,
        permission: Some(Permission::ManageRunbooks),
    }

    /// The archived runbooks.
    RUNBOOK_ARCHIVE, RunbookArchive, page_runbook_archive {
        view: pages::runbook_archive(),
        path: paths::RUNBOOK_ARCHIVE,
        title: runbooks::ARCHIVE_TITLE,
        permission: Some(Permission::ReadOrganization),
    }

    /// One runbook. Behind the pages beside it, whose names are no ids.
    RUNBOOK, Runbook, page_runbook {
        view: pages::runbook(),
        path: paths::RUNBOOK,
        title: runbooks::TITLE,
        permission: Some(Permission::ReadOrganization),
        requests: &[
            (None, "/organizations/:id/runbooks/:runbook"),
            (None, "/organizations/:id/runbooks/:runbook/history"),
        ],
    }

"#,
    ),
    before("src/ui/symbol.rs", "    Security,\n", "    Runbooks,\n"),
    before(
        "src/ui/symbol.rs",
        "            Self::Security => ",
        "            Self::Runbooks => glyph::LIST,\n",
    ),
    after(
        "index.html",
        "    <link data-trunk rel=\"css\" href=\"style/features/rules.css\" data-later>\n",
        "    <link data-trunk rel=\"css\" href=\"style/features/runbooks.css\" data-later>\n",
    ),
];

const BROWSER_TESTS: &[Edit] = &[
    after("tests/web/main.rs", "\nmod rules;\n", "mod runbooks;\n"),
    after("tests/web/main.rs", "domains::FORMS", ", runbooks::FORMS"),
    after("tests/e2e/tests/main.rs", "\nmod rules;\n", "mod runbooks;\n"),
    before(
        "tests/firefox/pages.json",
        "    {\"path\": \"/organizations/{organization}/storage-engines\",",
        r#"    {"path": "/organizations/{organization}/runbooks", "heading": "Runbooks"},
    {"path": "/organizations/{organization}/runbooks/new", "heading": "New runbook"},
    {"path": "/organizations/{organization}/runbooks/archive", "heading": "Archive of runbooks"},
"#,
    ),
];

const DOCUMENTS: &[Edit] = &[
    after(
        "CHANGELOG.md",
        "## Unreleased\n\n",
        "- Runbooks: what to do when something goes wrong, written down beforehand.\n",
    ),
    after("ARCHITECTURE.md", "certificates/ api_keys/ ", "runbooks/ "),
];
