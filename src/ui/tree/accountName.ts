/** User names that stand for a kind of secret, and not for somebody: of Amazon, Google, Azure's tokens, docker's own and others. */
const kindsOfSecrets = /^(?:AWS|oauth2accesstoken|_json_key(?:_base64)?|_dcgcloud_token|<token>|\$oauthtoken|0{8}(?:-0{4}){3}-0{12})$/;

/** The name of the account that a login is of; undefined where its user name is none. */
export function accountName(username: string | undefined): string | undefined {
  return username === undefined || kindsOfSecrets.test(username) ? undefined : username;
}
