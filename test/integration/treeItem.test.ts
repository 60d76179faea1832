import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { CredentialsError } from "../../src/credentials/credentialsError.ts";
import { RegistryError, type RegistryErrorCode } from "../../src/core/registryError.ts";
import { authorizationPage } from "../../src/ui/commands/authorizeToken.ts";
import type { RegistryNode, TreeNode } from "../../src/ui/tree/node.ts";
import { itemOf as itemIn } from "../../src/ui/tree/nodeKinds.ts";
import { emptyTree } from "../support/treeContext.ts";

const path = "/home/me/.docker/config.json";
const stored = { host: "reg.example", keys: ["reg.example"], source: { kind: "config", path }, hasCredential: "yes" } as const;
const signedIn: RegistryNode = {
  kind: "registry",
  host: "reg.example",
  signedIn: true,
  isPassedOver: false,
  login: undefined,
  stored: [stored],
};
const anonymous: RegistryNode = { ...signedIn, signedIn: false, stored: [] };
const rights = { list: false, repository: { name: "team/app", actions: ["pull"] } } as const;

function itemOf(node: TreeNode) {
  return itemIn(node, emptyTree);
}

function textOf(part: unknown): string {
  assert.ok(typeof part === "string");
  return part;
}

suite("a fault of config.json in the tree", () => {
  test("that others may read it can be put right from its row", async () => {
    const error = new CredentialsError("config-readable-by-others", "others", { params: { path, mode: "0644" } });
    const item = await itemOf({ kind: "error", list: undefined, error });
    assert.match(textOf(item.label), /^Others on this machine may read the logins in .*0644/);
    assert.match(item.contextValue ?? "", /;canRestrict;/);
    const other = new CredentialsError("config-locked", "locked", { params: { path, lockPath: `${path}.lock` } });
    assert.doesNotMatch((await itemOf({ kind: "error", list: undefined, error: other })).contextValue ?? "", /canRestrict/);
  });
});

function hoursFromNow(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}

suite("a registry in the tree", () => {
  const cases: readonly (readonly [what: string, node: RegistryNode, description: string, context: string, tooltip: RegExp])[] = [
    ["with a login of which nothing is known", signedIn, "", ";registry;list;stored;", /^reg\.example\n“reg\.example” in .*config\.json$/],
    [
      "with a login of somebody",
      { ...signedIn, stored: [{ ...stored, username: "alice" }] },
      "as alice",
      ";registry;list;stored;",
      /config\.json$/,
    ],
    ["with a login of nobody", { ...signedIn, stored: [{ ...stored, username: "AWS" }] }, "", ";registry;list;stored;", /config\.json$/],
    [
      "with a password in its key",
      { ...signedIn, stored: [{ ...stored, keys: ["https://alice:hunter2@reg.example/v1/"] }] },
      "",
      ";registry;list;stored;",
      /^reg\.example\n“https:\/\/reg\.example\/v1\/” in/,
    ],
    [
      "with a login that lasts",
      { ...signedIn, login: { expiresAt: "2999-01-01T00:00:00Z", rights } },
      "",
      ";registry;list;stored;",
      /valid until .*2999.*\nIt cannot list.*\nIn team\/app it can pull, but/,
    ],
    [
      "with rights alone",
      { ...signedIn, login: { rights } },
      "",
      ";registry;list;stored;",
      /\nWhat the registry said of the login that was made here:\nIt cannot list/,
    ],
    [
      "with a login that has ended",
      { ...signedIn, login: { expiresAt: hoursFromNow(-3.5), rights } },
      "expired 3 hours ago",
      ";registry;list;stored;ended;due;",
      /\nThe login expired 3 hours ago \(.*\): log in again\.$/,
    ],
    [
      "with a login that ends soon",
      { ...signedIn, login: { expiresAt: hoursFromNow(0.75) } },
      "expires in 44 minutes",
      ";registry;list;stored;due;",
      /\nThe login is valid until /,
    ],
    [
      "whose stored token names its own end, whatever is remembered of an earlier one",
      { ...signedIn, stored: [{ ...stored, expiresAt: new Date(hoursFromNow(-50)) }], login: { expiresAt: "2999-01-01T00:00:00Z" } },
      "expired 2 days ago",
      ";registry;list;stored;ended;due;",
      /The login expired 2 days ago/,
    ],
    [
      "whose stored token is newer than the login that was made here",
      { ...signedIn, stored: [{ ...stored, expiresAt: new Date("2999-01-01T00:00:00Z") }], login: { expiresAt: hoursFromNow(-1) } },
      "",
      ";registry;list;stored;",
      /valid until .*2999/,
    ],
    [
      "whose sign-in went",
      { ...signedIn, login: { signIn: { id: "s", accountId: "a" }, isSignedOut: true } },
      "login ended",
      ";registry;list;stored;ended;due;",
      /sign-in to GitHub/,
    ],
    [
      "of a file that has no login for it",
      { ...signedIn, signedIn: false, stored: [{ ...stored, hasCredential: "no" }] },
      "anonymous",
      ";registry;list;stored;",
      /without a credential$/,
    ],
    [
      "whose login is passed over",
      { ...signedIn, isPassedOver: true, login: { expiresAt: "2020-01-01T00:00:00Z" } },
      "anonymous",
      ";registry;list;stored;",
      /\nBrowsed without the login that is stored for it: .*\n“reg\.example” in .*config\.json$/,
    ],
    ["without a login", anonymous, "anonymous", ";registry;list;anonymous;", /without a login/],
  ];
  for (const [what, node, description, context, tooltip] of cases) {
    test(what, async () => {
      const item = await itemOf(node);
      assert.deepEqual([item.description, item.contextValue], [description, context]);
      assert.match(textOf(item.tooltip), tooltip);
    });
  }

  test("whose list fails does on Enter what helps most", async () => {
    const firstOf = async (error: unknown, list = signedIn): Promise<string | undefined> =>
      (await itemOf({ kind: "error", list, error })).command?.command;
    const of = (code: RegistryErrorCode): RegistryError => new RegistryError(code, "no", { params: { host: "reg.example" } });
    assert.deepEqual(
      [
        await firstOf(of("unauthorized")),
        await firstOf(of("unauthorized"), anonymous),
        await firstOf(of("tls-untrusted")),
        await firstOf(of("connection-refused")),
      ],
      [
        "containerRegistries.node.logIn",
        "containerRegistries.repository.add",
        "containerRegistries.node.setUpTrust",
        "containerRegistries.node.retry",
      ],
    );
  });

  test("that refuses its list to everybody offers to add a repository, and says no login is wrong", async () => {
    const error = new RegistryError("unauthorized", "no", { params: { host: "reg.example" } });
    const publicItem = await itemOf({ kind: "error", list: anonymous, error });
    assert.match(textOf(publicItem.label), /^reg\.example lists its repositories only after a login\.$/);
    assert.match(publicItem.contextValue ?? "", /;canAddRepository;/);
    assert.match(textOf((await itemOf({ kind: "error", list: signedIn, error })).label), /^Login needed/);
  });
});

