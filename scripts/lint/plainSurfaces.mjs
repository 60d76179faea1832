// A lint rule of our own: text reaches VS Code's surfaces through src/platform alone, which makes it plain for each of
// them (docs/SECURITY.md). Elsewhere, neither what shows text nor a property that holds shown text may be touched.

/** What `vscode` exports that makes a shown text. */
const exported = new Set([
  "l10n",
  "CodeAction",
  "CodeLens",
  "CompletionItem",
  "Diagnostic",
  "DocumentSymbol",
  "FileDecoration",
  "Hover",
  "InlayHint",
  "MarkdownString",
  "SymbolInformation",
  "TerminalLink",
  "TestMessage",
  "TreeItem",
]);

/** Members of its namespaces that show a text. */
const members = new Set([
  "showInformationMessage",
  "showWarningMessage",
  "showErrorMessage",
  "showQuickPick",
  "showInputBox",
  "createQuickPick",
  "createInputBox",
  "createStatusBarItem",
  "setStatusBarMessage",
  "createOutputChannel",
  "createTreeView",
  "registerTreeDataProvider",
  "createLanguageStatusItem",
  "createWebviewPanel",
  "withProgress",
  "withScmProgress",
  "createTerminal",
  "showOpenDialog",
  "showSaveDialog",
  "showWorkspaceFolderPick",
  "createCommentController",
  "createSourceControl",
  "createTestController",
]);

/** Properties of VS Code's objects that hold a shown text; nothing of ours is assigned to by such a name. */
const texts = new Set([
  "accessibilityInformation",
  "contentText",
  "description",
  "detail",
  "hoverMessage",
  "label",
  "message",
  "placeholder",
  "prompt",
  "text",
  "title",
  "tooltip",
  "validationMessage",
]);

const advice = "Foreign text must stay text: use the function of src/platform for this surface (docs/SECURITY.md).";

/** @param {any} node @returns {string | undefined} the name of a member, however it is written */
function nameOf({ property, computed }) {
  if (!computed) return property.name;
  return property.type === "Literal" ? String(property.value) : undefined;
}

const rule = {
  create(/** @type {any} */ context) {
    const report = (/** @type {any} */ node) => context.report({ node, message: advice });
    return {
      ImportDeclaration(/** @type {any} */ node) {
        if (node.source.value !== "vscode" || node.importKind === "type") return;
        for (const specifier of node.specifiers) {
          // By its namespace everything would be to be had.
          if (specifier.type !== "ImportSpecifier") report(specifier);
          else if (specifier.importKind !== "type" && exported.has(specifier.imported.name)) report(specifier);
        }
      },
      ImportExpression(/** @type {any} */ node) {
        if (node.source.type === "Literal" && node.source.value === "vscode") report(node);
      },
      MemberExpression(/** @type {any} */ node) {
        if (members.has(nameOf(node) ?? "")) report(node);
      },
      "VariableDeclarator > ObjectPattern > Property"(/** @type {any} */ node) {
        if (members.has(node.key.name)) report(node);
      },
      "AssignmentExpression > MemberExpression.left"(/** @type {any} */ node) {
        if (node.object.type !== "ThisExpression" && texts.has(nameOf(node) ?? "")) report(node);
      },
      "Property[key.name='hoverMessage'], Property[key.name='contentText']": report,
    };
  },
};

/** What somebody else wrote is opened where it is made plain. */
const opened = {
  create(/** @type {any} */ context) {
    return {
      MemberExpression(/** @type {any} */ node) {
        if (nameOf(node) === "openForSurface") context.report({ node, message: advice });
      },
      "ObjectPattern > Property[key.name='openForSurface']"(/** @type {any} */ node) {
        context.report({ node, message: advice });
      },
    };
  },
};

export default { meta: { name: "surfaces" }, rules: { plain: rule, "no-opening": opened } };
