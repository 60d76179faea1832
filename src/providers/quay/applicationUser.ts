/** The user name beside a token of an OAuth application, which is the one login that Quay's API takes. */
export const applicationUser = "$oauthtoken";
