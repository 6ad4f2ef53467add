import { COMMANDS } from './commands.ts';

const NAME_COLUMNS = 24;

function commandList(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  unifex ${name} ...`.padEnd(NAME_COLUMNS + 2) + summary,
  );
  if (lines.length === 0) return '';
  return `Other commands (each with a --help of its own)\n${lines.join('\n')}\n\n`;
}

/** What `unifex --help` prints. At most 80 columns. */
export const HELP: string = `unifex: read documents page by page, as text or as typed JSON with places

Usage
  unifex <input...> [options]

  An input is a file, a folder (read recursively), an http(s) URL, or - for
  standard input.

What to read
  -p, --pages LIST        0-based pages: 0-3,7 or 4- (to the end). Default: all
      --extractor NAME    auto, pdf, ...  Default: auto, by the file's content
      --password TEXT     password of an encrypted document
      --glob PATTERN      which files of a folder. Default: PDFs and images
      --header K=V        request header for URLs; may be repeated

How to read it
  -j, --max-workers N     pages read at once. Default: by pages and processors
      --executor NAME     thread, process or inline. Default: thread when
                          there is more than one worker
      --page-timeout MS   give up on a page after so many milliseconds
      --ocr WHEN          needed, always or never: whether text is read from
                          pixels. Default: where a page has it nowhere else
      --languages LIST    of the text in pixels: en,de. Default: en
      --language-data DIR
                          folder with files of languages (deu.traineddata)
      --download-languages
                          download languages that are not installed
      --text-layer WHAT   keep or replace the text that an OCR program has put
                          over a scan. Default: keep
      --ocr-server URL    read pixels with this server (POST /ocr)

What to print
  -f, --format NAME       text or json. Default: text; json where the output
                          ends in .json
      --json              the same as --format json
      --granularity NAME  char, word or line: what one block is. Default: line
      --boxes             text: one block a line, after its box x0 y0 x1 y1
      --unit NAME         points, pixels, inches or normalized. Default: points
      --dpi N             dots per inch, for --unit pixels
  -o, --output PATH       write to a file; or, where PATH is a folder or ends
                          in /, one file per document
  -q, --quiet             no progress bar and no summary
      --debug             errors with their stack
      --version           print the version
  -h, --help              print this

  Text has a line for each row of the page. JSON is {document, success, errors};
  with several inputs, one such object a line. Standard output holds nothing
  else.

${commandList()}Examples
  unifex invoice.pdf
  unifex invoice.pdf --pages 0 --boxes
  unifex report.pdf --unit normalized -o report.json
  unifex scans/ --max-workers 4 --json -o out/
  unifex https://example.com/report.pdf --pages 0-3,7
  curl -s https://example.com/report.pdf | unifex - | grep -i total

Exit codes
  0 everything was read    1 some page or file failed    2 wrong usage
  130 interrupted
`;
