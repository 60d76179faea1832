import { ForeignText } from "../../core/foreignText.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { OpenTagDeletion } from "../deletion.ts";
import { AwsFailure } from "./awsFailure.ts";
import { openSignedApi } from "./signedApi.ts";

/** By Amazon's own API, with the profile of ~/.aws that the login here was made with (API Reference, “BatchDeleteImage”). */
export const openTagDeletion: OpenTagDeletion = async ({ host, credential, signing }) => {
  const api = credential === undefined ? undefined : await openSignedApi(host, signing);
  const account = api?.site?.account;
  if (api === undefined || account === undefined) return undefined;
  return async (repository, tag, _, signal) => {
    try {
      await api.ask(signal, (sdk, keys, at) => sdk.deleteImageTag(keys, at, { account, repository }, tag));
    } catch (error) {
      const failure = failureIn(error);
      if (failure === undefined || !RegistryError.is(error, "request-rejected")) throw error;
      const details = [{ code: failure.code, message: new ForeignText(failure.words) }];
      throw new RegistryError("request-rejected", error.message, { params: { host }, status: 400, details, cause: error });
    }
  };
};

/** What Amazon said, in the chain of causes. */
function failureIn(thrown: unknown): AwsFailure | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) if (error instanceof AwsFailure) return error;
  return undefined;
}
