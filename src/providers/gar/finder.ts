import { type Text, text } from "../../core/text.ts";
import type { HostFinder } from "../hostFinder.ts";
import type { Option } from "../question.ts";

/** Where Artifact Registry keeps repositories (Google, “Repository locations”), by the parts of the world. */
const locations: readonly (readonly [area: Text, names: readonly string[]])[] = [
  [text("Multi-region"), ["europe", "us", "asia"]],
  [
    text("Europe"),
    ["europe-central2", "europe-north1", "europe-southwest1", "europe-west1", "europe-west2", "europe-west3", "europe-west4"],
  ],
  [text("Europe"), ["europe-west6", "europe-west8", "europe-west9", "europe-west10", "europe-west12"]],
  [text("North America"), ["northamerica-northeast1", "northamerica-northeast2", "northamerica-south1", "us-central1", "us-east1"]],
  [text("North America"), ["us-east4", "us-east5", "us-south1", "us-west1", "us-west2", "us-west3", "us-west4"]],
  [text("South America"), ["southamerica-east1", "southamerica-west1"]],
  [text("Asia"), ["asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3", "asia-south1", "asia-south2"]],
  [text("Asia"), ["asia-southeast1", "asia-southeast2"]],
  [text("Australia"), ["australia-southeast1", "australia-southeast2"]],
  [text("Middle East"), ["me-central1", "me-central2", "me-west1"]],
  [text("Africa"), ["africa-south1"]],
];

const options: readonly Option[] = locations.flatMap(([detail, names]) =>
  names.map((value) => ({ value, label: text("{0}", value), detail })),
);

/** Its hosts are LOCATION-docker.pkg.dev, whosever repositories they hold. */
export const registryOfLocation: HostFinder = {
  questions: [{ kind: "choice", id: "location", prompt: text("Location of the repository"), options }],
  find: (answers) => Promise.resolve({ host: `${answers.text("location")}-docker.pkg.dev` }),
};
