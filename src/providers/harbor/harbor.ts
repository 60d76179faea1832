import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsLink, secretField, usernameField } from "../shared/fields.ts";

export const harbor: Provider = {
  id: "harbor",
  name: "Harbor",
  product: "harbor",
  places: [{ label: text("Harbor"), example: "harbor.example.com" }],
  methods: [
    {
      id: "robot",
      label: text("Robot Account"),
      detail: text("Named robot$… unless an administrator changed that; it can expire"),
      fields: [
        usernameField({
          prompt: text("Name of the robot account, with its $"),
          placeholder: text("robot$project+name"),
          hint: (value) => (value.includes("$") ? undefined : text("A robot's full name has a $, such as robot$project+name.")),
        }),
        secretField({ prompt: text("Secret of {0}") }),
      ],
      advice: { unauthorized: text("Has the robot expired, or been disabled? In a shell its name must be quoted, here it must not.") },
    },
    {
      id: "password",
      label: text("User Name and Password or CLI Secret"),
      detail: text("Who signs in with OpenID Connect has a CLI secret, in the user profile"),
      fields: [usernameField(), secretField({ prompt: text("Password or CLI secret of {0}") })],
      advice: { unauthorized: text("Who signs in with OpenID Connect needs the CLI secret of the user profile.") },
    },
  ],
  links: [docsLink(text("About Harbor"), "https://goharbor.io/docs/")],
};
