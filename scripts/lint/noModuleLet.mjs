// A lint rule of our own: state lives in objects that somebody owns, so no module may declare a variable.
const rule = {
  create(/** @type {any} */ context) {
    return {
      "Program > VariableDeclaration, Program > ExportNamedDeclaration > VariableDeclaration"(/** @type {any} */ node) {
        if (node.kind !== "const") context.report({ node, message: "A module-level variable is hidden state: give it an owner." });
      },
    };
  },
};

export default { meta: { name: "house" }, rules: { "no-module-let": rule } };
