import { checkBackend } from './backend-ref.ts';
import type { Backend } from './backend.ts';
import { ExtractorType } from './constants.ts';
import type { Executor } from './executor.ts';
import { invalidOption } from './options.ts';

/** The backends and executors that an app has chosen by hand. A later registration of a type replaces the earlier one. */
export interface Registry {
  /** @throws UnifexError `INVALID_OPTION` when it is not a backend of this apiVersion, or its type is the reserved `auto` */
  register(backend: Backend): void;
  get(type: string): Backend | undefined;
  /** Types of the registered backends, in the order of registration. */
  types(): string[];
  /** @throws UnifexError `INVALID_OPTION` when it is not an executor */
  registerExecutor(executor: Executor): void;
  getExecutor(type: string): Executor | undefined;
  executorTypes(): string[];
}

export function createRegistry(): Registry {
  const backends = new Map<string, Backend>();
  const executors = new Map<string, Executor>();
  return {
    register(backend) {
      const { type } = checkBackend(backend, 'backend');
      if (type === ExtractorType.AUTO) throw invalidOption('type', type, 'another name: "auto" chooses among backends');
      backends.set(type, backend);
    },
    get: (type) => backends.get(type),
    types: () => [...backends.keys()],
    registerExecutor(executor) {
      if (!isExecutor(executor)) throw invalidOption('executor', executor, 'an executor (an object with type and run)');
      executors.set(executor.type, executor);
    },
    getExecutor: (type) => executors.get(type),
    executorTypes: () => [...executors.keys()],
  };
}

export function isExecutor(value: unknown): value is Executor {
  const { type, run } = (value ?? {}) as Partial<Executor>;
  return typeof type === 'string' && type !== '' && typeof run === 'function';
}

/** The registry that `createExtractor` uses unless it is given another. */
export const registry: Registry = createRegistry();
