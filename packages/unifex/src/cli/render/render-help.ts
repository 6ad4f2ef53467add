/** What `unifex render --help` prints. At most 80 columns. */
export const RENDER_HELP = `unifex render: turn the pages of PDFs into images

Usage
  unifex render <input...> -o FOLDER [options]

  An input is a file, a folder (read recursively), an http(s) URL, or - for
  standard input.

What to draw
  -p, --pages LIST        0-based pages: 0-3,7 or 4- (to the end). Default: all
      --extractor NAME    the engine. Default: auto, one that draws pages
      --password TEXT     password of an encrypted document
      --glob PATTERN      which files of a folder. Default: **/*.pdf
      --header K=V        request header for URLs; may be repeated

What it looks like
      --dpi N             pixels per inch. Default: 150
      --width N           width in pixels, in place of --dpi; the height follows
  -f, --format NAME       png, jpeg or webp. Default: png. The other two need
                          sharp: npm install sharp
      --background COLOR  #rrggbb or transparent. Default: #ffffff
      --no-annotations    leave out annotations and form fields
      --max-pixels N      refuse larger images. Default: 100000000

How to draw it
  -j, --max-workers N     pages drawn at once. Default: by pages and processors
      --executor NAME     thread, process or inline. Default: thread when
                          there is more than one worker
      --page-timeout MS   give up on a page after so many milliseconds

What comes out
  -o, --output FOLDER     where the images go; made if it is not there
      --json              list the images as JSON, not as paths
  -q, --quiet             no progress bar and no summary
      --debug             errors with their stack
  -h, --help              print this

  report.pdf gives report.pdf-00.png, report.pdf-01.png ...: the page's index,
  with leading zeros. Standard output lists what was written, a path a line.
  JSON is {source, images, success, errors}; with several inputs, one such
  object a line. An image's transform [a, b, c, d, e, f] leads from a point
  (x, y) of the page to the pixel (a x + c y + e, b x + d y + f).

Examples
  unifex render report.pdf -o pages/
  unifex render report.pdf --dpi 300 --pages 0-3 -o pages/
  unifex render report.pdf --width 800 --format webp --json -o pages/
  unifex render scans/ --max-workers 4 -o pages/

Exit codes
  0 every page was drawn    1 some page or file failed    2 wrong usage
  130 interrupted
`;
