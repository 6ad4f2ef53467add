/**
 * What stands after a fence's language:
 * `not-run="reason"` is not executed, and counted; `continues` goes on where the page's fence before it ended; `file=name.ts` is a
 * module that others of the page import; `exit=1` is the exit code of the fence's last command.
 */
export interface FenceInfo {
  readonly notRun?: string;
  readonly continues: boolean;
  readonly file?: string;
  readonly exit: number;
}

/** A fenced block of a Markdown page. */
export interface Fence {
  /** Path of the page in the repository, with `/`. */
  readonly page: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** Empty where the fence names none. */
  readonly language: string;
  readonly info: FenceInfo;
  readonly code: string;
  /** The content of a `text` fence with nothing but white space between: what the commands of this one print. */
  readonly output?: string;
}

const OPENING = /^(\s*)(`{3,}|~{3,})\s*(\S*)\s*(.*)$/;

/**
 * The fences of a page, in order.
 * @throws Error for a fence that is never closed, or that has an attribute of no meaning
 */
export function readFences(page: string, markdown: string): Fence[] {
  const lines = markdown.split('\n');
  const fences: (Fence & { readonly end: number })[] = [];
  for (let i = 0; i < lines.length; i++) {
    const [, indent = '', mark = '', language = '', info = ''] = OPENING.exec(lines[i] ?? '') ?? [];
    if (mark === '') continue;
    const end = lines.findIndex((line, at) => at > i && closes(line.trim(), mark));
    if (end === -1) throw new Error(`${page}:${i + 1}: this fence is never closed.`);
    const code = lines
      .slice(i + 1, end)
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()));
    fences.push({ page, line: i + 1, language, info: readInfo(info, `${page}:${i + 1}`), code: code.join('\n'), end });
    i = end;
  }
  return fences.map(({ end, ...fence }, at) => {
    const next = fences[at + 1];
    const follows =
      next?.language === 'text' && lines.slice(end + 1, next.line - 1).every((line) => line.trim() === '');
    return follows ? { ...fence, output: next.code } : fence;
  });
}

/** At least as many of the same marks, and nothing else (CommonMark 0.31, section 4.5). */
function closes(line: string, mark: string): boolean {
  return line.startsWith(mark) && line === mark.charAt(0).repeat(line.length);
}

const ATTRIBUTE = /([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g;

function readInfo(text: string, where: string): FenceInfo {
  let info: FenceInfo = { continues: false, exit: 0 };
  for (const [, name = '', quoted, bare] of text.matchAll(ATTRIBUTE)) {
    const value = quoted ?? bare ?? '';
    if (name === 'continues' && value === '') info = { ...info, continues: true };
    else if (name === 'not-run' && value !== '') info = { ...info, notRun: value };
    else if (name === 'file' && /^[\w.-]+$/.test(value)) info = { ...info, file: value };
    else if (name === 'exit' && /^\d+$/.test(value)) info = { ...info, exit: Number(value) };
    else throw new Error(`${where}: "${name}" with the value "${value}" means nothing on a fence.`);
  }
  return info;
}
