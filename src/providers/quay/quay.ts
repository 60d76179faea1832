import { text } from "../../core/text.ts";
import type { LoginMethod, Provider } from "../provider.ts";
import { docsLink, portalLink, secretField, tokenLink, usernameField } from "../shared/fields.ts";

const robot = /^[a-z0-9_.-]+\+[a-z][a-z0-9_]{1,254}$/;
const passwordAdvice: LoginMethod["advice"] = {
  unauthorized: text("Accounts that sign in with Red Hat have no password of their own: use a robot account or an encrypted password."),
};
const account = tokenLink(text("Your account"), (site) => `https://${site.host}/user/`);

export const quay: Provider = {
  id: "quay",
  name: "Quay",
  hosts: /^quay\.io$/,
  product: "quay",
  pages: [{ address: /^quay\.io\/(?:repository|organization|user)(?:[/?#].*)?$/is, registry: "quay.io" }],
  places: [
    { label: text("Quay.io"), host: "quay.io" },
    { label: text("Red Hat Quay, self-hosted"), example: "quay.example.com" },
  ],
  methods: [
    {
      id: "robot",
      label: text("Robot Account"),
      detail: text("Its name is NAMESPACE+NAME; it sees the repositories that it was given"),
      fields: [
        usernameField({
          prompt: text("Name of the robot account"),
          placeholder: text("acme+ci"),
          check: (value) => (robot.test(value) ? undefined : text("A robot account is named NAMESPACE+NAME, such as acme+ci.")),
        }),
        secretField({ prompt: text("Token of {0}") }),
      ],
      links: [portalLink(text("Your repositories"), (site) => `https://${site.host}/repository/`)],
      advice: { unauthorized: text("Is the robot's token the latest one? Making another ends it.") },
    },
    {
      id: "password",
      label: text("User Name and Encrypted Password"),
      detail: text("Made with “Generate Encrypted Password” in the settings of your account"),
      fields: [
        usernameField({
          hint: (value) => (robot.test(value.trim()) ? text("This is the name of a robot account: go back and choose that.") : undefined),
        }),
        secretField({ prompt: text("Encrypted password of {0}") }),
      ],
      links: [account],
      advice: passwordAdvice,
    },
    {
      id: "application",
      label: text("Application Token"),
      detail: text("An OAuth access token of an application of your organization"),
      username: "$oauthtoken",
      fields: [secretField({ prompt: text("Access token of the application") })],
      advice: { unauthorized: text("Has the application's token expired, or been revoked? A token of another kind does not work here.") },
    },
    {
      id: "app",
      label: text("App-Specific Token"),
      detail: text("Made in the settings of your account, for one tool"),
      username: "$app",
      fields: [secretField({ prompt: text("App-specific token") })],
      links: [account],
      advice: { unauthorized: text("Has the token expired, or been revoked? Administrators can also switch such tokens off.") },
    },
  ],
  links: [docsLink(text("About Quay.io"), "https://docs.quay.io/solution/getting-started.html")],
};
