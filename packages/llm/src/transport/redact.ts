/** Longest text of a server that goes into a message. */
const MAX_LENGTH = 500;
/** Long runs of base64 are images and files that a server gave back. */
const BASE64 = /[A-Za-z0-9+/_-]{200,}={0,2}/g;
/** What looks like a key, whoever's it is. */
const KEY_LIKE = /\b(?:sk-|AIza)[\w*-]{8,}|\bBearer\s+\S+/g;
/** Shorter values (a team's name, `1`) are no secrets, and blotting them out would blot out ordinary text. */
const MIN_SECRET = 6;

/** Takes secrets and payloads out of texts, before they get into an error, a log or a file. */
export class Redactor {
  readonly #secrets: readonly string[];

  constructor(secrets: readonly (string | undefined)[]) {
    this.#secrets = secrets
      .filter((secret) => secret !== undefined)
      .filter((secret) => secret.length >= MIN_SECRET)
      // A secret that has another one in it goes first.
      .toSorted((a, b) => b.length - a.length);
  }

  /** The text on one line without secrets, cut to `maxLength`. */
  text(text: string, maxLength: number = MAX_LENGTH): string {
    let clean = text;
    for (const secret of this.#secrets) clean = clean.replaceAll(secret, '[redacted]');
    clean = clean.replace(KEY_LIKE, '[redacted]').replace(BASE64, '[data]').replace(/\s+/g, ' ').trim();
    return clean.length > maxLength ? `${clean.slice(0, maxLength)}…` : clean;
  }

  /** An error to be kept as `cause`: what the vendor threw holds headers and bodies, and this holds its words alone. */
  cause(error: unknown, depth: number = 3): Error {
    const { name, message, code, cause } = error as Partial<Error> & { code?: unknown };
    const clean: Error & { code?: string } = new Error(
      this.text(typeof message === 'string' ? message : String(error)),
    );
    clean.name = typeof name === 'string' ? name : 'Error';
    if (typeof code === 'string') clean.code = this.text(code);
    if (cause !== undefined && cause !== null && depth > 1) clean.cause = this.cause(cause, depth - 1);
    // Its own stack leads only here, and the original's repeats the message.
    clean.stack = `${clean.name}: ${clean.message}`;
    return clean;
  }
}
