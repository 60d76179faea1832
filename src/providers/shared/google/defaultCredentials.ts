import { systemErrorCode } from "../../../core/errors.ts";
import { readOrdinaryFile } from "../../../core/ordinaryFile.ts";
import { Secret } from "../../../core/secret.ts";
import { type Text, text } from "../../../core/text.ts";
import { isJsonObject, type JsonObject, tryJson } from "../../../registry/http/json.ts";
import type { Obtained } from "../../loginMethod.ts";
import type { MethodContext } from "../../methodContext.ts";
import type { Remedy } from "../../remedy.ts";
import { textIn } from "../readAnswer.ts";
import { googleAssertion } from "./bearer.ts";
import { keyFileProblem, maxKeyBytes, serviceAccountKeyIn, tokenServerProblem, googleTokenServer } from "./keyFile.ts";
import { googleTokenUser } from "./tokenUser.ts";

const adcLogin: Remedy = { kind: "terminal", program: "gcloud", args: ["auth", "application-default", "login"] };

/** Google takes what was signed up to five minutes ago, as far as is known from its libraries. */
const mostClockMinutes = 5;

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
  if (!isJsonObject(json)) return refused(text("{0} cannot be used: it is not JSON.", path));
  const isPersons = json["type"] === "authorized_user";
  const form = isPersons ? refreshOf(json, path) : assertionFormOf(content);
  if (!(form instanceof Secret)) return form;
  const request = {
    method: "POST",
    url: new URL(googleTokenServer),
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form.reveal(),
  };
  const { status, bytes, header } = await ports.sendSigned(request, signal);
  const answer = tryJson(bytes);
  return (
    tokenIn(status, answer) ?? (isPersons ? refusedLogin(status, answer) : refusedKey(status, answer, Date.parse(header("date") ?? "")))
  );
}

async function contentOf(path: string, { files }: Ports): Promise<string | Obtained> {
  try {
    return new TextDecoder().decode(await readOrdinaryFile(files, path, maxKeyBytes));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) return refused(text("{0} cannot be used: it is too large, or not an ordinary file.", path));
    if (code !== "ENOENT") return refused(text("{0} cannot be read: {1}.", path, code));
    const reason = text("There is no {0}: run “gcloud auth application-default login”.", path);
    return { kind: "refused", reason, remedy: adcLogin };
  }
}

function refused(reason: Text): Obtained {
  return { kind: "refused", reason };
}

/** The person's own credentials. */
function refreshOf(file: JsonObject, path: string): Secret | Obtained {
  const [id, secret, token] = ["client_id", "client_secret", "refresh_token"].map((name) => textIn(file[name]));
  if (id === undefined || secret === undefined || token === undefined) return refused(text("{0} cannot be used: it lacks a token.", path));
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

function tokenIn(status: number, json: unknown): Obtained | undefined {
  const answer = isJsonObject(json) ? json : {};
  const token = textIn(answer["access_token"]);
  if (status !== 200 || token === undefined) return undefined;
  const credential = { kind: "basic", username: googleTokenUser, password: new Secret(token) } as const;
  const seconds = Number(answer["expires_in"]);
  return { kind: "credential", credential, ...(seconds > 0 ? { expiresAt: new Date(Date.now() + seconds * 1000) } : {}) };
}

/** Of Google's words only its code is told: what stands beside it may quote what was sent. */
function codeIn(status: number, json: unknown): string {
  const error = isJsonObject(json) ? textIn(json["error"]) : undefined;
  return /^[a-z_]{1,40}$/.exec(error ?? "")?.[0] ?? String(status);
}

function refusedLogin(status: number, json: unknown): Obtained {
  const reason = text("Google no longer accepts the application default credentials ({0}).", codeIn(status, json));
  return { kind: "refused", reason, remedy: adcLogin };
}

/** What a key signs holds the time of this machine. `googleTime` in milliseconds since the Unix epoch, NaN where it is not told. */
function refusedKey(status: number, json: unknown, googleTime: number): Obtained {
  const minutes = Math.round((Date.now() - googleTime) / 60_000);
  if (Math.abs(minutes) >= mostClockMinutes) return refused(clockReason(minutes));
  return refused(
    text("Google does not accept the service account's key ({0}): it may have been deleted or disabled.", codeIn(status, json)),
  );
}

function clockReason(minutesAhead: number): Text {
  const minutes = String(Math.abs(minutesAhead));
  return minutesAhead > 0
    ? text("The clock of this machine is {0} minutes ahead of Google's, which therefore refuses the key. Correct the clock.", minutes)
    : text("The clock of this machine is {0} minutes behind Google's, which therefore refuses the key. Correct the clock.", minutes);
}
