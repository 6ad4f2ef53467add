import { spread, type Spread } from './statistics.ts';
import { renderTable } from './table.ts';

/** What a figure should be: at most, or at least, so much. */
export interface Target {
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** One figure that a benchmark shows. */
export interface Figure {
  readonly name: string;
  /** `x` for a ratio, else `ms`, `MB`, `pages/s`… */
  readonly unit: string;
  /** What was measured in each round. */
  readonly values: readonly number[];
  readonly target?: Target;
  /** What it is compared with, in a few words. */
  readonly note?: string;
}

/** A figure as it is written to the JSON file. */
export interface MeasuredFigure extends Figure, Spread {
  /** Whether the median reaches the target; absent where there is none. */
  readonly met?: boolean;
}

/** @throws RangeError when the figure has no values */
export function measured(figure: Figure): MeasuredFigure {
  const result = { ...figure, ...spread(figure.values) };
  const { target } = figure;
  if (!target) return result;
  const { atMost = Infinity, atLeast = -Infinity } = target;
  return { ...result, met: result.median <= atMost && result.median >= atLeast };
}

/** The figures as a table, with the target beside each and whether it is met. */
export function renderFigures(figures: readonly MeasuredFigure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    format(figure.median, figure.unit),
    figure.values.length > 1 ? `${format(figure.min, '')} – ${format(figure.max, '')}` : '',
    figure.target ? formatTarget(figure.target) : '',
    figure.met === undefined ? '' : figure.met ? 'met' : 'MISSED',
  ]);
  return renderTable(['figure', 'median', 'min – max', 'target', ''], rows);
}

function format(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`.trimEnd();
}

function formatTarget({ atMost, atLeast }: Target): string {
  return [...(atMost === undefined ? [] : [`<= ${atMost}`]), ...(atLeast === undefined ? [] : [`>= ${atLeast}`])].join(
    ', ',
  );
}
