/** Finds items that differ in nothing but the members that are packed. */
export interface StyleFinder<Item> {
  /** What items have beside the packed members, each kind once. */
  readonly found: Item[];
  /** Which of them an item has. */
  indexOf(item: Item): number;
}

/**
 * @param packed members that differ from item to item
 * @param styleOf an item with the same members in the same order, and something small in the place of the packed ones
 */
export function styleFinder<Item extends object>(
  packed: readonly (keyof Item & string)[],
  styleOf: (item: Item) => Item,
): StyleFinder<Item> {
  const found: Item[] = [];
  const keys: string[][] = [];
  let last = -1;
  /** Objects (fonts) are alike only where they are one: the same text stays one object on the other side. */
  const isOf = (item: Item, index: number): boolean => {
    const style = found[index]!;
    const names = keys[index]!;
    let i = 0;
    for (const key in item) {
      if (key !== names[i++]) return false;
      if (!packed.includes(key) && !Object.is(item[key], style[key])) return false;
    }
    return i === names.length;
  };
  return {
    found,
    indexOf: (item) => {
      if (last >= 0 && isOf(item, last)) return last;
      last = found.findIndex((_, index) => isOf(item, index));
      if (last < 0) {
        last = found.push(styleOf(item)) - 1;
        keys.push(Object.keys(item));
      }
      return last;
    },
  };
}
