/** How pages are shared out: an executor, and how many workers it has. */
export interface Workers {
  readonly executor: 'inline' | 'thread' | 'process';
  readonly workers: number;
}

/** Documents to read, at most so many pages of each. */
export interface Reading {
  readonly paths: readonly string[];
  readonly pages?: number;
}

/** One reading of some documents. */
export interface Pass {
  readonly pages: number;
  /** Characters of text that came of it: a reader that gives nothing is fast. */
  readonly characters: number;
  readonly wallMs: number;
  /** User and system time of the process and of its children. */
  readonly cpuMs: number;
}

export interface FirstPageTimes {
  readonly coldMs: number;
  readonly warmMs: number;
}

export interface StreamedPages {
  readonly pages: number;
  readonly wallMs: number;
}

/** What the files in `children/` are asked, and what they answer. */
export interface ChildTasks {
  'read-with-pdfjs': { task: Reading; result: Pass };
  'read-with-unifex': { task: Reading & Workers; result: Pass };
  'first-page': { task: { readonly path: string } & Pick<Workers, 'executor'>; result: FirstPageTimes };
  'stream-pages': { task: { readonly path: string } & Workers; result: StreamedPages };
}

export type ChildName = keyof ChildTasks;
