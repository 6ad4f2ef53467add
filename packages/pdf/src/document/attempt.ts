/**
 * Reads a part of a document that the rest does not need.
 * @param warnings what went wrong is added to these
 * @returns undefined for a part that cannot be read
 */
export async function attempt<T>(what: string, read: () => Promise<T>, warnings: string[]): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warnings.push(`The ${what} cannot be read: ${reason}`);
    return undefined;
  }
}
