import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsLink, passwordMethod } from "../shared/fields.ts";

/** What is left when no other provider is recognised. */
export const generic: Provider = {
  id: "generic",
  name: "Any other registry",
  places: [{ label: text("Any other registry"), example: "registry.example.com:5000" }],
  methods: [passwordMethod],
  links: [
    docsLink(text("About credential helpers"), "https://docs.docker.com/engine/reference/commandline/login/#credentials-store"),
    docsLink(text("About registry logins"), "https://github.com/containerd/nerdctl/blob/main/docs/registry.md"),
  ],
};
