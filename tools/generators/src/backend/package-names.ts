/** The names that a new package has in its files. */
export interface PackageNames {
  /** `my-backend` */
  readonly name: string;
  /** `myBackend` */
  readonly camelName: string;
  /** `MyBackend` */
  readonly pascalName: string;
}

/**
 * Derives a package's names.
 * @throws Error when the name is not in kebab case, which folders, npm and extractor types share
 */
export function packageNames(name: string): PackageNames {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(
      `The name "${name}" does not fit: use lower-case words of letters and digits with hyphens between, such as my-backend.`,
    );
  }
  const pascalName = name.replace(/(?:^|-)(.)/g, (_match, first: string) => first.toUpperCase());
  return { name, camelName: pascalName.charAt(0).toLowerCase() + pascalName.slice(1), pascalName };
}
