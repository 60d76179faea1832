import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { type FakeResponse, FakeTransport, table } from "../support/fakeTransport.ts";
import { createTestClient, endpoint } from "../support/testClient.ts";

function rejects(promise: Promise<unknown>, code: RegistryErrorCode): Promise<void> {
  return assert.rejects(promise, (error) => RegistryError.is(error, code) || assert.fail(`${code} expected, got ${String(error)}`));
}

function page(names: readonly unknown[] | null, link?: string): FakeResponse {
  return { headers: link === undefined ? {} : { link }, body: { name: "a/b", tags: names, repositories: names } };
}

async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const items of pages) all.push(...items);
  return all;
}

describe("a page", () => {
  test("has what the registry lists, and a cursor to the next", async () => {
    const transport = new FakeTransport(
      table({
        "GET /v2/_catalog?n=2": page(["a", "b"], '</v2/_catalog?last=b&n=2>; rel="next"'),
        "GET /v2/_catalog?last=b&n=2": page(["c"]),
      }),
    );
    const client = createTestClient(transport);
    const first = await client.listRepositories({ pageSize: 2 });
    assert.deepEqual(first.items, ["a", "b"]);
    const second = await client.listRepositories({ cursor: first.next });
    assert.deepEqual(second, { items: ["c"], next: undefined });
    assert.equal(transport.requests.length, 2);
  });

  test("is asked for only when it is wanted", async () => {
    const transport = new FakeTransport(() => page(["a"], `</v2/_catalog?last=${transport.requests.length}>; rel=next`));
    const pages = createTestClient(transport).eachRepositoryPage();
    await pages.next();
    assert.equal(transport.requests.length, 1);
    await pages.next();
    assert.equal(transport.requests.length, 2);
    await pages.return(undefined);
  });

  const cursors: readonly (readonly [name: string, link: string, path: string])[] = [
    ["escaped", "/v2/a/b/tags/list?last=a%2Bb%3D%26c", "/v2/a/b/tags/list?last=a%2Bb%3D%26c"],
    ["opaque", "https://reg.example/v2/a/b/tags/list?next_page=gAAA==&n=50", "/v2/a/b/tags/list?next_page=gAAA==&n=50"],
    ["unescaped, as zot's", "/v2/a/b/tags/list?last=x/y+z", "/v2/a/b/tags/list?last=x/y+z"],
    ["with an empty parameter, as ACR's", "/v2/a/b/tags/list?last=v1&n=2&orderby=", "/v2/a/b/tags/list?last=v1&n=2&orderby="],
    ["query only", "?last=z", "/v2/a/b/tags/list?last=z"],
    ["without the path's prefix, as Artifactory's", "/v2/b/tags/list?last=z", "/v2/a/b/tags/list?last=z"],
    ["with another prefix, behind a proxy", "/internal/v2/a/b/tags/list?last=z", "/v2/a/b/tags/list?last=z"],
    ["elsewhere on the registry", "/v2/a/b/more?page=2", "/v2/a/b/more?page=2"],
  ];
  for (const [name, link, path] of cursors) {
    test(`goes on at a cursor that is ${name}`, async () => {
      const transport = new FakeTransport(
        table({ "GET /v2/a/b/tags/list?n=1000": page(["1"], `<${link}>; rel="next"`), [`GET ${path}`]: page(["2"]) }),
      );
      assert.deepEqual(await collect(createTestClient(transport).eachTagPage("a/b")), ["1", "2"]);
      assert.equal(transport.requests[1]?.url, `https://reg.example${path}`);
    });
  }

  test("goes on at HTTPS where a registry behind a proxy writes http:", async () => {
    const transport = new FakeTransport(
      table({
        "GET /v2/_catalog?n=1000": page(["a"], "<http://reg.example/v2/_catalog?last=a>; rel=next"),
        "GET /v2/_catalog?last=a": page(["b"]),
      }),
    );
    assert.deepEqual(await collect(createTestClient(transport).eachRepositoryPage()), ["a", "b"]);
  });

  test("goes on under its own name after a redirect to a registry that has another", async () => {
    const transport = new FakeTransport((request) => {
      const url = new URL(request.url);
      if (url.host === "reg.example") return { status: 307, headers: { location: `https://far.example/v2/far/b/tags/list${url.search}` } };
      return url.searchParams.has("last") ? page(["2"]) : page(["1"], "</v2/far/b/tags/list?last=1>; rel=next");
    });
    assert.deepEqual(await collect(createTestClient(transport).eachTagPage("a/b")), ["1", "2"]);
    assert.equal(transport.requests[2]?.url, "https://reg.example/v2/a/b/tags/list?last=1");
  });

  test("below a path", async () => {
    const transport = new FakeTransport(table({ "GET /artifactory/api/docker/x/v2/_catalog?n=1000": page(["a"]) }));
    const client = createTestClient(transport, {
      endpoint: { host: "reg.example", baseUrl: new URL("https://reg.example/artifactory/api/docker/x/v2/") },
    });
    assert.deepEqual((await client.listRepositories()).items, ["a"]);
  });
});

