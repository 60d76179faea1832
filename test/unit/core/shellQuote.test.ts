import assert from "node:assert/strict";
import { test } from "node:test";
import { commandLine, type CommandWords, type ShellKind, shellKindOf, UnquotableError } from "../../../src/core/shellQuote.ts";

const line = (shell: ShellKind, ...words: CommandWords): string => commandLine(shell, [words]);

test("a shell is known by its file's name, or by VS Code's word for it", () => {
  const kinds: Readonly<Record<string, ShellKind | undefined>> = {
    "/bin/bash": "posix",
    "/usr/bin/zsh": "posix",
    "/bin/sh": "posix",
    "gitbash": "posix",
    "wsl": "posix",
    "/usr/bin/fish": "fish",
    "C:\\Program Files\\PowerShell\\7\\pwsh.exe": "powershell",
    "C:\\WINDOWS\\System32\\WindowsPowerShell\\v1.0\\powershell.exe": "powershell",
    "C:\\WINDOWS\\system32\\CMD.EXE": "cmd",
    "C:\\Program Files\\Git\\bin\\bash.exe": "posix",
    "/usr/bin/nu": undefined,
    "/bin/tcsh": undefined,
    "": undefined,
  };
  for (const [path, kind] of Object.entries(kinds)) assert.equal(shellKindOf(path), kind, path);
});

const push: CommandWords = ["nerdctl", "push", "reg.example.com:5000/team/app:1.0"];
const digest: CommandWords = ["podman", "pull", "--tls-verify=false", `r.test/a@sha256:${"0".repeat(64)}`];

test("what needs no quotes has none", () => {
  for (const shell of ["posix", "fish", "powershell", "cmd"] as const) assert.equal(line(shell, ...push), push.join(" "));
  assert.equal(line("posix", ...digest), digest.join(" "));
  assert.equal(line("fish", ...digest), digest.join(" "));
  assert.equal(line("powershell", ...digest), `podman pull '--tls-verify=false' '${digest[3] ?? ""}'`);
  assert.equal(line("cmd", ...digest), `podman pull "--tls-verify=false" ${digest[3] ?? ""}`);
});

const two: readonly CommandWords[] = [["a"], ["b", "c"], ["d"]];

test("a command runs only if the one before it succeeded", () => {
  assert.equal(commandLine("posix", two), "a && b c && d");
  assert.equal(commandLine("fish", two), "a; and b c; and d");
  assert.equal(commandLine("powershell", two), "a; if ($?) { b c; if ($?) { d } }");
  assert.equal(commandLine("cmd", two), "a && b c && d");
});

test("PowerShell: every kind of single quote is doubled, and a quoted program is called", () => {
  assert.equal(line("powershell", "tool", "it's"), "tool 'it''s'");
  assert.equal(line("powershell", "tool", "\u2018a\u2019\u201a\u201b"), "tool '\u2018\u2018a\u2019\u2019\u201a\u201a\u201b\u201b'");
  assert.equal(line("powershell", "C:\\a b\\tool.exe", "x"), "& 'C:\\a b\\tool.exe' x");
  for (const word of ["$(x)", "`x`", "@x", "a;b", "a|b", "a,b", "--%", "{x}", "#x", "-a.b", "-a:b"]) {
    assert.equal(line("powershell", "tool", word), `tool '${word}'`);
  }
  for (const word of ['a"b', "", "a b\\"]) assert.throws(() => line("powershell", "tool", word), UnquotableError, word);
});

test("cmd: what would be expanded between quotes is refused", () => {
  assert.equal(line("cmd", "tool", "a & b | c > d ^ (e)"), 'tool "a & b | c > d ^ (e)"');
  assert.equal(line("cmd", "tool", "C:\\a b\\"), String.raw`tool "C:\a b\\"`);
  assert.equal(line("cmd", "tool", ""), 'tool ""');
  for (const word of ["%PATH%", "100%", "a!b!", 'a"b']) assert.throws(() => line("cmd", "tool", word), UnquotableError, word);
});

test("what a terminal takes for a key is refused for every shell", () => {
  for (const shell of ["posix", "fish", "powershell", "cmd"] as const) {
    for (const word of ["a\nb", "a\rb", "\u0003", "\u001b[A", "a\tb", "a\u0000", "\u009b", "\ud800", "a\u2028b"]) {
      assert.throws(() => line(shell, "tool", word), UnquotableError, JSON.stringify(word));
    }
  }
});

test("a program that looks like an assignment or a job is quoted", () => {
  assert.equal(line("posix", "a=b", "c=d"), "'a=b' c=d");
  assert.equal(line("posix", "%1"), "'%1'");
  assert.equal(line("posix", "tool", "=ls", "~", "!!", "*"), "tool '=ls' '~' '!!' '*'");
});
