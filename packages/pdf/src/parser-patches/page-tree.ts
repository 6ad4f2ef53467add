import type { Patch } from './patch.ts';

/** The way to a page. */
export const PAGE_TREE_PATCHES: readonly Patch[] = [
  // All pages of a flat tree are fetched for the first one, for a viewer that waits for a network, and all of them are looked through
  // again for every other one. Those before it, whose number is known, are passed over at once.
  {
    find: `      for (let last = kids.length - 1; last >= 0; last--) {
        const lastKid = kids[last];
        nodesToVisit.push(lastKid);
        if (currentNode === this.toplevelPagesDict && lastKid instanceof Ref && !pageDictCache.has(lastKid)) {
          pageDictCache.put(lastKid, xref.fetchAsync(lastKid));
        }
      }`,
    replace: `      let known = 0;
      for (; kids[known] instanceof Ref; known++) {
        const pages = pageKidsCountCache.get(kids[known]);
        if (!(pages >= 0 && currentPageIndex + pages <= pageIndex)) break;
        currentPageIndex += pages;
      }
      for (let last = kids.length - 1; last >= known; last--) nodesToVisit.push(kids[last]);`,
  },
  // The number of a page is given up at the first kid that is none. What others before it are found to be is then awaited by nobody, and
  // an error of theirs would end the program.
  {
    find: `        kidPromises.push(xref.fetchAsync(kid).then(obj => {
          if (!(obj instanceof Dict)) {`,
    replace: `        const counting = xref.fetchAsync(kid).then(obj => {
          if (!(obj instanceof Dict)) {`,
  },
  {
    find: `          total++;
        }));
      }
      if (!found) {`,
    replace: `          total++;
        });
        counting.catch(() => undefined);
        kidPromises.push(counting);
      }
      if (!found) {`,
  },
];
