const MARK = /(<!-- figures:([\w-]+) -->)[\s\S]*?(<!-- \/figures -->)/g;

/**
 * A page with the tables of figures that it asks for: `<!-- figures:parallel -->`, closed by `<!-- /figures -->`.
 * @param tableOf gives the table of a benchmark
 */
export function fillFigures(page: string, tableOf: (benchmark: string) => string): string {
  return page.replace(
    MARK,
    (_, open: string, name: string, close: string) => `${open}\n\n${tableOf(name)}\n\n${close}`,
  );
}

/** The benchmarks whose figures a page shows. */
export function figuresIn(page: string): string[] {
  return [...page.matchAll(MARK)].map(([, , name = '']) => name);
}
