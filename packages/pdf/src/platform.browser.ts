/** In a browser the app serves pdf.js's folders and names their URL in the `assets` option. */
export function assetBase(): string | undefined {
  return undefined;
}

/** A browser has its own canvas; pdf.js asks for no other. */
export function withoutCanvas<T>(load: () => Promise<T>): Promise<T> {
  return load();
}
