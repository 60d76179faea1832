import { gzipSync } from "node:zlib";
import { type FaultHandler, head, send, sendForever, sendTags } from "./visit.ts";

const megabyte = 1024 * 1024;
/** 16 MB of JSON that is 16 kB on the wire. */
const bomb = gzipSync(Buffer.concat([Buffer.from('{"tags":["'), Buffer.alloc(16 * megabyte, "a"), Buffer.from('"]}')]));
const manifestType = "application/vnd.oci.image.manifest.v1+json";
const digest = `sha256:${"a".repeat(64)}`;

function json(body: string): FaultHandler {
  return ({ response }) => send(response, 200, body);
}

function html(status: number): FaultHandler {
  return ({ response }) => send(response, status, "<!DOCTYPE html><title>Sign in</title>", { "content-type": "text/html; charset=utf-8" });
}

/** Bodies that are too long, broken, or not what was asked for. */
export const bodyFaults = {
  "sends a body without end": (visit) => sendForever(visit, `${head("Content-Type: application/json")}{"tags":["`, "a".repeat(65_536)),
  "sends chunks without end": (visit) => sendForever(visit, head("Transfer-Encoding: chunked"), `10000\r\n${"a".repeat(65_536)}\r\n`),
  "sends a gzip bomb": ({ response }) => send(response, 200, bomb, { "content-encoding": "gzip" }),
  "sends a gzip bomb as an error": ({ response }) => send(response, 400, bomb, { "content-encoding": "gzip" }),
  "cuts the gzip stream short": ({ response }) =>
    send(response, 200, gzipSync('{"name":"team/app","tags":["1.0"]}').subarray(0, 20), { "content-encoding": "gzip" }),
  "says gzip and sends none": ({ response }) => send(response, 200, '{"tags":["1.0"]}', { "content-encoding": "gzip" }),
  "sends an unknown encoding": ({ response }) => send(response, 200, '{"tags":["1.0"]}', { "content-encoding": "snappy" }),
  "sends an encoding named constructor": ({ response }) => send(response, 200, '{"tags":["1.0"]}', { "content-encoding": "constructor" }),
  "sends an encoding named __proto__": ({ response }) => send(response, 200, '{"tags":["1.0"]}', { "content-encoding": "__proto__" }),
  "sends one encoding in another": ({ response }) =>
    send(response, 200, gzipSync(gzipSync('{"tags":["1.0"]}')), { "content-encoding": "gzip, gzip" }),
  "sends an error in an unknown encoding": ({ response }) => send(response, 403, "{}", { "content-encoding": "snappy" }),
  "sends an error that breaks its encoding": ({ response }) => send(response, 403, "{}", { "content-encoding": "gzip" }),
  "names what is no encoding": (visit) => sendTags(visit, { "content-encoding": "aws-chunked, UTF-8,identity" }),
  "cuts the JSON short": json('{"name":"team/app","tags":["1.0","1.'),
  "sends JSON that is not UTF-8": ({ response }) => send(response, 200, Buffer.from('{"tags":["\xff\xfe"]}', "latin1")),
  "sends an array": json('["1.0"]'),
  "sends null": json("null"),
  "sends nothing": json(""),
  "sends tags that are not a list": json('{"tags":{"1.0":true}}'),
  "sends tags: null": json('{"name":"team/app","tags":null}'),
  "sends digests and nulls among the tags": json(`{"tags":["1.0",null,"${digest}",7,"1.1"]}`),
  "sends a web page": html(200),
  "sends a web page as 404": html(404),
  "sends a web page as 502": html(502),
  "sends a manifest with other bytes than its digest": ({ response }) =>
    send(response, 200, '{"schemaVersion":2}', { "content-type": manifestType, "docker-content-digest": digest }),
  "sends a blob with other bytes than its digest": ({ response }) => send(response, 200, "not what was asked for"),
  "sends a manifest that is a web page": html(200),
} as const satisfies Record<string, FaultHandler>;
