import { oneLine } from './printable.ts';

/** What the bar shows: how far the document at hand is, and which of how many it is. */
export interface ProgressState {
  readonly label: string;
  /** 1-based. */
  readonly file: number;
  readonly files: number;
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly pagesPerSecond: number;
}

export interface ProgressBar {
  update(state: ProgressState): void;
  /** Takes the bar off the screen, so that something else can be printed; the next update brings it back. */
  hide(): void;
}

/** The little of a terminal stream that the bar needs. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

// A run that ends sooner shows no bar at all: a flash tells nobody anything.
const FIRST_AFTER_MS = 150;
const EVERY_MS = 80;
// A terminal that nobody has told its size has 0 columns: `docker run -t`, some CI.
const UNKNOWN_WIDTH = 80;
const ERASE_LINE = '\r\u001b[K';

/** A bar on a terminal; on anything else, or where it is `enabled: false`, one that does nothing. */
export function progressBar(
  stream: ProgressStream,
  options: {
    readonly enabled: boolean;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly now?: () => number;
  },
): ProgressBar {
  const { env, now = () => performance.now() } = options;
  if (!options.enabled || !stream.isTTY || env['TERM'] === 'dumb')
    return { update: () => undefined, hide: () => undefined };
  // https://no-color.org: set and not empty.
  const color = !env['NO_COLOR'];
  let visible = false;
  let drawAt = now() + FIRST_AFTER_MS;
  let timer: NodeJS.Timeout | undefined;
  const draw = (state: ProgressState): void => {
    drawAt = now() + EVERY_MS;
    visible = true;
    stream.write(ERASE_LINE + renderProgress(state, stream.columns || UNKNOWN_WIDTH, color));
  };
  return {
    update: (state) => {
      clearTimeout(timer);
      const wait = drawAt - now();
      if (wait <= 0) return draw(state);
      // The next one may be seconds away: a page that is read from its pixels.
      timer = setTimeout(() => draw(state), wait).unref();
    },
    hide: () => {
      clearTimeout(timer);
      if (!visible) return;
      visible = false;
      stream.write(ERASE_LINE);
    },
  };
}

/** One line that is never wider than `columns - 1`: the bar goes first when there is little room, then the name, then the figures. */
export function renderProgress(state: ProgressState, columns: number, color: boolean): string {
  const room = Math.max(columns - 1, 1);
  const { pagesPerSecond } = state;
  const speed = `${pagesPerSecond >= 10 ? Math.round(pagesPerSecond) : pagesPerSecond.toFixed(1)} pages/s`;
  const figures = [
    // Nothing is known of a document that is still on its way, and no speed before there is a page.
    ...(state.total > 0 ? [`${state.done}/${state.total} pages`, ...(state.done > 0 ? [speed] : [])] : ['reading']),
    ...(state.failed > 0 ? [`${state.failed} failed`] : []),
    ...(state.files > 1 ? [`file ${state.file}/${state.files}`] : []),
  ];
  while (figures.length > 1 && figures.join('  ').length > room) figures.pop();
  const right = figures.join('  ').slice(0, room);
  const left = room - right.length - 2;
  const label = fit(oneLine(state.label), Math.min(28, left - 2));
  const barWidth = Math.min(24, left - displayWidth(label) - 2);
  const bar = barWidth >= 6 ? renderBar(state.done, state.total, barWidth, color) : '';
  const shown = state.failed > 0 && color ? right.replace(/\d+ failed/, '\u001b[31m$&\u001b[39m') : right;
  return [label, bar, shown].filter((part) => part !== '').join('  ');
}

function renderBar(done: number, total: number, width: number, color: boolean): string {
  const full = total > 0 ? Math.min(width, Math.floor((done / total) * width)) : 0;
  const [on, off] = ['█'.repeat(full), '░'.repeat(width - full)];
  return color ? `\u001b[36m${on}\u001b[90m${off}\u001b[39m` : on + off;
}

/** Cuts from the front, because the end of a path is what tells files apart. */
function fit(label: string, width: number): string {
  if (width < 6) return '';
  if (displayWidth(label) <= width) return label;
  const characters = [...label];
  while (characters.length > 0 && displayWidth(characters.join('')) > width - 1) characters.shift();
  return `…${characters.join('')}`;
}

/** Columns that a text takes. From U+1100 (Hangul Jamo, then CJK) up everything counts two: too much for some, and so never too little. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) >= 0x1100 && character !== '…' ? 2 : 1;
  return width;
}