suite("a stored login that a registry refuses", () => {
  const refused = (code: RegistryErrorCode, params: Readonly<Record<string, string | number>>): TreeNode => ({
    kind: "error",
    list: signedIn,
    error: new RegistryError(code, "no", { status: 403, params: { host: "reg.example", login: "sent", ...params } }),
  });
  /** The provider's own list was asked before the catalog. */
  const refusedByBoth = (code: RegistryErrorCode): TreeNode => ({
    kind: "error",
    list: signedIn,
    error: new RegistryError("denied", "no", {
      status: 403,
      params: { host: "reg.example", login: "sent", list: "catalog", api: "api.example", provider: "gitlab" },
      cause: new RegistryError(code, "no", { params: { host: "api.example" } }),
    }),
  });
  const cases: readonly (readonly [node: TreeNode, label: RegExp, flags: RegExp])[] = [
    [refused("unauthorized", { refusal: "wrong" }), /^The user name or password was not accepted at reg\.example\.$/, /;canLogIn;/],
    [refused("unauthorized", { refusal: "expired" }), /^The login for reg\.example has expired\.$/, /;canLogIn;/],
    [
      refused("unauthorized", { refusal: "expired", expiredAt: Date.now() - 3.5 * 3_600_000 }),
      /^The login for reg\.example expired 3 hours ago\.$/,
      /;canLogIn;/,
    ],
    [refused("unauthorized", { refusal: "revoked" }), /revoked or switched off/, /;canLogIn;/],
    [refused("denied", { refusal: "locked", list: "catalog" }), /^The account at reg\.example is locked\.$/, /;canLogIn;/],
    [refused("denied", { refusal: "scope", scope: "read:packages", list: "catalog" }), /lacks the scope read:packages\.$/, /;canLogIn;/],
    [refused("unauthorized", { refusal: "untold" }), /^The login was not accepted at reg\.example\.$/, /;canLogIn;/],
    [refused("denied", { realm: "reg.example" }), /^reg\.example does not allow this for your account\.$/, /;canLogIn;/],
    [refused("denied", { list: "catalog" }), /^reg\.example does not let this login list its repositories\.$/, /;canAddRepository;/],
    [refusedByBoth("denied"), /^reg\.example does not let this login list its repositories\.$/, /;canAddRepository;/],
    [refusedByBoth("timed-out"), /^api\.example did not answer in time\.$/, /;canAddRepository;/],
    [refused("not-found", { list: "catalog" }), /^reg\.example has no list of its repositories\.$/, /;canAddRepository;/],
    [
      refused("denied", { refusal: "single-sign-on", authorize: "https://github.com/orgs/octo/sso?authorization_request=A1" }),
      /single sign-on/,
      /;canAuthorize;/,
    ],
  ];
  for (const [node, label, flags] of cases) {
    test(`is said: ${label.source}`, async () => {
      const item = await itemOf(node);
      assert.match(textOf(item.label), label);
      assert.match(item.contextValue ?? "", flags);
    });
  }

  test("is authorized at github.com only", async () => {
    const node = refused("denied", { refusal: "single-sign-on", authorize: "https://github.com.evil.test/sso" });
    assert.doesNotMatch((await itemOf(node)).contextValue ?? "", /canAuthorize/);
    assert.equal(authorizationPage(node), undefined);
  });
});

suite("what a screen reader says of a row", () => {
  const repository = { kind: "repository", registry: anonymous, host: "reg.example", repository: "team/app", added: false } as const;
  const cases: readonly (readonly [node: TreeNode, label: string])[] = [
    [signedIn, "reg.example, registry"],
    [anonymous, "reg.example, registry, anonymous"],
    [repository, "team/app, repository"],
    [{ kind: "tag", list: repository, host: "reg.example", repository: "team/app", tag: "1.0" }, "1.0, tag"],
    [{ kind: "helper", helper: "lab" }, "Ask docker-credential-lab…"],
    [
      { kind: "error", list: repository, error: new RegistryError("connection-refused", "no", { params: { host: "reg.example" } }) },
      "Connection refused by reg.example. Is the registry running, and is this its port?",
    ],
  ];
  for (const [node, label] of cases) {
    test(`a row of kind ${node.kind}: ${label}`, async () => assert.equal((await itemOf(node)).accessibilityInformation?.label, label));
  }
});
