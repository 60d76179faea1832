// Lint rules of our own: who may import whom (the table of rooms.mjs), and where state may live.
import { builtinModules } from "node:module";
import path from "node:path";
import { lazyOnly, pureModules, pureNames, rooms, strangers } from "./rooms.mjs";

/** @typedef {import("./rooms.mjs").Room} Room */
/** @typedef {{ specifier: string, isStatic: boolean, isType: boolean, names?: readonly string[] }} Import `names` where it takes these alone */

const builtin = new Set(builtinModules.filter((name) => !name.startsWith("_")));

/** @param {string} file a path below src, with slashes @returns {Room | undefined} */
export function roomOf(file) {
  return rooms.filter((room) => isIn(file, room.path)).toSorted((a, b) => b.path.length - a.path.length)[0];
}

/** @param {string} file @param {string} place a folder or a file */
function isIn(file, place) {
  return file === place || file.startsWith(`${place}/`);
}

/** @param {string} file below src @param {Import} imported @returns {string | undefined} why it may not be imported */
export function whyForbidden(file, { specifier, isStatic, isType, names }) {
  const room = roomOf(file);
  if (room === undefined) return `${file} is in no room of scripts/lint/rooms.mjs.`;
  if (builtin.has(specifier.split("/", 1)[0] ?? "")) return `Write node:${specifier}: a module of Node has its prefix.`;
  if (!specifier.startsWith(".")) return whyPackageForbidden(room, specifier) ?? whyNamesForbidden(room, specifier, names);
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  if (target.startsWith("../")) return "An import must not leave src.";
  if (isStatic && !isType && lazyOnly.includes(target)) return `${target} is heavy: load it by import() when it is first needed.`;
  return whyRoomForbidden(file, room, target);
}

/** @param {Room} room @param {string} specifier */
function whyPackageForbidden({ path: name, packages = [] }, specifier) {
  const allowed = [...packages, ...pureModules];
  const isAllowed = allowed.some((each) => specifier === each || (!each.startsWith("node:") && specifier.startsWith(`${each}/`)));
  return isAllowed ? undefined : `${name} must not import ${specifier}: each package, and what touches the machine, has its room.`;
}

/** @param {Room} room @param {string} specifier @param {readonly string[] | undefined} names */
function whyNamesForbidden({ path: name, packages = [] }, specifier, names) {
  const pure = packages.includes(specifier) ? undefined : pureNames.get(specifier);
  if (pure === undefined || names?.every((each) => pure.includes(each)) === true) return undefined;
  return `${name} may import of ${specifier} only ${pure.join(", ")}.`;
}

/** @param {string} file @param {Room} room @param {string} target */
function whyRoomForbidden(file, room, target) {
  const other = folderBelow(target, strangers.path);
  const own = folderBelow(file, strangers.path);
  if (other !== undefined && own !== other && !strangers.common.includes(other) && file !== strangers.list) {
    return `${own ?? file} must not know ${other}: ${strangers.list} lists them.`;
  }
  const targetRoom = roomOf(target);
  if (targetRoom === room || isIn(target, room.path)) return undefined;
  // A room that is named alone does not bring those along that have a row of their own within it, but for the whole of another layer.
  const isAllowed = room.imports.some((each) => isIn(target, each) && (!isIn(room.path, each) || targetRoom?.path === each));
  return isAllowed ? undefined : `${room.path} must not import ${targetRoom?.path ?? target}.`;
}

/** @param {string} file @param {string} place @returns {string | undefined} the folder directly below that place that holds the file */
function folderBelow(file, place) {
  const parts = file.split("/");
  return isIn(file, place) && parts.length > 2 ? parts.slice(0, 2).join("/") : undefined;
}

/** @param {any} context @returns {string | undefined} the linted file below src */
function fileOf(context) {
  const file = context.filename.replaceAll("\\", "/");
  const at = file.lastIndexOf("/src/");
  return at < 0 ? undefined : file.slice(at + "/src/".length);
}

/** @param {any} node @returns {readonly string[] | undefined} what it imports by name; undefined where it takes everything */
function namesOf({ type, specifiers }) {
  const isNamed = type === "ImportDeclaration" && specifiers.every((/** @type {any} */ each) => each.type === "ImportSpecifier");
  return isNamed ? specifiers.map((/** @type {any} */ each) => each.imported.name) : undefined;
}

const roomsRule = {
  create(/** @type {any} */ context) {
    const file = fileOf(context);
    if (file === undefined) return {};
    const check = (/** @type {any} */ node, /** @type {any} */ source, /** @type {boolean} */ isStatic, /** @type {boolean} */ isType) => {
      if (typeof source?.value !== "string") return;
      const names = namesOf(node);
      const message = whyForbidden(file, { specifier: source.value, isStatic, isType, ...(names && { names }) });
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: (/** @type {any} */ node) => check(node, node.source, true, node.importKind === "type"),
      ImportExpression: (/** @type {any} */ node) => check(node, node.source, false, false),
      ExportNamedDeclaration: (/** @type {any} */ node) => check(node, node.source, true, node.exportKind === "type"),
      ExportAllDeclaration: (/** @type {any} */ node) => check(node, node.source, true, node.exportKind === "type"),
      TSImportType: (/** @type {any} */ node) => check(node, node.source ?? node.argument?.literal ?? node.argument, true, true),
    };
  },
};

const noBarrel = {
  create(/** @type {any} */ context) {
    if (fileOf(context) === undefined) return {};
    return {
      ExportAllDeclaration: (/** @type {any} */ node) => context.report({ node, message: "Import from the file that has it: no barrels." }),
      Program: (/** @type {any} */ node) => {
        const isReExport = (/** @type {any} */ each) =>
          each.type === "ExportNamedDeclaration" && each.source !== null && each.source !== undefined;
        if (node.body.length > 0 && node.body.every(isReExport))
          context.report({ node, message: "This file only hands on what others have: no barrels." });
      },
    };
  },
};

const noModuleLet = {
  create(/** @type {any} */ context) {
    return {
      "Program > VariableDeclaration, Program > ExportNamedDeclaration > VariableDeclaration"(/** @type {any} */ node) {
        if (node.kind !== "const") context.report({ node, message: "A module-level variable is hidden state: give it an owner." });
      },
    };
  },
};

export default { meta: { name: "house" }, rules: { "rooms": roomsRule, "no-barrel": noBarrel, "no-module-let": noModuleLet } };
