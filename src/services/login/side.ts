import { type Text, text } from "../../core/text.ts";
import { ownValue } from "../../core/ownValue.ts";

/** What `vscode.env.remoteName` calls the sides that are not the computer in front of the person. */
const sides: Readonly<Record<string, Text>> = {
  wsl: text("This window runs in WSL: the login is written there; programs of Windows do not read it."),
  "ssh-remote": text("This window runs on another machine (SSH): the login is written there, not on this computer."),
  "dev-container": text("This window runs in a container: the login is written there, and goes when the container does."),
  "attached-container": text("This window runs in a container: the login is written there, and goes when the container does."),
  codespaces: text("This window runs in a codespace: the login is written there, not on this computer."),
  tunnel: text("This window runs on another machine (tunnel): the login is written there, not on this computer."),
};

/** On which side helper, config.json and certificates are, where that is not the person's own computer. */
export function sideNotes(remoteName: string | undefined): readonly Text[] {
  const note = remoteName === undefined ? undefined : ownValue(sides, remoteName);
  return note === undefined ? [] : [note];
}
