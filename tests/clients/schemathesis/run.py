"""Runs schemathesis on a server with the demo, signed in as the admin of its first organization, with ids of what is there: random
ones would find nothing, and answers that say so are the same everywhere."""

import os
import sys

import requests

HQ = os.environ["HQ_URL"]
API = f"{HQ}/api/v1"
ORGANIZATION = f"{API}/organizations/acme-robotics"
# Most of what schemathesis does is done by chance; by this one it is the same chance each time.
SEED = "20260101"

session = requests.Session()
session.headers["Origin"] = HQ


def read(url, **query):
    answer = session.get(url, params=query)
    answer.raise_for_status()
    return answer.json()


def first(url, **query):
    items = read(url, **query)["items"]
    return items[0]["id"] if items else ""


def spare(name):
    """An organization for what would take the first one from everything else."""
    answer = session.post(f"{API}/organizations", json={"name": name})
    answer.raise_for_status()
    return answer.json()["id"]


who = {"email": "ada@acme.example", "password": "quiet river at noon"}
session.post(f"{API}/session", json=who).raise_for_status()
cookie = next(each for each in session.cookies if "hq_session" in each.name)

found = {
    "HQ_SESSION": cookie.value,
    # By its id: its slug changes.
    "HQ_ORGANIZATION": read(ORGANIZATION)["id"],
    "HQ_MEMBER": first(f"{ORGANIZATION}/members", q="blaise@acme.example"),
    "HQ_ENGINE": first(f"{ORGANIZATION}/storage-engines", engine="postgresql"),
    "HQ_DATAPLANT": first(f"{ORGANIZATION}/dataplants"),
    "HQ_DOMAIN": first(f"{ORGANIZATION}/domains"),
    "HQ_CERTIFICATE": first(f"{ORGANIZATION}/certificates"),
    "HQ_INVITATION": first(f"{ORGANIZATION}/invitations"),
    "HQ_JOIN_REQUEST": first(f"{ORGANIZATION}/join-requests"),
    "HQ_INVOICE": first(f"{ORGANIZATION}/invoices"),
    "HQ_BILLING_ACCOUNT": first(f"{API}/billing-accounts"),
    "HQ_LEFT": spare("Left"),
    "HQ_DELETED": spare("Deleted"),
    "HQ_LOCKED": spare("Locked"),
}
found["HQ_CREDENTIAL"] = first(f"{ORGANIZATION}/storage-engines/{found['HQ_ENGINE']}/credentials")
print({name: value for name, value in found.items() if name != "HQ_SESSION"}, flush=True)
# Where the demo has none, one that is not there.
nobody = "01900000-0000-7000-8000-000000000000"
os.environ.update({name: value or nobody for name, value in found.items()})

schemathesis = os.environ["HQ_SCHEMATHESIS"]
config = os.path.join(os.path.dirname(os.path.abspath(__file__)), "schemathesis.toml")
os.execv(
    schemathesis,
    [schemathesis, "--config-file", config, "run", f"{HQ}/api/openapi.json", "--seed", SEED]
    + ["--header", f"Origin:{HQ}", "--max-examples", os.environ["HQ_EXAMPLES"], *sys.argv[1:]],
)
