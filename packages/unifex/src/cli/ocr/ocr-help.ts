/** What `unifex ocr --help` prints. At most 80 columns. */
export const OCR_HELP = `unifex ocr: make scans searchable

Usage
  unifex ocr <input...> -o PATH [options]

  Reads what is in pixels, and writes a PDF that shows the same pages, with
  the text over them invisibly. Pages whose text is text stay as they are, and
  so do those that have a text layer. Of an image it makes a PDF.

Options
  -o, --output PATH     the file to write, which ends in .pdf, or in .hocr or
                        .html for hOCR; a folder, or a name that ends in /,
                        for several inputs; - for standard output
  -f, --format NAME     pdf, or hocr: text and places as XHTML. Default: as the
                        output ends, or pdf
      --languages LIST  of the text, as ISO 639-1 codes: en,de. Default: en
      --language-data DIR
                        folder with files of languages (deu.traineddata)
      --download-languages
                        download languages that are not installed
      --ocr-server URL  read with this server (POST /ocr) and not with the
                        engine that is built in
      --dpi N           hocr: pixels an inch of the boxes. Default: 300
      --allow-signed    pdf: add text to signed documents too; the signatures
                        in the new file are then invalid
      --password TEXT   password of an encrypted document; it opens the new
                        PDF too
  -j, --max-workers N   pages read at once. Default: by pages and processors
      --executor NAME   thread, process or inline. Default: thread when there
                        is more than one worker, or a limit for a page
      --page-timeout MS give up on a page after so many milliseconds
      --header K=V      request header for URLs; may be repeated
      --glob PATTERN    which files of a folder. Default: PDFs and images
  -q, --quiet           no progress bar and no summary
      --debug           errors with their stack
      --version         print the version
  -h, --help            print this

Examples
  unifex ocr scan.pdf -o searchable.pdf
  unifex ocr receipt.jpg -o receipt.pdf --languages de
  unifex ocr scan.pdf -o scan.hocr
  unifex ocr scans/ -o searchable/

Exit codes
  0 everything was read    1 some page or file failed    2 wrong usage
  130 interrupted
`;
