import { readFileSync } from 'node:fs';
import { truthPath } from './paths.ts';
import type { SampleName } from './sample-names.ts';

/** [x0, y0, x1, y1] in points on the page as displayed: origin top left, y down. */
export type TruthBox = [x0: number, y0: number, x1: number, y1: number];

export interface TruthWord {
  /** In logical order. */
  text: string;
  /** From the origin of the first glyph to the end of the last one's advance, and from the font's descent to its ascent. */
  box: TruthBox;
  /** Around the outlines: what a reader of pixels finds. Absent where the font is not embedded. */
  ink?: TruthBox;
}

/** One line of text, as a person reads it: a cell of a table and a line of a column are lines of their own. */
export interface TruthLine {
  words: TruthWord[];
  /** Clockwise angle of the baseline on the displayed page, in degrees. 0 where absent. */
  rotation?: number;
  /** `ltr` where absent. */
  direction?: 'rtl' | 'ttb';
  /** Why nobody sees it; the names are those of the model's `HiddenReason`. */
  hidden?: 'invisible' | 'clipped' | 'off-page' | 'hidden-layer';
  /** Drawn as pixels only: no text of the document. */
  pixels?: true;
}

export interface TruthCell {
  row: number;
  col: number;
  rowSpan: number;
  colSpan: number;
  text: string;
}

export interface TruthTable {
  box: TruthBox;
  rowCount: number;
  colCount: number;
  /** In row-major order; a cell stands where its span starts. */
  cells: TruthCell[];
}

export interface TruthField {
  name: string;
  type: 'text' | 'checkbox' | 'radio' | 'choice';
  box: TruthBox;
  /** As the model has it: `false` for a box that is not ticked, a list where several may be chosen. */
  value: string | boolean | string[] | null;
  readOnly?: true;
  multiline?: true;
  options?: string[];
}

export interface TruthLink {
  box: TruthBox;
  url?: string;
  /** Index of the page that it leads to. */
  page?: number;
}

export interface TruthAnnotation {
  type: string;
  contents?: string;
  author?: string;
}

export interface TruthOutlineItem {
  title: string;
  page: number;
  children?: TruthOutlineItem[];
}

export interface TruthPage {
  width: number;
  height: number;
  /** The document's own rotation of the page; boxes are given after it. 0 where absent. */
  rotation?: 90 | 180 | 270;
  /** In reading order. */
  lines: TruthLine[];
  tables?: TruthTable[];
  fields?: TruthField[];
  links?: TruthLink[];
  annotations?: TruthAnnotation[];
}

/** What the script that made a sample knows that it put there. */
export interface Truth {
  name: string;
  description: string;
  /** The user password, where one is asked for. */
  password?: string;
  outline?: TruthOutlineItem[];
  pageLabels?: string[];
  attachments?: { name: string; size: number; description?: string }[];
  pages: TruthPage[];
}

/** The text of a line: its words with single spaces. */
export function truthLineText(line: TruthLine): string {
  return line.words.map((word) => word.text).join(' ');
}

/** The truth that stands beside a committed sample. @param name such as `invoice`. */
export function readTruth(name: SampleName): Truth {
  return JSON.parse(readFileSync(truthPath(name), 'utf8')) as Truth;
}
