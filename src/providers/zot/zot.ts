import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsLink, secretField, usernameField } from "../shared/fields.ts";

export const zot: Provider = {
  id: "zot",
  name: "zot",
  product: "zot",
  places: [{ label: text("zot"), example: "zot.example.com:5000" }],
  methods: [
    {
      id: "password",
      label: text("User Name and Password or API Key"),
      detail: text("An API key begins with zak_"),
      fields: [usernameField(), secretField({ prompt: text("Password or API key of {0}") })],
      advice: { unauthorized: text("zot answers wrong passwords slowly on purpose.") },
    },
  ],
  links: [docsLink(text("About zot"), "https://zotregistry.dev/")],
};
