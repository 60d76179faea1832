/** The user name that Google wants beside an access token. */
export const googleTokenUser = "oauth2accesstoken";
