import { UnifexError } from '@unifex/core';
import type { Engine } from './engine.ts';
import { PROBE_FORM, PROBE_IMAGE, PROBE_LAYER, probeFile } from './probe-file.ts';

/**
 * Where in a page object PDFium keeps what its interface does not tell: the character codes and positions of a text object
 * (PDFium's text pages give characters only after they have left some out and put them in another order), which clip path it
 * has, and so on. Places are counted in 32-bit words from an object's address, but for `imageMask`.
 */
export interface ObjectLayout {
  /** First word of a `std::vector<uint32_t>` (begin, end): the codes; 0xffffffff stands for a kerning between two of them. */
  readonly charCodes: number;
  /** First word of a `std::vector<float>`: for every code but the first, its position on the baseline in units of the text matrix. */
  readonly charPositions: number;
  /** Address of the text state, and in it the spacing between letters (`Tc`), in units of the text matrix. */
  readonly textState: number;
  readonly letterSpacing: number;
  /** Address of the clip path's data, the same for all objects that share it; 0 for none. */
  readonly clipPath: number;
  /** Address of the general graphics state, and in it the alpha of fills, from 0 to 1. */
  readonly generalState: number;
  readonly fillAlpha: number;
  /** Address of the colours, in them the addresses of the colour spaces, and the address of the one that holds patterns. */
  readonly colors: number;
  readonly fillSpace: number;
  readonly strokeSpace: number;
  readonly patternSpace: number;
  /** Address of an image object's image; in it, the address of its stream, and in bytes the flag that it is a stencil. */
  readonly image: number;
  readonly imageStream: number;
  readonly imageMask: number;
  /** Address of a form object's form, and in it the address of its stream. */
  readonly form: number;
  readonly formStream: number;
  /** Number of a PDF object, such as a stream; 0 for one that is not indirect. */
  readonly objectNumber: number;
  /** Address of a mark's name among the properties of its resources, and in bytes where its letters begin; a zero ends them. */
  readonly markProperty: number;
  readonly markLetters: number;
}

/** Words that are searched: more than PDFium's largest object of these has. */
const WORDS = Array.from({ length: 64 }, (_, word) => word);

/**
 * Finds the places by reading a page whose content is known, so that nothing is taken for granted of the binary that is installed.
 * @throws UnifexError `RUNTIME_UNSUPPORTED` when they are not found
 */
export function probeLayout(engine: Engine): ObjectLayout {
  const { pdfium } = engine;
  const bytes = probeFile();
  const data = engine.allocate(bytes);
  const document = pdfium.FPDF_LoadMemDocument64(data, bytes.length, 0);
  const page = pdfium.FPDF_LoadPage(document, 0);
  const count = pdfium.FPDFPage_CountObjects(page);
  const objects = Array.from({ length: count }, (_, index) => pdfium.FPDFPage_GetObject(page, index) >> 2);
  const form = pdfium.FPDFPage_GetObject(page, count - 1);
  const layout = { ...find(engine, objects), ...findMark(engine, pdfium.FPDFPageObj_GetMark(form, 0) >> 2) };
  pdfium.FPDF_ClosePage(page);
  pdfium.FPDF_CloseDocument(document);
  pdfium.free(data);
  if (Object.values(layout).includes(-1)) {
    throw new UnifexError(
      'RUNTIME_UNSUPPORTED',
      'The installed @embedpdf/pdfium is not one that this version of @unifex/pdfium can read. Install the version that its package.json names.',
      { details: { ...layout } },
    );
  }
  return layout;
}

/** @returns -1 for what is not found */
function findMark({ u8, u32 }: Engine, mark: number): Pick<ObjectLayout, 'markProperty' | 'markLetters'> {
  const letters = [...new TextEncoder().encode(PROBE_LAYER), 0];
  const starts = WORDS.slice(0, 5).map((word) => word * 4);
  const lettersOf = (n: number): number =>
    starts.findIndex((start) => letters.every((letter, i) => u8[u32[mark + n]! + start + i] === letter));
  const markProperty = WORDS.slice(0, 12).findIndex((n) => lettersOf(n) >= 0);
  return { markProperty, markLetters: markProperty < 0 ? -1 : lettersOf(markProperty) * 4 };
}