test("a mirror is told which registry it is asked for, on every page", async () => {
  const transport = new FakeTransport(
    table({
      "GET /v2/_catalog?n=1000&ns=docker.io": page(["a"], "</v2/_catalog?last=a%2B>; rel=next"),
      "GET /v2/_catalog?last=a%2B&ns=docker.io": page(["b"]),
    }),
  );
  const client = createTestClient(transport, { endpoint: { ...endpoint, namespace: "docker.io" } });
  assert.deepEqual(await collect(client.eachRepositoryPage()), ["a", "b"]);
});

describe("a catalog that is not to be had", () => {
  const refusals: readonly (readonly [status: number, code: RegistryErrorCode, list: string | undefined])[] = [
    [403, "denied", "catalog"],
    [404, "not-found", "catalog"],
    [501, "unsupported", "catalog"],
    [401, "unauthorized", undefined],
    [418, "request-rejected", undefined],
  ];
  for (const [status, code, list] of refusals) {
    test(`answered with ${status}: ${code}${list === undefined ? "" : ", said of the list"}`, async () => {
      const body = { errors: [{ code: "X", message: "no such thing" }] };
      const client = createTestClient(new FakeTransport(() => ({ status, body })));
      await assert.rejects(client.listRepositories(), (error) => {
        assert.ok(RegistryError.is(error, code));
        assert.equal(error.params["list"], list);
        assert.deepEqual(
          [error.params["host"], error.status, error.details[0]?.message.openForSurface()],
          ["reg.example", status, "no such thing"],
        );
        return true;
      });
      await assert.rejects(client.listTags("a/b"), (error) => RegistryError.is(error, code) && error.params["list"] === undefined);
    });
  }
});

describe("a next page that is not at the list's own address", () => {
  const links: readonly (readonly [name: string, link: string])[] = [
    ["an inner name, as Nexus's", "http://nexus.internal:8081/v2/a/b/tags/list?last=2"],
    ["the host without its port", "http://reg.example/v2/a/b/tags/list?last=2"],
    ["another port", "https://reg.example:8443/v2/a/b/tags/list?last=2"],
    ["HTTPS, of a registry in plain HTTP", "https://reg.example:5000/v2/a/b/tags/list?last=2"],
    ["a host behind a backslash", String.raw`/\evil.test/v2/a/b/tags/list?last=2`],
    ["another host with a path before it", "https://evil.test/far/v2/a/b/tags/list?last=2"],
  ];
  for (const [name, link] of links) {
    test(`is asked for at our own origin: ${name}`, async () => {
      const transport = new FakeTransport((request) =>
        request.url.endsWith("?last=2") ? page(["3"]) : page(["1", "2"], `<${link}>; rel="next"`),
      );
      const own = { host: "reg.example:5000", baseUrl: new URL("http://reg.example:5000/v2"), allowPlainHttp: true };
      assert.deepEqual(await collect(createTestClient(transport, { endpoint: own }).eachTagPage("a/b")), ["1", "2", "3"]);
      assert.deepEqual(
        transport.requests.map(({ url }) => url),
        ["http://reg.example:5000/v2/a/b/tags/list?n=1000", "http://reg.example:5000/v2/a/b/tags/list?last=2"],
      );
    });
  }

  const endings: readonly (readonly [name: string, link: string, code: RegistryErrorCode, target: string | undefined])[] = [
    ["of another list at another host", "https://evil.test/x?last=2", "paging-refused", "evil.test"],
    ["at a path that looks like a host", "https://reg.example//evil.test/v2/", "paging-refused", undefined],
    ["in another scheme", "javascript:alert(1)", "paging-refused", undefined],
    ["in another scheme, of the list", "ftp://reg.example/v2/a/b/tags/list?last=2", "paging-refused", undefined],
    ["that is no address", "https://[/v2/a/b/tags/list?last=2", "paging-refused", undefined],
    ["that is the page itself", "/v2/a/b/tags/list?n=1000", "paging-loop", undefined],
    ["that is the page itself at another host", "https://evil.test/v2/a/b/tags/list?n=1000", "paging-loop", undefined],
    ["that is the list's beginning", "/v2/a/b/tags/list", "paging-loop", undefined],
  ];
  for (const [name, link, code, target] of endings) {
    test(`ends the list with the page that named it, ${name}`, async () => {
      const transport = new FakeTransport(() => page(["1", "2"], `<${link}>; rel="next"`));
      const { items, next, ending } = await createTestClient(transport).listTags("a/b");
      assert.deepEqual([items, next, ending?.code, ending?.params["target"]], [["1", "2"], undefined, code, target]);
      assert.equal(transport.requests.length, 1);
    });
  }

  test("a cursor keeps whatever its query has", async () => {
    const transport = new FakeTransport((request) =>
      request.url.includes("last") ? page(["2"]) : page(["1"], String.raw`</v2/a/b/tags/list?last=a\b>; rel=next`),
    );
    assert.deepEqual(await collect(createTestClient(transport).eachTagPage("a/b")), ["1", "2"]);
  });
});

