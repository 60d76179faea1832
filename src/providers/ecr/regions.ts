import { type Text, text } from "../../core/text.ts";
import type { Option } from "../question.ts";

/** Where Amazon ECR is (AWS General Reference, “Amazon ECR endpoints and quotas”), by the parts of the world, and the clouds that are apart. */
const areas: readonly (readonly [area: Text, names: readonly string[]])[] = [
  [text("Europe"), ["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2"]],
  [text("North America"), ["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1", "mx-central-1"]],
  [text("South America"), ["sa-east-1"]],
  [text("Asia"), ["ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2"]],
  [text("Asia"), ["ap-southeast-1", "ap-southeast-3", "ap-southeast-5", "ap-southeast-7"]],
  [text("Australia"), ["ap-southeast-2", "ap-southeast-4", "ap-southeast-6"]],
  [text("Middle East"), ["il-central-1", "me-central-1", "me-south-1"]],
  [text("Africa"), ["af-south-1"]],
  [text("AWS GovCloud (US)"), ["us-gov-east-1", "us-gov-west-1"]],
  [text("China"), ["cn-north-1", "cn-northwest-1"]],
];

export const regionOptions: readonly Option[] = areas.flatMap(([detail, names]) =>
  names.map((value) => ({ value, label: text("{0}", value), detail })),
);
