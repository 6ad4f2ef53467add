/** One figure of a benchmark, as it is kept beside the pages. */
export interface KeptFigure {
  readonly name: string;
  /** `x` for a ratio, else `ms`, `MB`, `pages/s`… */
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What `npm run bench` measured, without the single runs. */
export interface KeptFigures {
  readonly benchmark: string;
  readonly machine: {
    readonly node: string;
    readonly platform: string;
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGB: number;
  };
  /** What was read. */
  readonly documents: string;
  readonly figures: readonly KeptFigure[];
}

/** Of a benchmark's whole result, what pages show. */
export function keepFigures({ benchmark, machine, documents, figures }: KeptFigures): KeptFigures {
  const { node, platform, cpu, cores, memoryGB } = machine;
  return {
    benchmark,
    machine: { node, platform, cpu, cores, memoryGB },
    documents,
    figures: figures.map(({ name, unit, median, min, max }) => ({ name, unit, median, min, max })),
  };
}

/** The figures as a table in Markdown, with the machine and the documents, without which they mean little. */
export function figuresTable({ machine, documents, figures }: KeptFigures): string {
  const { cpu, cores, memoryGB, node, platform } = machine;
  const rows = figures.map(({ name, unit, median, min, max }) => [
    name,
    `${shown(median)} ${unit === 'x' ? '×' : unit}`,
    min === max ? '' : `${shown(min)} – ${shown(max)}`,
  ]);
  return [
    documents,
    '',
    `On ${cores} cores of ${cpu}, ${memoryGB} GB, ${platform}, Node.js ${node.replace(/^v/, '')}; medians, and the range of all rounds.`,
    '',
    ...table([['Figure', 'Median', 'Range'], ...rows]),
  ].join('\n');
}

function shown(value: number): string {
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
}

/** As prettier lays tables out, which formats the pages. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => pad(cells[column] ?? '', width, column)).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  const [head = [], ...body] = rows;
  return [line(head), `| ${rule.join(' | ')} |`, ...body.map(line)];
}

/** Numbers stand to the right. */
function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}
