import { hasWorkers, importPackage } from '#platform';
import type { Backend } from './backend.ts';
import { ExecutorType, KNOWN_EXECUTORS } from './constants.ts';
import { toUnifexError, UnifexError } from './errors.ts';
import type { Executor, ExecutorModule } from './executor.ts';
import { inlineExecutor } from './inline-executor.ts';
import { invalidOption } from './options.ts';
import { printValue } from './print-value.ts';
import { isExecutor, type Registry } from './registry.ts';

/**
 * Refuses what is neither an executor nor the name of one, before any work.
 * @throws UnifexError `EXECUTOR_UNKNOWN`, `INVALID_OPTION`
 */
export function checkExecutor(value: unknown, registry: Registry): string | Executor {
  if (isExecutor(value)) return value;
  if (typeof value !== 'string') throw invalidOption('executor', value, 'the type of an executor, or an executor');
  const allowed = executorTypes(registry);
  if (allowed.includes(value)) return value;
  throw new UnifexError(
    'EXECUTOR_UNKNOWN',
    `There is no executor ${printValue(value)}. Use one of ${allowed.join(', ')}, or register an executor of that type.`,
    { details: { type: value, allowed } },
  );
}

/** The executor types that can be asked for with this registry. */
export function executorTypes(registry: Registry): string[] {
  return [...new Set([ExecutorType.INLINE, ...registry.executorTypes(), ...Object.keys(KNOWN_EXECUTORS)])];
}

/**
 * Which executor serves when none is named: threads for CPU work with more than one worker; `inline` for one worker, for
 * backends whose engine brings its own threads or works over the network, and where there are no worker threads.
 */
export function defaultExecutor(backend: Backend, maxWorkers: number): ExecutorType {
  const alone = maxWorkers === 1 || backend.supports.concurrency === 'shared' || !hasWorkers;
  return alone ? ExecutorType.INLINE : ExecutorType.THREAD;
}

/**
 * The executor itself: the one given, the registered one, or that of the package that is known for it.
 * @throws UnifexError `EXECUTOR_UNKNOWN`, `EXECUTOR_NOT_INSTALLED`
 */
export async function findExecutor(executor: string | Executor, registry: Registry): Promise<Executor> {
  const checked = checkExecutor(executor, registry);
  if (typeof checked !== 'string') return checked;
  const registered = registry.getExecutor(checked);
  if (registered) return registered;
  const specifier = Object.hasOwn(KNOWN_EXECUTORS, checked) ? KNOWN_EXECUTORS[checked] : undefined;
  return specifier === undefined ? inlineExecutor : importExecutor(specifier, checked);
}

async function importExecutor(specifier: string, type: string): Promise<Executor> {
  let loaded: { default?: Partial<ExecutorModule> } | undefined;
  try {
    loaded = (await importPackage(specifier)) as typeof loaded;
  } catch (error) {
    throw toUnifexError(error, 'EXECUTOR_NOT_INSTALLED', `${specifier} is installed, but does not load`);
  }
  if (!loaded) {
    throw new UnifexError(
      'EXECUTOR_NOT_INSTALLED',
      `The executor "${type}" is not installed. Run: npm install ${specifier}`,
      { details: { type, package: specifier } },
    );
  }
  const module = loaded.default;
  if (module?.apiVersion !== 1 || typeof module.get !== 'function') {
    throw new UnifexError(
      'EXECUTOR_NOT_INSTALLED',
      `The installed ${specifier} does not fit this version of @unifex/core. Run: npm install ${specifier}`,
      { details: { type, package: specifier } },
    );
  }
  return module.get(type);
}
