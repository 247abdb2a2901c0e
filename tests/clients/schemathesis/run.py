"""Runs schemathesis on a server with the demo, signed in as the admin of its first organization, with ids of what is there: random
ones would find nothing, and answers that say so are the same everywhere."""

import os
import sys

import requests

HQ = os.environ["HQ_URL"]
API = f"{HQ}/api/v1"
ORGANIZATION = f"{API}/organizations/acme-robotics"

NOT_THERE = "01900000-0000-7000-8000-000000000000"


def signed_in(email):
    session = requests.Session()
    session.headers["Origin"] = HQ
    write(session, f"{API}/session", email=email, password="quiet river at noon")
    return session


def write(session, url, **body):
    answer = session.post(url, json=body)
    answer.raise_for_status()
    return answer.json()


def first(session, url, **query):
    """The first that is there; where the demo has none, one that is not."""
    answer = session.get(url, params=query)
    answer.raise_for_status()
    items = answer.json()["items"]
    return items[0]["id"] if items else NOT_THERE


ada = signed_in("ada@acme.example")
carl = signed_in("carl@acme.example")
cookie = next(each for each in ada.cookies if "hq_session" in each.name)
engine = first(ada, f"{ORGANIZATION}/storage-engines", q="Warehouse")
# By its id: its slug changes.
organization = ada.get(ORGANIZATION).json()["id"]

found = {
    "HQ_SESSION": cookie.value,
    "HQ_ORGANIZATION": organization,
    "HQ_MEMBER": first(ada, f"{ORGANIZATION}/members", q="blaise@acme.example"),
    "HQ_ENGINE": engine,
    "HQ_CREDENTIAL": write(ada, f"{ORGANIZATION}/storage-engines/{engine}/credentials", name="Fuzzed")["id"],
    "HQ_DATAPLANT": first(ada, f"{ORGANIZATION}/dataplants"),
    "HQ_DOMAIN": write(ada, f"{ORGANIZATION}/domains", name="fuzzed.example")["id"],
    "HQ_CERTIFICATE": first(ada, f"{ORGANIZATION}/certificates"),
    "HQ_INVITATION": first(ada, f"{ORGANIZATION}/invitations"),
    "HQ_JOIN_REQUEST": write(carl, f"{API}/organizations/{organization}/join-requests")["id"],
    "HQ_INVOICE": first(ada, f"{ORGANIZATION}/invoices"),
    "HQ_BILLING_ACCOUNT": first(ada, f"{API}/billing-accounts"),
    # Organizations for what would take the first one from everything else.
    "HQ_LEFT": write(ada, f"{API}/organizations", name="Left")["id"],
    "HQ_DELETED": write(ada, f"{API}/organizations", name="Deleted")["id"],
    "HQ_LOCKED": write(ada, f"{API}/organizations", name="Locked")["id"],
}
# Somebody who can be removed without being missed.
write(ada, f"{API}/organizations/{found['HQ_LEFT']}/invitations", emails=["carl@acme.example"], role="user")
write(carl, f"{API}/me/invitations/{first(carl, f'{API}/me/invitations')}/accept")
found["HQ_REMOVED"] = carl.get(f"{API}/me").json()["id"]
os.environ.update(found)

schemathesis = os.environ["HQ_SCHEMATHESIS"]
config = os.path.join(os.path.dirname(os.path.abspath(__file__)), "schemathesis.toml")
os.execv(
    schemathesis,
    [schemathesis, "--config-file", config, "run", f"{HQ}/api/openapi.json"]
    + ["--header", f"Origin:{HQ}", "--max-examples", os.environ["HQ_EXAMPLES"], *sys.argv[1:]],
)
