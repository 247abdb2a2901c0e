"""Fills HQ's database with many.

python3 grow.py DATABASE ORGANIZATIONS MEMBERSHIPS LINES
    People are as many as organizations; each organization has as many members, and as many lines in its audit log, as the others.
python3 grow.py DATABASE --log SLUG LINES
    Lines in the audit log of one organization.

DATABASE is a file of SQLite or a URL of PostgreSQL, for which psql has to be on PATH, with HQ's tables in it.
"""

import sqlite3
import subprocess
import sys

# `id(n, kind)` is the n-th id of a kind, `series(n)` the numbers from 1.
STATEMENTS = """
INSERT INTO users (id, email, email_canonical, email_search, full_name, name_search, password_hash, language, version, created_at)
    SELECT id(n, 1), 'many-' || n || '@many.example', 'many-' || n || '@many.example', 'many-' || n || '@many.example',
        'Person ' || n, 'person ' || n, '', 'en', 1, 1700000000000000 + n FROM series({organizations});
INSERT INTO organizations (id, slug, name, name_search, colour, version, created_at)
    SELECT id(n, 2), 'many-' || n, 'Organization ' || n, 'organization ' || n, 'blue', 1, 1700000000000000 + n
        FROM series({organizations});
INSERT INTO organization_slugs (slug, organization_id, created_at)
    SELECT 'many-' || n, id(n, 2), 1700000000000000 FROM series({organizations});
INSERT INTO memberships (organization_id, user_id, role, joined_at, opened_at)
    SELECT id(1 + n % {organizations}, 2), id(1 + (n % {organizations} + n / {organizations} * 7919) % {organizations}, 1),
        CASE WHEN n < {organizations} THEN 'admin' ELSE 'user' END, 1700000000000000 + n, 1700000000000000 + n
        FROM series({memberships}) WHERE TRUE ON CONFLICT DO NOTHING;
INSERT INTO audit_log (id, organization_id, actor_id, action, subject, detail, address, request_id, created_at)
    SELECT id(n, 3), id(1 + n % {organizations}, 2), id(1 + n % {organizations}, 1), 'member.update', 'many-' || n % 100, '{{}}',
        '127.0.0.1', 'many', 1700000000000000 + n FROM series({lines});
"""

LOG = """
INSERT INTO audit_log (id, organization_id, actor_id, action, subject, detail, address, request_id, created_at)
    SELECT id(n, 4), o.id, NULL, 'member.update', 'many-' || n % 100, '{{}}', '127.0.0.1', 'many', 1700000000000000 + n
        FROM organizations o, series({lines}) WHERE o.slug = '{slug}';
"""

POSTGRES = """
CREATE FUNCTION pg_temp.id(n bigint, kind int) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT (lpad(to_hex(kind), 8, '0') || lpad(to_hex(n), 24, '0'))::uuid $$;
CREATE FUNCTION pg_temp.series(most bigint) RETURNS TABLE (n bigint) LANGUAGE sql IMMUTABLE AS
    $$ SELECT generate_series(1, most) $$;
"""


def on_sqlite(file, statements):
    database = sqlite3.connect(file, isolation_level=None)
    database.create_function("id", 2, lambda n, kind: (kind << 96 | n).to_bytes(16, "big"), deterministic=True)
    for pragma in ("synchronous = OFF", "cache_size = -200000"):
        database.execute(f"PRAGMA {pragma}")
    for statement in statements.split(";")[:-1]:
        head, rest = statement.rsplit("series(", 1)
        most, rest = rest.split(")", 1)
        series = f"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {most}) SELECT n FROM s)"
        database.execute(head + series + rest)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def on_postgres(url, statements):
    for name in ("id(", "series("):
        statements = statements.replace(f" {name}", f" pg_temp.{name}")
    statements = POSTGRES + statements + "ANALYZE;"
    subprocess.run(["psql", "--quiet", "--set", "ON_ERROR_STOP=1", url], input=statements, text=True, check=True)


def main():
    database, *many = sys.argv[1:]
    if many[0] == "--log":
        statements = LOG.format(slug=many[1], lines=int(many[2]))
    else:
        organizations, memberships, lines = map(int, many)
        statements = STATEMENTS.format(organizations=organizations, memberships=memberships, lines=lines)
    if database.startswith("postgres:"):
        on_postgres(database, statements)
    else:
        on_sqlite(database, statements)


main()
