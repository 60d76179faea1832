/**
 * The longest text that is read in the process that an editor's other extensions share: some hundred hosts, and a few
 * milliseconds for all but what nobody writes. UTF-16 units, and as good as bytes.
 */
export const sharedProcessLimit = 65_536;

/** In the language server's own process. Nobody's hosts.toml is larger; what is gets no more than a look at its syntax. */
export const serverLimit = 1_048_576;

/**
 * How much text one request for quick fixes may judge, in UTF-16 units: an editor waits for it. What is left then is not
 * offered, and comes with a later request.
 */
export const charactersOfARequest = 400_000;
