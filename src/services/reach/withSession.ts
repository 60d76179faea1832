import type { Session } from "./session.ts";

/** Uses a session that nobody else has, and ends it. */
export async function withSession<T>(opening: Promise<Session>, use: (session: Session) => Promise<T>): Promise<T> {
  const session = await opening;
  try {
    return await use(session);
  } finally {
    session.dispose();
  }
}