describe("an endless list", () => {
  const circle = (length: number) => (count: number) => `/v2/_catalog?last=${count % length}`;
  const hostile: readonly (readonly [name: string, link: (count: number) => string, code: RegistryErrorCode])[] = [
    ["names itself as its next page", () => "/v2/_catalog?n=1000", "paging-loop"],
    ["goes back and forth", circle(2), "paging-loop"],
    ["goes in a circle", circle(5), "paging-loop"],
    ["comes to a page that names itself", (count) => `/v2/_catalog?last=${Math.min(count, 4)}`, "paging-loop"],
    ["comes to a circle", (count) => `/v2/_catalog?last=${count < 4 ? count : 4 + (count % 3)}`, "paging-loop"],
    ["always has another page", (count) => `/v2/_catalog?last=${count}`, "too-many-pages"],
    ["goes on at another host as before", () => "https://evil.test/v2/_catalog?last=a", "paging-loop"],
    ["goes on elsewhere", () => "https://evil.test/more?last=a", "paging-refused"],
  ];
  for (const [name, link, code] of hostile) {
    test(`${name}: ${code}, after what it listed`, async () => {
      const transport = new FakeTransport(() => page([`r${transport.requests.length}`], `<${link(transport.requests.length)}>; rel=next`));
      const client = createTestClient(transport, { limits: { pages: 20 } });
      const items: string[] = [];
      const reading = (async () => {
        for await (const names of client.eachRepositoryPage()) items.push(...names);
      })();
      await rejects(reading, code);
      assert.equal(items.length, transport.requests.length);
      assert.ok(transport.requests.length <= 20);
      assert.ok(transport.requests.every((request) => request.url.startsWith("https://reg.example/")));
    });
  }

  test("a cursor that is none of ours is refused before anything is sent", async () => {
    const transport = new FakeTransport(() => page([]));
    for (const cursor of [
      "",
      "/v2/",
      "1 https://evil.test/",
      "1 //evil.test/",
      String.raw`1 /\evil.test`,
      "x /v2/",
      "1 /v2/ HTTP/1.1\r\nX: y",
      "1 /v2/a /v2/ HTTP/1.1\r\nX: y",
      "1 /v2/a //evil.test/",
      String.raw`1 /v2/a /\evil.test`,
      "1 /v2/",
    ]) {
      await assert.rejects(createTestClient(transport).listTags("a", { cursor }), TypeError, cursor);
    }
    assert.equal(transport.requests.length, 0);
  });
});

describe("a page's size", () => {
  for (const status of [400, 405, 416, 422]) {
    test(`refused with ${status}, the list is asked for without, and from then on`, async () => {
      const transport = new FakeTransport(table({ "GET /v2/_catalog?n=1000": { status }, "GET /v2/_catalog": page(["a"]) }));
      const client = createTestClient(transport);
      assert.deepEqual((await client.listRepositories()).items, ["a"]);
      await client.listRepositories();
      assert.deepEqual(transport.lines, ["GET /v2/_catalog?n=1000", "GET /v2/_catalog", "GET /v2/_catalog"]);
    });
  }

  test("what was refused once is not asked for again, nor more than it", async () => {
    const transport = new FakeTransport((request) => {
      const size = new URL(request.url).searchParams.get("n");
      return size !== null && Number(size) > 100 ? { status: 405 } : page(["a"]);
    });
    const client = createTestClient(transport);
    for (const pageSize of [500, 500, 700, 300, 400, 100, undefined])
      await client.listRepositories(pageSize === undefined ? {} : { pageSize });
    const asked = transport.requests.map((request) => new URL(request.url).searchParams.get("n") ?? "-");
    assert.deepEqual(asked, ["500", "-", "-", "-", "300", "-", "-", "100", "-"]);
  });

  test("a refusal of the list itself is told as it is", async () => {
    const transport = new FakeTransport(() => ({ status: 405, body: { errors: [{ code: "UNSUPPORTED", message: "no catalog here" }] } }));
    await assert.rejects(
      createTestClient(transport).listRepositories(),
      (error) => RegistryError.is(error, "unsupported") && error.details[0]?.message.openForSurface() === "no catalog here",
    );
  });
});

