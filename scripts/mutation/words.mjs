// Tells Stryker what it shall leave alone: words that a test could only repeat.

/** @typedef {{ type: string, name?: string, id?: Node, callee?: Node, object?: Node, property?: Node, expression?: Node, body?: Node, arguments?: Node[] }} Node what this uses of it */
/** @typedef {{ node: Node, parentPath: Place | null }} Place */

/** @param {Node | undefined} node @returns {string} `logger` of `logger`, `this.logger` and `this.#logger` */
function nameOf(node) {
  return node?.name ?? node?.id?.name ?? (node?.property === undefined ? "" : nameOf(node.property));
}

/** @param {Node} node @param {Node} made @returns {boolean} whether it is the message of an error: `new Error(message)`, `new RegistryError(code, message, …)` */
function isMessage(node, made) {
  const { arguments: given = [], callee } = made;
  return nameOf(callee).endsWith("Error") && given[given.length === 1 ? 0 : 1] === node;
}

/** @param {Node} node @returns {boolean} whether it is `logger.warn(…)`, as a statement or a function, too */
function isLogging({ type, callee, expression, body }) {
  if (type === "CallExpression") return nameOf(callee?.object).endsWith("logger");
  const inner = type === "ExpressionStatement" ? expression : type === "ArrowFunctionExpression" ? body : undefined;
  return inner?.type === "CallExpression" && isLogging(inner);
}

/** @param {Place} place @returns {string | undefined} why not to mutate it */
function shouldIgnore({ node, parentPath }) {
  const parent = parentPath?.node;
  // What people see is made of an error's code and params, which are mutated; its message is for whoever reads a stack.
  if (parent?.type === "NewExpression" && isMessage(node, parent)) return "an error's message";
  if (isLogging(node)) return "a line of the log";
  // A test of each could only be the same list once more.
  if (node.type === "StringLiteral" && nameOf(parentPath?.parentPath?.node.id) === "sharedDomains") return "an entry of a list";
  return undefined;
}

export const strykerPlugins = [{ kind: "Ignore", name: "words", value: { shouldIgnore } }];
