import { isDeepStrictEqual } from 'node:util';
import { child, valueAt } from '../schema/pointer.ts';
import type {
  Conflict,
  Evidence,
  EvidenceStatus,
  FieldEvidence,
  MergePolicy,
  MergeRule,
  MergeValue,
  Pointer,
} from '../types.ts';

/** What one window said. */
export interface WindowValue {
  readonly pages: readonly number[];
  readonly value: unknown;
  readonly evidence: Evidence | null;
}

export interface Merged {
  readonly value: unknown;
  readonly evidence: Evidence | null;
  readonly conflicts: readonly Conflict[];
}

/** What a window says of one place, and where in its answer. */
interface Said {
  readonly window: WindowValue;
  readonly pointer: Pointer;
  readonly value: unknown;
}

/** One value of what windows say of a document; evidence goes along with the value that is taken. */
export function mergeWindows(windows: readonly WindowValue[], policy: MergePolicy = {}): Merged {
  const evidence: Evidence = {};
  const conflicts: Conflict[] = [];
  const value = merge(
    windows.map((window) => ({ window, pointer: '', value: window.value })),
    '',
    '',
  );
  return { value, evidence: windows.some((window) => window.evidence) ? evidence : null, conflicts };

  /**
   * @param target where the value comes to stand
   * @param rulePointer the same without indices, as the policy names it
   */
  function merge(all: readonly Said[], target: Pointer, rulePointer: Pointer): unknown {
    const said = all.filter((item) => item.value !== null && item.value !== undefined);
    if (said.length === 0) {
      const nothing = all[0];
      if (nothing) keepEvidence(nothing, target);
      return nothing?.value;
    }
    const rule = ruleFor(rulePointer);
    if (typeof rule === 'function') return rule(said.map(mergeValue));
    const objects = said.filter((item) => isObject(item.value));
    if (objects.length === said.length && rule === undefined) return mergeObjects(objects, target, rulePointer);
    const lists = said.filter((item) => Array.isArray(item.value));
    if (lists.length === said.length) return mergeLists(lists, target, rule ?? policy.default ?? 'concat');
    return choose(said, target, rule ?? policy.default ?? 'first-verified');
  }

  function ruleFor(pointer: Pointer): MergeRule | undefined {
    return pointer === '' ? undefined : policy[pointer];
  }

  function mergeObjects(said: readonly Said[], target: Pointer, rulePointer: Pointer): unknown {
    const names = new Set(said.flatMap((item) => Object.keys(item.value as object)));
    const entries: [string, unknown][] = [];
    for (const name of names) {
      const of: Said[] = said
        .filter((item) => Object.hasOwn(item.value as object, name))
        .map(({ window, pointer, value: object }) => ({
          window,
          pointer: child(pointer, name),
          value: (object as Record<string, unknown>)[name],
        }));
      const merged = merge(of, child(target, name), child(rulePointer, name));
      if (merged !== undefined) entries.push([name, merged]);
    }
    return Object.fromEntries(entries);
  }

  function mergeLists(said: readonly Said[], target: Pointer, rule: MergeRule): unknown {
    if (typeof rule === 'function') return rule(said.map(mergeValue));
    if (rule === 'longest') {
      const longest = said.reduce((best, item) => (lengthOf(item) > lengthOf(best) ? item : best));
      keepEvidence(longest, target);
      return longest.value;
    }
    if (rule === 'first' || rule === 'last' || rule === 'vote') return choose(said, target, rule);
    const dedupeBy = typeof rule === 'object' && rule.dedupeBy !== undefined ? [rule.dedupeBy].flat() : undefined;
    const items: { value: unknown; window: WindowValue }[] = [];
    for (const { window, pointer, value: list } of said) {
      for (const [i, value] of (list as unknown[]).entries()) {
        if (items.some((item) => isSame(item, { value, window }, dedupeBy))) continue;
        keepEvidence({ window, pointer: `${pointer}/${i}`, value }, `${target}/${items.length}`);
        items.push({ value, window });
      }
    }
    return items.map(({ value }) => value);
  }

  function choose(said: readonly Said[], target: Pointer, rule: MergeRule): unknown {
    const different = said.filter(
      (item, i) => said.findIndex((other) => isDeepStrictEqual(other.value, item.value)) === i,
    );
    if (different.length > 1) {
      const values = different.map(({ window, pointer, value: one }) => ({
        pages: [...window.pages],
        value: one,
        status: statusOf(window, pointer),
      }));
      conflicts.push({ pointer: target, values });
    }
    const chosen = pick(said, rule);
    keepEvidence(chosen, target);
    return chosen.value;
  }

  /** Evidence of a value and of everything in it, under its new place. */
  function keepEvidence({ window, pointer }: Said, target: Pointer): void {
    for (const [at, found] of Object.entries(window.evidence ?? {}) as [Pointer, FieldEvidence][]) {
      if (at === pointer || at.startsWith(`${pointer}/`))
        evidence[`${target}${at.slice(pointer.length)}` as Pointer] = found;
    }
  }
}

function pick(said: readonly Said[], rule: MergeRule): Said {
  const first = said[0]!;
  if (rule === 'last') return said.at(-1)!;
  if (rule === 'vote') {
    const votes = (item: Said): number => said.filter((other) => isDeepStrictEqual(other.value, item.value)).length;
    return said.reduce((best, item) => (votes(item) > votes(best) ? item : best));
  }
  if (rule === 'first') return first;
  const withStatus = (status: EvidenceStatus): Said | undefined =>
    said.find(({ window, pointer }) => statusOf(window, pointer) === status);
  return withStatus('verified') ?? withStatus('fuzzy') ?? first;
}

/**
 * Whether two items of lists are one: by the fields that say so, else where both are equal and their windows share a page, on
 * which the same item was read twice.
 */
function isSame(
  a: { readonly value: unknown; readonly window: WindowValue },
  b: { readonly value: unknown; readonly window: WindowValue },
  dedupeBy: readonly Pointer[] | undefined,
): boolean {
  if (dedupeBy) {
    return dedupeBy.every((pointer) => {
      const [left, right] = [valueAt(a.value, pointer), valueAt(b.value, pointer)];
      return left !== undefined && left !== null && isDeepStrictEqual(left, right);
    });
  }
  if (a.window === b.window) return false;
  return a.window.pages.some((page) => b.window.pages.includes(page)) && isDeepStrictEqual(a.value, b.value);
}

function mergeValue({ window, pointer, value }: Said): MergeValue {
  return { value, pages: window.pages, status: statusOf(window, pointer) };
}

function statusOf({ evidence }: WindowValue, pointer: Pointer): EvidenceStatus | null {
  return evidence?.[pointer]?.status ?? null;
}

function lengthOf({ value }: Said): number {
  return (value as unknown[]).length;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
