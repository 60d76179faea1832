import { type Text, text } from "../../../core/text.ts";
import { type Guest, type GuestCommand, guestLogin, guestMapping } from "../guests.ts";
import type { Remedy } from "../../../providers/remedy.ts";
import type { Choice } from "../../prompts/prompter.ts";
import type { LoginDraft, NewWindow } from "../draft.ts";
import { titleOf } from "./frame.ts";
import type { LoginStep } from "./step.ts";

type Side = "here" | { readonly remedy: Remedy | NewWindow; readonly alsoHere: boolean };

/** nerdctl in a guest reads the guest's files: the person says on which side the login is wanted before it is written. */
export const guestStep: LoginStep = {
  id: "guest",
  async ask(draft, position, ports) {
    const guests = draft.plan?.guests?.guests ?? [];
    const answer = await ports.prompter.pick<Side>({
      ...position,
      title: titleOf(draft),
      placeholder: text("nerdctl in a guest does not read what is written here. Where is the login wanted?"),
      notes: [...guests.map(ownFiles), ...helperNotes(draft), ...profileNotes(draft)],
      choices: [here, ...guests.flatMap((guest) => choicesOf(guest, draft))],
    });
    if (answer.kind !== "next") return answer;
    if (answer.value === "here") return { kind: "next", value: undefined };
    const { remedy, alsoHere } = answer.value;
    await ports.applyRemedy(remedy);
    return alsoHere ? { kind: "next", value: undefined } : { kind: "cancel" };
  },
};

const here: Choice<Side> = {
  label: text("Here"),
  detail: text("For the programs on this side, and for this extension"),
  value: "here",
};

function choicesOf(guest: Guest, draft: LoginDraft): readonly Choice<Side>[] {
  const { command, does } = commandFor(guest, draft);
  const remedy: Remedy = { kind: "terminal", ...command };
  const logIn: readonly Choice<Side>[] = [
    { label: text("Here and in {0}", titleOfGuest(guest)), detail: does, value: { remedy, alsoHere: true } },
    {
      label: text("Only in {0}", titleOfGuest(guest)),
      detail: text("The same command; nothing is written here"),
      value: { remedy, alsoHere: false },
    },
  ];
  if (guest.kind !== "wsl") return logIn;
  const window: NewWindow = { kind: "window", remoteAuthority: `wsl+${guest.name}` };
  return [
    ...logIn,
    {
      label: text("Open a window in {0}", titleOfGuest(guest)),
      detail: text("“Log In…” in that window writes to the guest's files; nothing is written here"),
      value: { remedy: window, alsoHere: false },
    },
  ];
}

/** A login asks for its password there; of a helper, config.json only names it. */
function commandFor(guest: Guest, { site, answers, helper }: LoginDraft): { readonly command: GuestCommand; readonly does: Text } {
  const host = site?.host ?? "";
  if (helper === undefined) {
    const command = guestLogin(guest, host, answers.text("username"));
    return { command, does: text("Asks for the password in a terminal: {0}", lineOf(command)) };
  }
  return {
    command: guestMapping(guest, helper.helper, [host, ...helper.hosts]),
    does: text("A command names the helper in its config.json, or shows what to add there"),
  };
}

function lineOf({ program, args }: GuestCommand): string {
  return [program, ...args].join(" ");
}

/** Names of programs and of guests are not translated. */
function titleOfGuest({ kind, name }: Guest): string {
  const products = { lima: "Lima", colima: "Colima", rancherDesktop: "Rancher Desktop", wsl: "WSL" } as const;
  return name === "" ? products[kind] : `${products[kind]} (${name})`;
}

function ownFiles(guest: Guest): Text {
  return text("{0} has a config.json of its own.", titleOfGuest(guest));
}

/** What a helper mapping needs in the guest, too. Source: nerdctl's docs/registry.md, in its notes on guests. */
function helperNotes({ helper }: LoginDraft): readonly Text[] {
  if (helper === undefined) return [];
  const notes = notesOf[helper.helper] ?? [];
  return [text("docker-credential-{0} has to be installed in the guest, too.", helper.helper), ...notes];
}

const notesOf: Readonly<Record<string, readonly Text[]>> = {
  "ecr-login": [
    text("In Debian and Ubuntu: sudo apt install amazon-ecr-credential-helper"),
    text("It also needs ~/.aws in the guest, where it finds its keys."),
  ],
  gcloud: [text("It comes with Google Cloud's CLI: cloud.google.com/sdk/docs/install")],
};

/** What obtains a password by a profile runs on this side. */
function profileNotes({ method, helper }: LoginDraft): readonly Text[] {
  if (helper !== undefined || !method.questions.some(({ id }) => id === "profile")) return [];
  return [text("~/.aws is read here: what the guest asks for is the password of “aws ecr get-login-password”.")];
}
