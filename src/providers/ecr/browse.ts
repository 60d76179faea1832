import { isTag } from "../../core/reference.ts";
import type { ListedRepository, ListedTag } from "../../core/listed.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { OpenBrowseSource, PageRequest } from "../browse.ts";
import { digestIn, sizeIn } from "../shared/readAnswer.ts";
import type * as awsSdk from "./sdk.ts";
import { openSignedApi } from "./signedApi.ts";

/** ECR's API takes no more (API Reference, “DescribeRepositories”, “DescribeImages”). */
const mostItems = 1000;

/** ECR's own lists, with the profile of ~/.aws that the login here was made with: of tags they have dates, sizes and digests. */
export const openBrowse: OpenBrowseSource = async ({ host, credential, signing }) => {
  const api = credential === undefined ? undefined : await openSignedApi(host, signing);
  if (api === undefined) return undefined;
  const { site, ask } = api;
  // Tags of repositories of one's own and of others' are the registry's to list: a name does not tell whose it is.
  if (site === undefined) {
    return {
      repositories: (request) =>
        ask(request.signal, (sdk, signed, at) => sdk.describePublicRepositories(signed, at, pageOf(request)).then(toRepositories)),
    };
  }
  const { account } = site;
  return {
    repositories: (request) =>
      ask(request.signal, (sdk, signed, at) => sdk.describeRepositories(signed, at, account, pageOf(request)).then(toRepositories)),
    tags: (repository, request) =>
      ask(request.signal, (sdk, signed, at) => sdk.describeImages(signed, at, { account, repository }, pageOf(request)).then(toTags)),
  };
};

function pageOf({ cursor, pageSize }: PageRequest): awsSdk.AwsPage {
  return { size: Math.min(pageSize, mostItems), ...(cursor === undefined ? {} : { cursor }) };
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
