export interface FuzzyMatch {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Letters that had to be put in, left out or changed. */
  readonly distance: number;
}

/**
 * The piece of `text` that is nearest to `pattern` by edit distance; of several, the first.
 * @param maxDistance pieces further away are not looked for
 */
export function nearestMatch(pattern: string, text: string, maxDistance: number): FuzzyMatch | undefined {
  let best: FuzzyMatch | undefined;
  for (const [from, to] of candidates(pattern, text, maxDistance)) {
    const found = nearestIn(pattern, text, from, to, best ? best.distance - 1 : maxDistance);
    if (found) best = found;
    if (best?.distance === 0) break;
  }
  return best;
}

/**
 * Where a match can be at all. With at most k mistakes, one of k + 1 parts of the pattern stands in the text unchanged (the pigeonhole
 * principle; R. Baeza-Yates and C. Perleberg, "Fast and practical approximate string matching", 1992), and parts are quickly found.
 */
function candidates(pattern: string, text: string, maxDistance: number): [from: number, to: number][] {
  const m = pattern.length;
  if (m === 0 || maxDistance < 0) return [];
  if (maxDistance >= m) return [[0, text.length]];
  const windows: [number, number][] = [];
  const parts = maxDistance + 1;
  for (let i = 0; i < parts; i += 1) {
    const offset = Math.floor((i * m) / parts);
    const part = pattern.slice(offset, Math.floor(((i + 1) * m) / parts));
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      const start = at - offset;
      windows.push([Math.max(0, start - maxDistance), Math.min(text.length, start + m + maxDistance)]);
    }
  }
  windows.sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [from, to] of windows) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/**
 * The nearest match between two places of the text (P. Sellers, "The theory and computation of evolutionary distances: pattern
 * recognition", 1980: the first row of the matrix is zero, so that a match may begin anywhere). Time: length of the pattern times that of the text.
 */
function nearestIn(
  pattern: string,
  text: string,
  from: number,
  to: number,
  maxDistance: number,
): FuzzyMatch | undefined {
  const m = pattern.length;
  // Columns of the matrix, and where the best match of every cell begins.
  let cost = new Int32Array(m + 1);
  let begin = new Int32Array(m + 1).fill(from);
  let nextCost = new Int32Array(m + 1);
  let nextBegin = new Int32Array(m + 1);
  for (let i = 0; i <= m; i += 1) cost[i] = i;
  let best: FuzzyMatch | undefined;
  let limit = maxDistance;
  // The last row of the matrix that is worth going on from: below it, nothing comes near enough (E. Ukkonen, 1985).
  let last = Math.min(m, limit);
  for (let j = from + 1; j <= to; j += 1) {
    nextCost[0] = 0;
    nextBegin[0] = j;
    const letter = text.charCodeAt(j - 1);
    const top = Math.min(m, last + 1);
    for (let i = 1; i <= top; i += 1) {
      let value = cost[i - 1]! + (pattern.charCodeAt(i - 1) === letter ? 0 : 1);
      let start = begin[i - 1]!;
      if (cost[i]! + 1 < value) {
        value = cost[i]! + 1;
        start = begin[i]!;
      }
      if (nextCost[i - 1]! + 1 < value) {
        value = nextCost[i - 1]! + 1;
        start = nextBegin[i - 1]!;
      }
      nextCost[i] = value;
      nextBegin[i] = start;
    }
    if (top === m && nextCost[m]! <= limit) {
      best = { start: nextBegin[m]!, end: j, distance: nextCost[m]! };
      if (best.distance === 0) break;
      limit = best.distance - 1;
    }
    if (top < m) nextCost[top + 1] = limit + 1;
    last = top;
    while (nextCost[last]! > limit) last -= 1;
    [cost, nextCost] = [nextCost, cost];
    [begin, nextBegin] = [nextBegin, begin];
  }
  return best;
}
