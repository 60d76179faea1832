// One name, one meaning: what one file exports, no other file may declare again, for itself or for others.

/** The files of a form of their own: each provider's `login.ts` has its `methods`, its `browse.ts` `openBrowse`, its `push.ts` `pushGuide`, its `create.ts` `createGuide`, its `page.ts` `webPage`, loaded by these names. */
const byForm = new Set(["methods", "openBrowse", "openTagDeletion", "pushGuide", "createGuide", "webPage"]);

/** At the top of a file, as the formatter writes it. */
const declaration = /^(export )?(?:async )?(?:abstract )?(?:function\*?|class|interface|type|const|enum) ([\w$]+)/gm;

/**
 * @param {ReadonlyMap<string, string>} texts of files, by their paths
 * @returns {readonly string[]} exported names with more than one declaration, each with the files that have one
 */
export function sharedNames(texts) {
  /** @type {Map<string, { files: Set<string>, isExported: boolean }>} */
  const names = new Map();
  for (const [file, text] of texts) {
    for (const [, exported, name = ""] of text.matchAll(declaration)) {
      const found = names.get(name) ?? { files: new Set(), isExported: false };
      names.set(name, found);
      found.files.add(file);
      found.isExported ||= exported !== undefined;
    }
  }
  const shared = [...names].filter(([name, { files, isExported }]) => isExported && files.size > 1 && !byForm.has(name));
  return shared.map(([name, { files }]) => `${name} (${[...files].join(", ")})`);
}
