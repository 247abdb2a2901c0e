// What a program does with a client of openapi-typescript and openapi-fetch: signs in, creates an organization, invites, gives the
// new member rules, and reads the audit log. `cargo xtask test api-tools` compiles it against the document as it is served.

import createClient, { type Client, type Middleware } from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { env: Record<string, string | undefined> };

const HQ = process.env["HQ_URL"] ?? "http://127.0.0.1:8080";
const PASSWORD = "quiet river at noon";

type Rule = components["schemas"]["Rule"];
type Problem = components["schemas"]["Problem"];

/** A client that keeps its cookies and says where its requests come from, as a browser does. */
function client(): Client<paths> {
  const cookies = new Map<string, string>();
  const browser: Middleware = {
    onRequest({ request }) {
      request.headers.set("origin", HQ);
      request.headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
      return request;
    },
    onResponse({ response }) {
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = line.match(/^([^=]+)=([^;]*)/) ?? [];
        if (name !== undefined && value !== undefined) cookies.set(name, value);
      }
      return response;
    },
  };
  const made = createClient<paths>({ baseUrl: HQ });
  made.use(browser);
  return made;
}

async function signIn(email: string): Promise<Client<paths>> {
  const hq = client();
  const { data, error } = await hq.POST("/api/v1/session", { body: { email, password: PASSWORD } });
  same(there(data, error).user.email, email);
  return hq;
}

const ada = await signIn("ada@acme.example");
const blaise = await signIn("blaise@acme.example");

const named = { name: `Typed ${Date.now()}` };
const key = { "Idempotency-Key": crypto.randomUUID() };
const created = await ada.POST("/api/v1/organizations", { params: { header: key }, body: named });
const organization = there(created.data, created.error);
const again = await ada.POST("/api/v1/organizations", { params: { header: key }, body: named });
same(again.data?.id, organization.id);
same(created.response.headers.get("location"), `/api/v1/organizations/${organization.id}`);
const org = organization.slug;

const refused = await ada.POST("/api/v1/organizations", { body: { name: "Twice", slug: org } });
same(refused.error?.code, "slug_taken");
same(refused.error?.fields?.["/slug"], "taken");

const invited = await ada.POST("/api/v1/organizations/{org}/invitations", {
  params: { path: { org } },
  body: { emails: ["blaise@acme.example", "nobody"], role: "user" },
});
same(there(invited.data, invited.error).results.map(({ outcome }) => outcome).join(), "invited,not_an_address");

const waiting = await blaise.GET("/api/v1/me/invitations", { params: { query: { limit: 100 } } });
const invitation = there(waiting.data, waiting.error).items.find((each) => each.organization.name === organization.name);
const accepted = await blaise.POST("/api/v1/me/invitations/{id}/accept", {
  params: { path: { id: there(invitation).id } },
});
same(there(accepted.data, accepted.error).role, "user");

const members = await ada.GET("/api/v1/organizations/{org}/members", {
  params: { path: { org }, query: { role: "user", sort: "joined" } },
});
const page = there(members.data, members.error);
same(page.total, 1);
const user = there(page.items[0]).id;

const path = { org, user };
const before = await ada.GET("/api/v1/organizations/{org}/members/{user}/rules", { params: { path } });
const version = there(before.response.headers.get("etag"));
const rules: Rule[] = [
  { category: "settings", name: "Keep the domains", effect: "allow", action: "infrastructure", resource: "all" },
  { category: "dataplants", name: "See all", effect: "allow", action: "read", resource: "all" },
];
const put = (tag: string) =>
  ada.PUT("/api/v1/organizations/{org}/members/{user}/rules", {
    params: { path, header: { "If-Match": tag } },
    body: { rules },
  });
const written = await put(version);
same(there(written.data, written.error).rules.length, 2);
const stale = await put(version);
same(stale.response.status, 412);
same(stale.error?.code, "stale");

const log = await ada.GET("/api/v1/organizations/{org}/audit-log", {
  params: { path: { org }, query: { action: "rules.update" } },
});
const lines = there(log.data, log.error).items;
same(lines.length, 1);
same(lines[0]?.subject, user);

const out = await ada.DELETE("/api/v1/session");
same(out.response.status, 204);
const outside = await ada.GET("/api/v1/me");
same(outside.error?.code, "not_signed_in");
console.log("The flow in TypeScript is done.");

function there<T>(value: T | null | undefined, problem?: Problem): T {
  if (value === null || value === undefined) throw new Error(`Nothing is there: ${JSON.stringify(problem)}`);
  return value;
}

function same<T>(found: T, expected: T): void {
  if (found !== expected) throw new Error(`${String(found)} is not ${String(expected)}.`);
}
