import { isTag } from "../../core/reference.ts";
import type { ListedRepository, ListedTag } from "../../core/listed.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { OpenBrowseSource, PageRequest } from "../browse.ts";
import { digestIn, sizeIn } from "../shared/readAnswer.ts";
import type { EcrHost } from "./hosts.ts";
import type * as awsSdk from "./sdk.ts";
import { openSignedApi } from "./signedApi.ts";

/** ECR's API takes no more (API Reference, “DescribeRepositories”, “DescribeImages”). */
const mostItems = 1000;

/** ECR's own lists, with the profile of ~/.aws that the login here was made with: of tags they have dates, sizes and digests. */
export const openBrowse: OpenBrowseSource = async ({ host, credential, signing }) => {
  const api = credential === undefined ? undefined : await openSignedApi(host, signing);
  if (api === undefined) return undefined;
  const { site, ask } = api;
  return {
    repositories: (request) =>
      ask(request.signal, (sdk, signed, at) => sdk.describeRepositories(signed, at, pageOf(site, request)).then(toRepositories)),
    tags: (repository, request) =>
      ask(request.signal, (sdk, signed, at) => sdk.describeImages(signed, at, repository, pageOf(site, request)).then(toTags)),
  };
};

function pageOf({ account }: EcrHost, { cursor, pageSize }: PageRequest): awsSdk.AwsPage {
  return { account, size: Math.min(pageSize, mostItems), ...(cursor === undefined ? {} : { cursor }) };
}

function toRepositories({ items, next }: awsSdk.AwsListed<string>): Page<ListedRepository> {
  return { items: items.map((name) => ({ name })), next };
}

/** An image may have several tags. */
function toTags({ items, next }: awsSdk.AwsListed<awsSdk.AwsImage>): Page<ListedTag> {
  const tags = items.flatMap(({ tags: names, pushedAt, size, digest }) => {
    const facts = { ...(pushedAt === undefined ? {} : { updatedAt: pushedAt }), ...sizeIn(size), ...digestIn(digest) };
    return names.filter(isTag).flatMap((name) => [{ name, ...facts }]);
  });
  return { items: tags, next };
}
