/** The user name beside a token of a Microsoft account: whose it is stands in the token (Microsoft, "Authenticate with an Azure container registry"). */
export const acrTokenUser = "00000000-0000-0000-0000-000000000000";
