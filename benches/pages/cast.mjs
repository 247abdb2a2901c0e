// Who opens the doors: people of the demo's cast, and one more who belongs to no organization.

const PASSWORD = "quiet river at noon";
const ADMIN = "ada@acme.example";
const INVITED = "nina@example.net";
const ORGANIZATION = "acme-robotics";

/** What the paths of the doors leave open, and for each kind of person the cookie that signs them in. */
export async function readCast(url) {
  const admin = await signIn(url, ADMIN);
  const invited = await signIn(url, INVITED);
  const newcomer = await signUp(url, "newcomer@example.org");
  return {
    cookies: { nobody: undefined, newcomer, invited, admin },
    fill: {
      organization: ORGANIZATION,
      member: await memberWithRules(url, admin),
      token: await tokenMailedTo(url, INVITED, "join"),
    },
  };
}

/** A path with what it leaves open filled in. */
export function fillPath(path, fill) {
  return path.replace(/\{(\w+)\}/g, (_, name) => fill[name]);
}

async function signIn(url, email) {
  return cookieOf(await send(url, "POST", "/api/v1/session", { email, password: PASSWORD }));
}

/** As the sign-up form and the link in the mail do, the latter in another browser. */
async function signUp(url, email) {
  const who = { full_name: "Nora Newcomer", password: PASSWORD };
  await send(url, "POST", "/api/v1/accounts", { email, ...who });
  const token = await tokenMailedTo(url, email, "verify");
  return cookieOf(await send(url, "POST", "/api/v1/accounts/verify", { token, ...who }));
}

/** Who can do something by rules, so that their page has something to show. */
async function memberWithRules(url, cookie) {
  const path = `/api/v1/organizations/${ORGANIZATION}/members?q=blaise%40acme.example`;
  const { items } = await (await send(url, "GET", path, undefined, cookie)).json();
  return items[0].id;
}

/** From the newest mail to this address with such a link, as the local mailbox shows it: signing in is told by mail too. */
async function tokenMailedTo(url, email, page) {
  const list = await (await send(url, "GET", "/mailbox")).text();
  const mails = [...list.matchAll(/href="(\/mailbox\/[\w-]+)"(.*?)<\/a>/gs)];
  for (const [, path] of mails.filter(([, , text]) => text.includes(email))) {
    const text = await (await send(url, "GET", path)).text();
    const token = text.match(new RegExp(`href="[^"]*/${page}/([^"?/]+)`));
    if (token !== null) {
      return decodeURIComponent(token[1]);
    }
  }
  throw new Error(`The mailbox has no mail to ${email} with a link to /${page}/.`);
}

async function send(url, method, path, body, cookie) {
  const answer = await fetch(url + path, {
    method,
    headers: {
      origin: url,
      ...(body && { "content-type": "application/json" }),
      ...(cookie && { cookie: `${cookie.name}=${cookie.value}` }),
    },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`${method} ${path} is answered with ${answer.status}: ${await answer.text()}`);
  }
  return answer;
}

function cookieOf(answer) {
  const [pair] = answer.headers.getSetCookie()[0].split(";");
  const cut = pair.indexOf("=");
  return { name: pair.slice(0, cut), value: pair.slice(cut + 1) };
}
