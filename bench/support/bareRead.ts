import { Agent, type Dispatcher, request } from "undici";

/**
 * Reads a list's pages as bytes and nothing else, on a connection of its own: the floor for any client.
 * @returns how many bytes they had
 */
export async function bareRead(url: string, { pages = Infinity } = {}): Promise<number> {
  const dispatcher = new Agent();
  try {
    let bytes = 0;
    let next: string | undefined = url;
    for (let page = 0; next !== undefined && page < pages; page++) {
      const { headers, body }: Dispatcher.ResponseData = await request(next, { dispatcher });
      bytes += (await body.bytes()).length;
      const target: string | undefined = /<([^>]+)>/.exec(String(headers["link"] ?? ""))?.[1];
      next = target === undefined ? undefined : new URL(target, next).href;
    }
    return bytes;
  } finally {
    await dispatcher.close();
  }
}
