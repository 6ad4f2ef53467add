/** What `unifex llm --help` prints. At most 80 columns. */
export const LLM_HELP = `unifex llm: data of a document by a language model, with the proof of each value

Usage
  unifex llm <input> --model PROVIDER/MODEL [options]

  An input is a file, an http(s) URL, or - for standard input. The key is read
  from OPENAI_API_KEY, ANTHROPIC_API_KEY, GOOGLE_API_KEY or GEMINI_API_KEY, or
  AZURE_OPENAI_API_KEY with AZURE_OPENAI_ENDPOINT.

What to ask
  -m, --model NAME        openai/..., anthropic/..., google/... or
                          azure-openai/<deployment>
  -s, --schema FILE       a JSON Schema (.json), or a module (.ts, .js) whose
                          default export is a schema of zod, valibot, arktype
      --prompt TEXT       what to look for, besides the schema
  -p, --pages LIST        0-based pages: 0-3,7 or 4- (to the end). Default: all
      --mode NAME         page: data of each page. document: one value for all.
                          Default: page
      --input NAME        auto, image, text, image+text or pdf. Default: auto
      --dpi N             of page images. Default: 200
      --extractor NAME    what reads text and draws pages. Default: auto
      --password TEXT     password of an encrypted document
      --languages LIST    of text in pixels: en,de. Default: en
      --language-data DIR
                          folder with files of languages (deu.traineddata)
      --download-languages
                          download languages that are not installed

How to ask
  -j, --max-workers N     requests at a time. Default: 4
      --max-retries N     corrections of an answer that is not valid. Default: 3
      --temperature N     Default: 0, where the model takes one
      --max-output-tokens N
                          how long an answer may be
      --base-url URL      a compatible server: http://localhost:11434/v1
      --header K=V        request header; may be repeated
      --cache FOLDER      keep answers, so that another run goes on from there
      --price IN,OUT      prices of a million tokens, for the cost at the end

What to check and print
      --grounding NAME    search, cite or off: how values are looked for on the
                          page. Default: search
      --locale TAG        how numbers and dates are written: de, en-US. Default:
                          as the pages show
      --highlight FILE    write the PDF with its evidence marked: green is
                          proved, amber is similar or doubtful, red is not found
      --json              the whole result as JSON
  -o, --output FILE       write to a file
  -q, --quiet             no progress bar, no status of pages, no summary
      --debug             errors with their stack
      --version           print the version
  -h, --help              print this

  Standard output holds the data alone; how it went is on standard error.

Examples
  unifex llm invoice.pdf --model openai/gpt-4o --schema invoice.json
  unifex llm invoice.pdf -m google/gemini-3-flash -s invoice.ts --json
  unifex llm scan.png -m openai/llava --base-url http://localhost:11434/v1
  unifex llm contract.pdf -m claude-sonnet-5-5 --mode document --highlight c.pdf

Exit codes
  0 every page was answered    1 some page failed    2 wrong usage
  130 interrupted
`;
