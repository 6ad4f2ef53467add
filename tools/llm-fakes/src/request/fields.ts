import type { VendorError } from '../vendor-error.ts';

export type Path = readonly (string | number)[];

/** How a vendor words what is wrong with a parameter. */
export interface Complaints {
  missing(path: Path): VendorError;
  unknown(path: Path): VendorError;
  invalid(path: Path, problem: string): VendorError;
}

/** An object of a request, read field by field; whatever the vendor would not take throws the vendor's error. */
export class Fields {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #path: Path;
  readonly #complaints: Complaints;

  constructor(value: unknown, path: Path, complaints: Complaints) {
    if (!isObject(value)) throw complaints.invalid(path, 'expected an object');
    this.#value = value;
    this.#path = path;
    this.#complaints = complaints;
  }

  /** Throws when the object has a field that is not among `names`. */
  only(...names: readonly string[]): this {
    const stranger = Object.keys(this.#value).find((name) => !names.includes(name));
    if (stranger !== undefined) throw this.#complaints.unknown([...this.#path, stranger]);
    return this;
  }

  has(name: string): boolean {
    return this.#value[name] !== undefined;
  }

  raw(name: string): unknown {
    return this.#value[name];
  }

  string(name: string): string {
    const value = this.optionalString(name);
    if (value === undefined) throw this.#complaints.missing([...this.#path, name]);
    return value;
  }

  optionalString(name: string): string | undefined {
    const value = this.#value[name];
    if (value === undefined || typeof value === 'string') return value;
    throw this.invalid(name, 'expected a string');
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T {
    const value = this.string(name);
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) throw this.invalid(name, `'${value}' is not one of ${choices.join(', ')}`);
    return choice;
  }

  number(name: string, least: number, most: number): number | undefined {
    const value = this.#value[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'number') throw this.invalid(name, 'expected a number');
    if (value < least || value > most) throw this.invalid(name, `${value} is not between ${least} and ${most}`);
    return value;
  }

  integer(name: string, least: number): number | undefined {
    const value = this.number(name, least, Number.MAX_SAFE_INTEGER);
    if (value !== undefined && !Number.isInteger(value)) throw this.invalid(name, 'expected an integer');
    return value;
  }

  object(name: string): Fields {
    if (!this.has(name)) throw this.#complaints.missing([...this.#path, name]);
    return new Fields(this.#value[name], [...this.#path, name], this.#complaints);
  }

  optionalObject(name: string): Fields | undefined {
    return this.has(name) ? this.object(name) : undefined;
  }

  /** A list that is not empty, each item an object. */
  objects(name: string): Fields[] {
    const value = this.#value[name];
    if (value === undefined) throw this.#complaints.missing([...this.#path, name]);
    if (!Array.isArray(value) || value.length === 0) throw this.invalid(name, 'expected a list that is not empty');
    return value.map((item, index) => new Fields(item, [...this.#path, name, index], this.#complaints));
  }

  invalid(name: string, problem: string): VendorError {
    return this.#complaints.invalid([...this.#path, name], problem);
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
