import type { Component } from '../image/components.ts';

/** Pages are fed into scanners by people and rollers: more than this is not a slip but a page that lies across. In degrees. */
const MAX_DEGREES = 6;
const COARSE_STEP = 0.25;
const FINE_STEP = 0.05;
/** A true angle of a degree or more gathers the feet by so much better than none does, and a smaller one by its share of that. */
const GAIN = 0.2;
/** Fewer characters say nothing about a direction. */
const MIN_GLYPHS = 20;

/**
 * By how many degrees the lines of text fall to the right (clockwise): the angle at which the feet of the characters fall into the
 * fewest rows, measured by the sum of the squared counts (Postl 1986; on the feet of components as in Baird 1987, "The skew angle of
 * printed documents").
 */
export function findSkew(glyphs: readonly Component[], height: number): number {
  if (glyphs.length < MIN_GLYPHS) return 0;
  // Rows of a quarter of a character: finer ones part what belongs together, coarser ones join lines.
  const row = Math.max(1, height / 4);
  const energy = (degrees: number): number => {
    const slope = Math.tan((degrees * Math.PI) / 180);
    const counts = new Map<number, number>();
    for (const { x0, x1, y1 } of glyphs) {
      const at = Math.round((y1 - ((x0 + x1) / 2) * slope) / row);
      counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    let sum = 0;
    for (const count of counts.values()) sum += count * count;
    return sum;
  };
  const best = (from: number, to: number, step: number): number => {
    let angle = 0;
    let most = -1;
    const steps = Math.round((to - from) / step);
    for (let i = 0; i <= steps; i++) {
      const degrees = from + i * step;
      const value = energy(degrees);
      // Of angles that fit equally well, the smallest: nothing is turned without a reason.
      if (value > most || (value === most && Math.abs(degrees) < Math.abs(angle))) {
        most = value;
        angle = degrees;
      }
    }
    return angle;
  };
  const coarse = best(-MAX_DEGREES, MAX_DEGREES, COARSE_STEP);
  const fine = best(coarse - COARSE_STEP, coarse + COARSE_STEP, FINE_STEP);
  const enough = energy(0) * (1 + GAIN * Math.min(1, Math.abs(fine)));
  return energy(fine) < enough ? 0 : Math.round(fine * 100) / 100;
}
