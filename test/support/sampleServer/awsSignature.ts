import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** A request as it came. */
export interface SignedByAws {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the Authorization header names (Signature Version 4). */
export interface AwsScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

const form =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

export function scopeOf({ headers }: SignedByAws): AwsScope | undefined {
  const [, accessKeyId, , region, service] = form.exec(headers.authorization ?? "") ?? [];
  return accessKeyId === undefined || region === undefined || service === undefined ? undefined : { accessKeyId, region, service };
}

/** Whether the request was signed with the secret, as Amazon reckons it (IAM User Guide, “Create a signed AWS API request”). */
export function isSignedWith(secret: string, request: SignedByAws): boolean {
  const [, , day = "", region = "", service = "", names = "", signature] = form.exec(request.headers.authorization ?? "") ?? [];
  const [path = "", query = ""] = request.path.split("?");
  const lines = names.split(";").map((name) => `${name}:${name === "host" ? request.host : String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, path, query, lines.join(""), names, sha256(request.body)].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", String(request.headers["x-amz-date"]), scope, sha256(canonical)].join("\n");
  const key = [day, region, service, "aws4_request"].reduce<string | Buffer>((each, part) => hmac(each, part), `AWS4${secret}`);
  return hmac(key, text).toString("hex") === signature;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
