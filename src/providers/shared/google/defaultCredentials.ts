import { systemErrorCode } from "../../../core/errors.ts";
import { readOrdinaryFile } from "../../../core/ordinaryFile.ts";
import { Secret } from "../../../core/secret.ts";
import { text } from "../../../core/text.ts";
import { isJsonObject, type JsonObject, tryJson } from "../../../registry/http/json.ts";
import type { Obtained } from "../../loginMethod.ts";
import type { MethodContext } from "../../methodContext.ts";
import type { Remedy } from "../../remedy.ts";
import { textIn } from "../readAnswer.ts";
import { googleAssertion } from "./bearer.ts";
import { keyFileProblem, maxKeyBytes, serviceAccountKeyIn, tokenServerProblem } from "./keyFile.ts";
import { googleTokenUser } from "./tokenUser.ts";

/** The only server that gets what the file holds, whatever the file says. */
const tokenServer = new URL("https://oauth2.googleapis.com/token");
const adcLogin: Remedy = { kind: "terminal", program: "gcloud", args: ["auth", "application-default", "login"] };

/** To pull and to push. */
const scope = "https://www.googleapis.com/auth/cloud-platform";

type Ports = Pick<MethodContext, "files" | "homeDirectory" | "environment" | "sendSigned">;

/** Where Google's libraries look (Google, “How Application Default Credentials works”). */
function placeOf({ homeDirectory, environment }: Ports): string {
  const own = environment["GOOGLE_APPLICATION_CREDENTIALS"];
  if (own !== undefined && own !== "") return own;
  const roaming = environment["APPDATA"];
  const folder = environment["CLOUDSDK_CONFIG"] ?? (roaming === undefined ? `${homeDirectory}/.config/gcloud` : `${roaming}/gcloud`);
  return `${folder}/application_default_credentials.json`;
}

/** An access token by the credentials that Google's libraries find on this machine, without gcloud. Rejects with RegistryError where Google does not answer. */
export async function tokenOfDefaultCredentials(ports: Ports, signal: AbortSignal): Promise<Obtained> {
  const path = placeOf(ports);
  const content = await contentOf(path, ports);
  if (typeof content !== "string") return content;
  const json = tryJson(Buffer.from(content));
  if (!isJsonObject(json)) return refused(path, "it is not JSON");
  const form = json["type"] === "authorized_user" ? refreshOf(json, path) : assertionFormOf(content);
  if (!(form instanceof Secret)) return form;
  const request = {
    method: "POST",
    url: tokenServer,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form.reveal(),
  };
  const { status, bytes } = await ports.sendSigned(request, signal);
  return tokenIn(status, tryJson(bytes));
}

async function contentOf(path: string, { files }: Ports): Promise<string | Obtained> {
  try {
    return new TextDecoder().decode(await readOrdinaryFile(files, path, maxKeyBytes));
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") return refused(path, systemErrorCode(error) ?? "it is not an ordinary file, or too large");
    const reason = text("There is no {0}: run “gcloud auth application-default login”.", path);
    return { kind: "refused", reason, remedy: adcLogin };
  }
}

function refused(path: string, why: string): Obtained {
  return { kind: "refused", reason: text("{0} cannot be used: {1}.", path, why) };
}

/** The person's own credentials. */
function refreshOf(file: JsonObject, path: string): Secret | Obtained {
  const [id, secret, token] = ["client_id", "client_secret", "refresh_token"].map((name) => textIn(file[name]));
  if (id === undefined || secret === undefined || token === undefined) return refused(path, "it lacks a token");
  const server = textIn(file["token_uri"]);
  const problem = server === undefined ? undefined : tokenServerProblem(server);
  if (problem !== undefined) return { kind: "refused", reason: problem };
  const form = { grant_type: "refresh_token", client_id: id, client_secret: secret, refresh_token: token };
  return new Secret(new URLSearchParams(form).toString());
}

/** A service account's key, which is not sent: what it signs is. */
function assertionFormOf(content: string): Secret | Obtained {
  const problem = keyFileProblem(content);
  const key = serviceAccountKeyIn(content);
  if (problem !== undefined || key === undefined)
    return { kind: "refused", reason: problem ?? text("The file of the application default credentials has no key.") };
  const assertion = googleAssertion(key, Math.floor(Date.now() / 1000), scope).reveal();
  return new Secret(new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion }).toString());
}

/** Of Google's words only its code is told: what stands beside it may quote what was sent. */
function tokenIn(status: number, json: unknown): Obtained {
  const answer = isJsonObject(json) ? json : {};
  const token = textIn(answer["access_token"]);
  if (status === 200 && token !== undefined) {
    const credential = { kind: "basic", username: googleTokenUser, password: new Secret(token) } as const;
    const seconds = Number(answer["expires_in"]);
    return { kind: "credential", credential, ...(seconds > 0 ? { expiresAt: new Date(Date.now() + seconds * 1000) } : {}) };
  }
  const code = /^[a-z_]{1,40}$/.exec(textIn(answer["error"]) ?? "")?.[0] ?? String(status);
  const reason = text("Google does not accept the application default credentials any more ({0}).", code);
  return { kind: "refused", reason, remedy: adcLogin };
}
