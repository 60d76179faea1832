import { text } from "../../core/text.ts";
import type { LoginMethod, LoginMethods } from "../loginMethod.ts";
import { docsPage, portalPage } from "../shared/helpPages.ts";
import { obtainTyped } from "../shared/obtainTyped.ts";
import { secretQuestion, usernameQuestion } from "../shared/questions.ts";
import { exposeToken } from "./exposeToken.ts";
import { obtainFromMicrosoft } from "./microsoftAccount.ts";
import { acrHosts } from "./hosts.ts";
import { acrTokenUser } from "./tokenUser.ts";
import { azureRegistries } from "./portal.ts";

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a password of Microsoft's own tokens looks like: a JSON Web Token. */
function looksLikeToken(value: string): boolean {
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(value);
}

const registries = portalPage(text("Your container registries"), ({ host }) => azureRegistries(host));

const tokenAdvice: LoginMethod["advice"] = {
  unauthorized: text("Tokens last 3 hours and work only in the account's cloud and tenant."),
  denied: text(
    "The account lacks a role for this: AcrPull or AcrPush, or Container Registry Repository Reader or Writer. To list repositories the latter two also need Container Registry Repository Catalog Lister.",
  ),
};

export const methods: LoginMethods = [
  {
    id: "access-key",
    label: text("User Name and Password of “Access Keys”"),
    detail: text("In the Azure portal, at the registry; the admin user must be enabled"),
    questions: [
      usernameQuestion({
        prompt: text("User name of “Access keys”, which is the registry's name"),
        hint: (value) => (guid.test(value.trim()) ? text("This looks like a service principal: go back and choose that.") : undefined),
      }),
      secretQuestion({
        prompt: text("Password of {0}"),
        hint: (value) =>
          looksLikeToken(value) ? text("This looks like a token of “az acr login”: its user name is {0}.", acrTokenUser) : undefined,
      }),
    ],
    obtain: obtainTyped(),
    pages: [registries],
    advice: {
      unauthorized: text("Is the admin user enabled, and was the password regenerated? The user name is the registry's name."),
    },
  },
  {
    id: "microsoft",
    label: text("Microsoft Account of VS Code"),
    detail: text("Exchanged for a token of the registry, valid for 3 hours"),
    username: acrTokenUser,
    questions: [],
    obtain: (_, context, signal) => obtainFromMicrosoft(context, signal),
    isBorrowed: true,
    onlyAt: /\.azurecr\.(?:io|us|cn)$/,
    advice: tokenAdvice,
  },
  {
    id: "az",
    label: text("Microsoft Account of the Azure Command Line (az)"),
    detail: text("“az acr login --expose-token”: valid for 3 hours; log in again then"),
    username: acrTokenUser,
    questions: [],
    obtain: (_, context, signal) => exposeToken(context, signal),
    programs: ["az"],
    isBorrowed: true,
    onlyAt: acrHosts,
    advice: tokenAdvice,
  },
  {
    id: "service-principal",
    label: text("Service Principal"),
    detail: text("For programs: its application ID, and a client secret; role AcrPull or AcrPush"),
    questions: [
      usernameQuestion({
        prompt: text("Application (client) ID"),
        placeholder: text("00000000-0000-…"),
        check: (value) =>
          guid.test(value) ? undefined : text("An application ID has the form of a GUID: 8-4-4-4-12 digits and letters a to f."),
      }),
      secretQuestion({ prompt: text("Client secret of {0}") }),
    ],
    obtain: obtainTyped(),
    pages: [
      docsPage(
        text("About service principals"),
        "https://learn.microsoft.com/azure/container-registry/container-registry-auth-service-principal",
      ),
    ],
    advice: {
      unauthorized: text("A client secret expires after a year unless another time was chosen. Is it the secret's value, and not its ID?"),
      denied: text("The service principal lacks a role for this: AcrPull to pull, AcrPush to push."),
    },
  },
  {
    id: "token",
    label: text("Repository Token"),
    detail: text("Created at the registry for some repositories; it cannot list them"),
    questions: [usernameQuestion({ prompt: text("Name of the token") }), secretQuestion({ prompt: text("Password of the token {0}") })],
    obtain: obtainTyped(),
    pages: [
      docsPage(
        text("About repository tokens"),
        "https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions",
      ),
    ],
    advice: { unauthorized: text("Is the token enabled, and the password not expired?") },
  },
];
