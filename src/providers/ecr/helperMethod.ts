import { exists } from "../../core/fileSystem.ts";
import { text } from "../../core/text.ts";
import type { LoginMethod, Obtained } from "../loginMethod.ts";
import type { Remedy } from "../remedy.ts";
import type { MethodContext } from "../methodContext.ts";
import { docsPage } from "../shared/helpPages.ts";
import { mapToHelper } from "../shared/mapToHelper.ts";
import { awsFilesOf } from "./awsFiles.ts";
import { ecrHosts } from "./hosts.ts";
import { lacksRight } from "./refusal.ts";

const missing = text(
  "docker-credential-ecr-login is not on VS Code's PATH. Debian and Ubuntu: apt install amazon-ecr-credential-helper; Homebrew: brew install docker-credential-helper-ecr. Tools in a virtual machine need it installed there.",
);

/** As nerdctl's guide to registries has it, with the keys as comments: empty ones would hide those of ~/.aws/config. */
const template = `# Read by docker-credential-ecr-login, aws and others. Whoever can read this file has the key.
# VS Code keeps copies of what it saves: “Local History: Delete All” in the command palette removes them.
[default]
# aws_access_key_id =
# aws_secret_access_key =
`;

/** The helper looks for keys where AWS's tools do: offered where the file for them is not there yet. */
async function keyFile(context: MethodContext): Promise<{ readonly remedy?: Remedy }> {
  const { credentials } = awsFilesOf(context);
  const isThere = await exists(context.files, credentials).catch(() => true);
  return isThere ? {} : { remedy: { kind: "file", path: credentials, content: template } };
}

async function obtain(context: MethodContext): Promise<Obtained> {
  const mapped = await mapToHelper("ecr-login", missing, [...new Set([context.host, "public.ecr.aws"])], context);
  return mapped.kind === "helper" ? { ...mapped, ...(await keyFile(context)) } : mapped;
}

export const helperMethod: LoginMethod = {
  id: "helper",
  label: text("Credential Helper of Amazon (docker-credential-ecr-login)"),
  detail: text("For this host and public.ecr.aws: no secret in config.json, always renewed"),
  questions: [],
  obtain: (_, context) => obtain(context),
  onlyAt: ecrHosts,
  pages: [docsPage(text("About docker-credential-ecr-login"), "https://github.com/awslabs/amazon-ecr-credential-helper")],
  advice: { denied: lacksRight },
};