describe("what is in a list", () => {
  const lists: readonly (readonly [name: string, tags: readonly unknown[] | null, expected: readonly string[]])[] = [
    ["null", null, []],
    ["nothing", [], []],
    ["nulls and numbers, as from Nexus", ["1", null, 2, "3"], ["1", "3"]],
    ["digests, as from Artifactory", ["latest", `sha256:${"a".repeat(64)}`, "sha256__abc"], ["latest", "sha256__abc"]],
    ["what could not be asked for", ["ok", "", "a b", "../../x", "a/b", ".x", "x".repeat(129)], ["ok"]],
  ];
  for (const [name, tags, expected] of lists) {
    test(`tags: ${name}`, async () => {
      assert.deepEqual((await createTestClient(new FakeTransport(() => page(tags))).listTags("a/b")).items, expected);
    });
  }

  test("a body without length or chunks counts, too", async () => {
    const { items } = await createTestClient(new FakeTransport(() => page(["a"]))).listRepositories();
    assert.deepEqual(items, ["a"]);
  });

  const bodies: readonly (readonly [name: string, body: string | object, code: RegistryErrorCode])[] = [
    ["a web page", "<html></html>", "not-a-registry"],
    ["no list", {}, "invalid-response"],
    ["text for a list", { tags: "latest" }, "invalid-response"],
    ["half a list", '{"tags":["a"', "response-cut-short"],
  ];
  for (const [name, body, code] of bodies) {
    test(`${name} is ${code}`, () => rejects(createTestClient(new FakeTransport(() => ({ body }))).listTags("a/b"), code));
  }

  test("10,000 tags", async () => {
    const tags = Array.from({ length: 10_000 }, (_, index) => `v1.${index}.0`);
    assert.deepEqual((await createTestClient(new FakeTransport(() => page(tags))).listTags("a/b")).items, tags);
  });
});

describe("what a registry lists twice", () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `v${index}`);
  const twice = [...many, ...many.toReversed()];
  const lists: readonly (readonly [kind: string, path: string])[] = [
    ["tags", "/v2/a/b/tags/list"],
    ["repositories", "/v2/_catalog"],
  ];
  for (const [kind, path] of lists) {
    for (const [form, listed, expected] of [
      ["a short answer", ["x", "y", "x", "y", "z"], ["x", "y", "z"]],
      ["a long answer", twice, many],
    ] as const) {
      test(`is there once, in its first place: ${kind} in ${form}`, async () => {
        const client = createTestClient(new FakeTransport(table({ [`GET ${path}?n=1000`]: page(listed) })));
        const { items } = await (kind === "tags" ? client.listTags("a/b") : client.listRepositories());
        assert.deepEqual(items, expected);
      });
    }

    test(`is there once across pages: ${kind}`, async () => {
      const client = createTestClient(
        new FakeTransport(
          table({
            [`GET ${path}?n=1000`]: page(["x", "y"], `<${path}?last=y>; rel="next"`),
            [`GET ${path}?last=y`]: page(["y", "z", "x"]),
          }),
        ),
      );
      assert.deepEqual(await collect(kind === "tags" ? client.eachTagPage("a/b") : client.eachRepositoryPage()), ["x", "y", "z"]);
    });
  }

  test("in Go's own form, too", async () => {
    const body = Buffer.from('{"name":"a/b","tags":["x","y","x"]}\n');
    const client = createTestClient(new FakeTransport(table({ "GET /v2/a/b/tags/list?n=1000": { body } })));
    assert.deepEqual((await client.listTags("a/b")).items, ["x", "y"]);
  });
});

test("names that would change the request are refused before anything is sent", async () => {
  const transport = new FakeTransport(() => page([]));
  const client = createTestClient(transport);
  for (const name of ["", "/", "a//b", "..", "a/../../x", "a?n=1", "a#b", "a b", "a\r\nX-Evil: 1", "a%2fb", "a\\b", "é", "a".repeat(256)]) {
    await rejects(client.listTags(name), "invalid-reference");
  }
  assert.equal(transport.requests.length, 0);
});
