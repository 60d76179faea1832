import { text } from "../../../core/text.ts";
import { certificateNames, findCertificateDirectories } from "../certificateDirectories.ts";
import { type HostsStep, input, newHostsTomlTitle } from "./step.ts";
import { whyNotFullPath } from "../../prompts/fullPath.ts";

const askTree: HostsStep["ask"] = (draft, position, ports) =>
  input(
    ports,
    {
      ...position,
      browse: "directory",
      prompt: text("Directory whose sub-directories are named after registries"),
      value: draft.tree,
      check: whyNotFullPath,
      submit: async (value) => {
        draft.found = await findCertificateDirectories(value.trim(), ports.files);
      },
    },
    (value) => (draft.tree = value),
  );

const askDirectories: HostsStep["ask"] = async (draft, position, { prompter }) => {
  const choices = draft.found.directories.map((each) => ({
    label: { text: "{0}", args: [each.host] },
    detail: text("{0}", certificateNames(each)),
    value: each,
  }));
  const answer = await prompter.pickMany({
    ...position,
    title: newHostsTomlTitle,
    placeholder: text("Registries that get a hosts.toml"),
    choices,
  });
  if (answer.kind === "next") draft.chosen = answer.value;
  return answer;
};

export const treeStep: HostsStep = { id: "tree", ask: askTree };
export const directoriesStep: HostsStep = { id: "directories", ask: askDirectories };
