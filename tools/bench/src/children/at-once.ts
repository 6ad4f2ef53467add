/** Reads some files, so many at once. */
export async function atOnce(
  paths: readonly string[],
  most: number,
  read: (path: string) => Promise<void>,
): Promise<void> {
  const left = [...paths];
  const work = async (): Promise<void> => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) await read(path);
  };
  await Promise.all(Array.from({ length: most }, work));
}
