"""What a program does with a client of openapi-python-client: signs in, creates an organization, invites, gives the new member
rules, and reads the audit log. `cargo xtask test api-tools` makes the client of the document as it is served."""

import os
import time
import uuid

from hq_api import Client
from hq_api.api.audit_log import list_audit_log
from hq_api.api.invitations import accept_my_invitation, invite, list_my_invitations
from hq_api.api.me import get_me
from hq_api.api.members import list_members
from hq_api.api.organizations import create_organization, get_logo, put_logo
from hq_api.api.rules import get_rules, put_rules
from hq_api.api.session import sign_in, sign_out
from hq_api.models import (
    Category,
    Credentials,
    Effect,
    FieldCode,
    InvitedOutcome,
    ListMembersRole,
    ListMembersSort,
    NewInvitations,
    NewOrganization,
    NewRules,
    Problem,
    ProblemCode,
    Role,
    Rule,
    RuleAction,
)
from hq_api.types import File

HQ = os.environ.get("HQ_URL", "http://127.0.0.1:8080")
PASSWORD = "quiet river at noon"
# The smallest there is.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def signed_in(email):
    client = Client(base_url=HQ, headers={"Origin": HQ}, raise_on_unexpected_status=True)
    answer = sign_in.sync_detailed(client=client, body=Credentials(email=email, password=PASSWORD))
    same(answer.status_code, 201)
    same(answer.parsed.user.email, email)
    return client


def same(found, expected):
    if found != expected:
        raise SystemExit(f"{found!r} is not {expected!r}.")


ada = signed_in("ada@acme.example")
blaise = signed_in("blaise@acme.example")

name, key = f"Snaky {time.time_ns()}", str(uuid.uuid4())
created = create_organization.sync_detailed(client=ada, body=NewOrganization(name=name), idempotency_key=key)
organization = created.parsed
again = create_organization.sync(client=ada, body=NewOrganization(name=name), idempotency_key=key)
same(again.id, organization.id)
same(created.headers["location"], f"/api/v1/organizations/{organization.id}")
org = organization.slug

refused = create_organization.sync(client=ada, body=NewOrganization(name="Twice", slug=org))
same(isinstance(refused, Problem) and refused.code, ProblemCode.SLUG_TAKEN)
same(refused.fields["/slug"], FieldCode.TAKEN)

put_logo.sync(org, client=ada, body=File(payload=PICTURE, mime_type="image/png"))
same(get_logo.sync(org, client=ada).payload.read(8), PICTURE[:8])

invited = invite.sync(org, client=ada, body=NewInvitations(emails=["blaise@acme.example", "nobody"], role=Role.USER))
same([each.outcome for each in invited.results], [InvitedOutcome.INVITED, InvitedOutcome.NOT_AN_ADDRESS])

waiting = list_my_invitations.sync(client=blaise, limit=100)
invitation = next(each for each in waiting.items if each.organization.name == name)
same(accept_my_invitation.sync(invitation.id, client=blaise).role, Role.USER)

members = list_members.sync(org, client=ada, role=ListMembersRole.USER, sort=ListMembersSort.JOINED)
same(members.total, 1)
user = members.items[0].id

rules = NewRules(
    rules=[
        Rule(
            category=Category.SETTINGS,
            name="Keep the domains",
            effect=Effect.ALLOW,
            action=RuleAction.INFRASTRUCTURE,
            resource="all",
        ),
        Rule(
            category=Category.DATAPLANTS, name="See all", effect=Effect.ALLOW, action=RuleAction.READ, resource="all"
        ),
    ]
)
version = get_rules.sync_detailed(org, user, client=ada).headers["etag"]
written = put_rules.sync(org, user, client=ada, body=rules, if_match=version)
same(len(written.rules), 2)
stale = put_rules.sync_detailed(org, user, client=ada, body=rules, if_match=version)
same(stale.status_code, 412)
same(stale.parsed.code, ProblemCode.STALE)

log = list_audit_log.sync(org, client=ada, action="rules.update")
same([line.subject for line in log.items], [str(user)])

same(sign_out.sync_detailed(client=ada).status_code, 204)
same(get_me.sync(client=ada).code, ProblemCode.NOT_SIGNED_IN)
print("The flow in Python is done.")