/** @returns -1 for what is not found */
function find(
  { u8, u32, f32 }: Engine,
  objects: readonly number[],
): Omit<ObjectLayout, 'markProperty' | 'markLetters'> {
  const [kerned = 0, sameClip = 0, otherClip = 0, noClip = 0, ...more] = objects;
  const [gray = 0, tiled = 0, shaded = 0, picture = 0, stencil = 0, form = 0] = more;
  const word = (test: (word: number) => boolean): number => WORDS.findIndex(test);
  /** The word that the nth word of an object leads to. */
  const follow = (object: number, n: number): number => u32[object + n]! >> 2;
  const isVector = (n: number, length: number): boolean => u32[kerned + n + 1]! - u32[kerned + n]! === length * 4;

  const charCodes = word(
    (n) => isVector(n, 4) && [65, 98, 0xffffffff, 67].every((code, i) => u32[follow(kerned, n) + i] === code),
  );
  // The width of "A" in Helvetica is 667 thousandths of the size; the kerning stands as it is written.
  const charPositions = word(
    (n) => isVector(n, 3) && Math.abs(f32[follow(kerned, n)]! - 6.67) < 0.01 && f32[follow(kerned, n) + 1] === -100,
  );
  const clipPath = word(
    (n) =>
      u32[kerned + n] !== 0 &&
      u32[kerned + n] === u32[sameClip + n] &&
      u32[kerned + n] !== u32[otherClip + n] &&
      u32[noClip + n] === 0,
  );
  // The text without a clip is the one that is letter-spaced, by 5/16.
  const spacingIn = (n: number): number =>
    WORDS.slice(0, 16).findIndex((k) => f32[follow(noClip, n) + k] === 0.3125 && f32[follow(sameClip, n) + k] === 0);
  const textState = word((n) => n < 32 && spacingIn(n) >= 0);
  // The picture is drawn with an alpha of a quarter, by which it is found.
  const alphaIn = (n: number): number => WORDS.slice(0, 24).findIndex((k) => f32[follow(picture, n) + k] === 0.25);
  const generalState = word((n) => n < 32 && alphaIn(n) >= 0);
  // Two patterns have their colour space in common, for fills and for strokes, and nothing else that a gray has not.
  const spacesIn = (n: number): number[] =>
    WORDS.slice(0, 20).filter((k) => {
      const space = u32[follow(tiled, n) + k]!;
      return space > 4096 && space === u32[follow(shaded, n) + k] && space !== u32[follow(gray, n) + k];
    });
  const isSpaces = (n: number): boolean => {
    const [fill = -1, stroke = -1, ...others] = spacesIn(n);
    return stroke > fill && others.length === 0 && u32[follow(tiled, n) + fill] === u32[follow(tiled, n) + stroke];
  };
  const colors = word((n) => n < 8 && isSpaces(n));
  const [fillSpace = -1, strokeSpace = -1] = colors < 0 ? [] : spacesIn(colors);

  // An image knows its size, height first, and behind it what kind it is.
  const sizeIn = (n: number, object: number): number =>
    word((k) => u32[follow(object, n) + k] === 5 && u32[follow(object, n) + k + 1] === 3);
  const image = word((n) => sizeIn(n, picture) >= 0 && sizeIn(n, picture) === sizeIn(n, stencil));
  const flags = (sizeIn(image, picture) + 2) * 4;
  const flag = (object: number, byte: number): number => u8[u32[object + image]! + flags + byte]!;
  const mask = [0, 1, 2, 3, 4, 5, 6, 7].findIndex((byte) => flag(picture, byte) === 0 && flag(stencil, byte) === 1);
  const imageHolder = follow(picture, image);
  const objectNumber =
    [1, 2, 3, 4].findIndex((k) => word((n) => u32[follow(imageHolder, n) + k] === PROBE_IMAGE) >= 0) + 1;
  const imageStream = word((n) => u32[follow(imageHolder, n) + objectNumber] === PROBE_IMAGE);
  // Streams are of one class: what lies next to them on the heap is not.
  const isFormStream = (stream: number): boolean =>
    u32[stream] === u32[follow(imageHolder, imageStream)] && u32[stream + objectNumber] === PROBE_FORM;
  const formStreamIn = (n: number): number => word((k) => isFormStream(follow(follow(form, n), k)));
  const isForm = (n: number): boolean => n > 23 && u32[form + n]! > 4096 && formStreamIn(n) >= 0;
  const formWord = word(isForm);
  return {
    charCodes,
    charPositions,
    textState,
    letterSpacing: spacingIn(textState),
    clipPath,
    generalState,
    fillAlpha: alphaIn(generalState),
    colors,
    fillSpace,
    strokeSpace,
    patternSpace: fillSpace < 0 ? -1 : u32[follow(tiled, colors) + fillSpace]!,
    image,
    imageStream,
    imageMask: mask < 0 ? -1 : flags + mask,
    form: formWord,
    formStream: formWord < 0 ? -1 : formStreamIn(formWord),
    objectNumber: objectNumber === 0 ? -1 : objectNumber,
  };
}
