export interface FuzzyMatch {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Letters that had to be put in, left out or changed. */
  readonly distance: number;
}

/**
 * The piece of `text` that is nearest to `pattern` by edit distance (P. Sellers, "The theory and computation of evolutionary
 * distances: pattern recognition", 1980: the first row of the matrix is zero, so that a match may begin anywhere).
 * Time: length of the pattern times length of the text.
 * @param maxDistance pieces further away are not looked for
 */
export function nearestMatch(pattern: string, text: string, maxDistance: number): FuzzyMatch | undefined {
  const m = pattern.length;
  if (m === 0 || text.length === 0) return undefined;
  // Columns of the matrix, and where the best match of every cell begins.
  let cost = new Int32Array(m + 1);
  let begin = new Int32Array(m + 1);
  let nextCost = new Int32Array(m + 1);
  let nextBegin = new Int32Array(m + 1);
  for (let i = 0; i <= m; i += 1) cost[i] = i;
  let best: FuzzyMatch | undefined;
  for (let j = 1; j <= text.length; j += 1) {
    nextCost[0] = 0;
    nextBegin[0] = j;
    const letter = text.charCodeAt(j - 1);
    for (let i = 1; i <= m; i += 1) {
      let value = cost[i - 1]! + (pattern.charCodeAt(i - 1) === letter ? 0 : 1);
      let from = begin[i - 1]!;
      if (cost[i]! + 1 < value) {
        value = cost[i]! + 1;
        from = begin[i]!;
      }
      if (nextCost[i - 1]! + 1 < value) {
        value = nextCost[i - 1]! + 1;
        from = nextBegin[i - 1]!;
      }
      nextCost[i] = value;
      nextBegin[i] = from;
    }
    if (nextCost[m]! <= maxDistance && (!best || nextCost[m]! < best.distance)) {
      best = { start: nextBegin[m]!, end: j, distance: nextCost[m]! };
    }
    [cost, nextCost] = [nextCost, cost];
    [begin, nextBegin] = [nextBegin, begin];
  }
  return best;
}
