import { commands } from "vscode";
import type { SaveResult } from "../../credentials/saveResult.ts";
import type { LoginResult } from "../../services/login/logIn.ts";
import type { LoginTurn } from "../../services/login/turns.ts";
import type { CommandId } from "./ids.ts";
import { showInformation } from "../../platform/messages.ts";
import { say, translate } from "../../platform/say.ts";
import { localized } from "../sentences/localized.ts";

/** Shows what came of a login. */
export async function logInCommand(logIn: () => Promise<LoginResult>, turn: LoginTurn): Promise<void> {
  const result = await logIn();
  switch (result.kind) {
    case "loggedIn":
      void showInformation(loggedInSentence(result));
      return;
    case "anonymous":
      return sayAnonymous(result);
    case "kept":
      void showInformation(say("{0} accepts the login that is stored. Nothing was written.", result.host));
      return;
    case "cancelled":
      if (turn.isOver())
        void showInformation(say("The login that was under way has ended because another one was started. Nothing was written for it."));
  }
}

function loggedInSentence({ host, saved, check, notes, expiresAt }: LoginResult & { readonly kind: "loggedIn" }): string {
  const checked = check === "verified" ? "" : say("{0} accepts anybody, so the login itself could not be checked.", host);
  const end = expiresAt === undefined ? "" : say("It is valid until {0}.", localized(expiresAt));
  return [say("Login Succeeded: {0}.", host), placeSentence(host, saved), end, checked, ...notes.map(translate)].filter(Boolean).join(" ");
}

function placeSentence(host: string, { helper, path, alsoMapped }: SaveResult): string {
  if (helper === undefined) return say("The login was written to {0}, in plain text (base64).", path);
  // A helper that was only named has its login from elsewhere.
  return alsoMapped === undefined
    ? say("The login was given to docker-credential-{0}.", helper)
    : say("{0} now names docker-credential-{1} for {2}.", path, helper, [host, ...alsoMapped].join(", "));
}

async function sayAnonymous({ host, lists, note }: LoginResult & { readonly kind: "anonymous" }): Promise<void> {
  const add = say("Add Repository…");
  const answer = await showInformation(translate(note), ...(lists ? [] : [add]));
  const command: CommandId = "containerRegistries.repository.add";
  if (answer === add) await commands.executeCommand(command, { host });
}
