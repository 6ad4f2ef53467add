import type { HousePackage } from './read-packages.ts';

/** What stands in a row: a package, or the place where an arrow passes through the row. */
export interface RowItem {
  readonly package?: HousePackage;
  /** Indices of the items in the row below that an arrow leads to. */
  readonly below: number[];
}

/**
 * The packages in rows, each above all that it needs. An arrow that a longer way through other packages says as well is left
 * out, and one that passes a row has a place of its own there, so that it runs behind no package.
 * (The layering of K. Sugiyama, S. Tagawa, M. Toda: Methods for visual understanding of hierarchical system structures, 1981.)
 * @returns rows from the top
 */
export function packageRows(packages: readonly HousePackage[]): RowItem[][] {
  const byName = new Map(packages.map((item) => [item.name, item]));
  const levels = new Map(packages.map((item) => [item.name, levelOf(item, byName)]));
  const top = Math.max(0, ...levels.values());
  const rows: RowItem[][] = [];
  // For every item of the row above: the names that its arrows lead to.
  let leads: string[][] = [];
  for (let level = top; level >= 0; level--) {
    const here = packages.filter(({ name }) => levels.get(name) === level).map(({ name }) => name);
    // In the order in which the arrows leave, which keeps crossings few; what no arrow leads to comes last.
    const order = [...new Set([...leads.flat(), ...here.sort()])];
    for (const [at, item] of (rows.at(-1) ?? []).entries()) {
      item.below.push(...(leads[at] ?? []).map((name) => order.indexOf(name)));
    }
    const items = order.map((name) => (here.includes(name) ? byName.get(name) : undefined));
    rows.push(items.map((item) => (item ? { package: item, below: [] } : { below: [] })));
    leads = items.map((item, at) => (item ? directNeeds(item, byName) : [order[at] ?? '']));
  }
  return rows;
}

/** Longest way down to a package that needs no other. */
function levelOf(item: HousePackage, byName: ReadonlyMap<string, HousePackage>): number {
  const below = item.needs.flatMap((name) => byName.get(name) ?? []);
  return below.length === 0 ? 0 : 1 + Math.max(...below.map((other) => levelOf(other, byName)));
}

/** In the order of their levels, deepest last: a straight arrow for the neighbour, bends for those farther down. */
function directNeeds(item: HousePackage, byName: ReadonlyMap<string, HousePackage>): string[] {
  const beyond = new Set(item.needs.flatMap((name) => allNeeds(name, byName)));
  const level = (name: string): number => levelOf(byName.get(name) ?? { ...item, needs: [] }, byName);
  return item.needs.filter((name) => !beyond.has(name)).sort((a, b) => level(b) - level(a) || a.localeCompare(b));
}

function allNeeds(name: string, byName: ReadonlyMap<string, HousePackage>): string[] {
  const needs = byName.get(name)?.needs ?? [];
  return [...needs, ...needs.flatMap((other) => allNeeds(other, byName))];
}
