import { crop } from '../image/crop.ts';
import { invert, toGray, type GrayImage } from '../image/pixels.ts';
import { resize } from '../image/resample.ts';
import { smooth } from '../image/smooth.ts';
import { rotate, turn, type QuarterTurns } from '../image/turn.ts';
import { hasColumns } from '../preprocess/columns.ts';
import { lineDirection, type Direction } from '../preprocess/direction.ts';
import { lineAngle, type Frame } from '../preprocess/frame.ts';
import { findSkew } from '../preprocess/skew.ts';
import { isDark, survey, type Survey } from '../preprocess/survey.ts';
import type { CoreBlock } from './core.ts';
import type { Job, Reading } from './job.ts';
import { confidence, tellingConfidence, toLines, wordsIn } from './lines.ts';
import { readDoubtfulAgain } from './read-again.ts';
import { readMissed } from './read-missed.ts';
import type { Recognizer } from './recognizer.ts';
import { sampleOf } from './sample.ts';

/** Tesseract's networks see lines of 36 pixels; capitals of about this height were read best on the measured sets, in pixels. */
const TARGET_HEIGHT = 30;
const MAX_SCALE = 3;
/** An image is not made larger than this, in pixels. */
const MAX_PIXELS = 24_000_000;
/** Smaller slants do no harm, in degrees. */
const MIN_SKEW = 0.25;
/** A page that is read with more confidence stands upright. 0 to 1. */
const SURE = 0.7;
/** Another way up must be read with so much more confidence. */
const LEAD = 0.12;
/** And with so much at least: of a page of which nothing was read, any nonsense has more. */
const SENSE = 0.5;

const AUTO = 3;
const SINGLE_BLOCK = 6;

interface Prepared {
  readonly image: GrayImage;
  readonly frame: Frame;
  readonly steps: string[];
  readonly survey: Survey;
}

/** Reads one page, in an engine's thread. Depends on nothing but the job. */
export function readPage(job: Job, recognizer: Recognizer): Reading {
  recognizer.prepare(job);
  const steps: string[] = [];
  let gray = toGray(job.image);
  if (job.preprocessing.contrast && isDark(gray)) {
    gray = invert(gray);
    steps.push('inverted: light print on a dark ground');
  }
  const first = survey(gray);
  const direction = job.preprocessing.orientation ? lineDirection(first.glyphs, first.height) : 'level';
  const across = direction === 'across';
  let prepared = prepare(gray, across ? 1 : 0, job, across ? undefined : first);
  let blocks = read(prepared, job, recognizer);
  if (job.preprocessing.orientation && confidence(blocks) < SURE) {
    const quarters = findWayUp(prepared, blocks, direction, recognizer);
    if (quarters !== prepared.frame.quarters) {
      prepared = prepare(gray, quarters, job, undefined);
      blocks = read(prepared, job, recognizer);
    }
  }
  steps.push(...prepared.steps);
  // Modes from 7 on are for less than a page, and whoever asks for one knows what the image is.
  if (job.preprocessing.secondReading && (job.pageSegmentation ?? AUTO) <= SINGLE_BLOCK) {
    const second = readDoubtfulAgain(blocks, prepared.image, recognizer);
    blocks = second.blocks;
    const missed = readMissed(blocks, { ...prepared, minConfidence: job.minConfidence }, recognizer);
    blocks = missed.blocks;
    if (second.again > 0) steps.push(`${second.again} doubtful ${second.again === 1 ? 'line' : 'lines'} read again`);
    if (missed.found > 0)
      steps.push(`${missed.found} ${missed.found === 1 ? 'word' : 'words'} found where none had been read`);
  }
  const { lines, dropped } = toLines(blocks, prepared.frame, job.minConfidence);
  if (dropped > 0) {
    steps.push(`${dropped} ${dropped === 1 ? 'word' : 'words'} of a confidence below ${job.minConfidence} left out`);
  }
  return { lines, rotation: lineAngle(prepared.frame), steps, dropped };
}

function prepare(original: GrayImage, quarters: QuarterTurns, job: Job, known: Survey | undefined): Prepared {
  const { deskew, scale, contrast } = job.preprocessing;
  const steps: string[] = [];
  let image = turn(original, quarters);
  if (quarters !== 0) steps.push(`turned by ${quarters * 90} degrees clockwise`);
  const found = known ?? survey(image);
  const slant = deskew ? findSkew(found.glyphs, found.height) : 0;
  const skew = Math.abs(slant) >= MIN_SKEW ? slant : 0;
  const { width, height } = image;
  const factor = scale ? scaleFor(found, width * height) : 1;
  // Made smaller first, or larger last: there is less to turn.
  const size = [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))] as const;
  if (factor < 1) image = resize(image, ...size);
  if (skew !== 0) {
    image = rotate(image, skew);
    steps.push(`made level: its lines fell by ${skew} degrees`);
  }
  if (factor > 1) image = resize(image, ...size);
  if (factor !== 1) steps.push(`scaled by ${Math.round(factor * 100) / 100}`);
  if (contrast) image = smooth(image);
  const frame = {
    width: original.width,
    height: original.height,
    quarters,
    skew,
    scaleX: image.width / width,
    scaleY: image.height / height,
  };
  return { image, frame, steps, survey: found };
}

function scaleFor({ height, factor }: Survey, pixels: number): number {
  if (height === 0) return 1;
  const wanted = Math.min(MAX_SCALE, TARGET_HEIGHT / (height * factor), Math.sqrt(MAX_PIXELS / pixels));
  // Close enough: an image that is not touched is not blurred.
  return wanted > 0.9 && wanted < 1.1 ? 1 : wanted;
}

function read(prepared: Prepared, job: Job, recognizer: Recognizer): readonly CoreBlock[] {
  const { glyphs, height } = prepared.survey;
  const mode = job.pageSegmentation ?? (hasColumns(glyphs, height) ? AUTO : SINGLE_BLOCK);
  return recognizer.read(prepared.image, mode);
}

/**
 * Reads a piece of the page the other ways up in which its lines may stand, and takes the way in which it makes sense; as it is unless
 * another is clearly better.
 * @param blocks what was read of the whole page as it is
 */
function findWayUp(
  { image, frame, survey: found }: Prepared,
  blocks: readonly CoreBlock[],
  direction: Direction,
  recognizer: Recognizer,
): QuarterTurns {
  const box = sampleOf(image, found, frame);
  if (!box) return frame.quarters;
  const sample = crop(image, box.x0, box.y0, box.x1, box.y1);
  // Of a page that lay across, the sample is of the page as it was turned already.
  const ways: readonly QuarterTurns[] = direction === 'unknown' ? [2, 1, 3] : [2];
  let best: QuarterTurns = 0;
  let most = Math.max(SENSE, tellingConfidence(wordsIn(blocks, box)) + LEAD);
  for (const way of ways) {
    const value = confidence(recognizer.read(turn(sample, way), SINGLE_BLOCK));
    if (value <= most) continue;
    most = value;
    best = way;
    if (value >= SURE) break;
  }
  return ((frame.quarters + best) % 4) as QuarterTurns;
}
