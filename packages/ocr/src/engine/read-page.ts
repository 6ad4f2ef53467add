import { invert, toGray, type GrayImage } from '../image/pixels.ts';
import { resize } from '../image/resample.ts';
import { smooth } from '../image/smooth.ts';
import { rotate, turn, type QuarterTurns } from '../image/turn.ts';
import { hasColumns } from '../preprocess/columns.ts';
import { liesAcross } from '../preprocess/direction.ts';
import { lineAngle, type Frame } from '../preprocess/frame.ts';
import { findSkew } from '../preprocess/skew.ts';
import { isDark, survey, type Survey } from '../preprocess/survey.ts';
import type { CoreBlock } from './core.ts';
import type { Job, Reading } from './job.ts';
import { confidence, toLines } from './lines.ts';
import { readDoubtfulAgain } from './read-again.ts';
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
  const across = job.preprocessing.orientation && liesAcross(first.glyphs, first.height);
  let prepared = prepare(gray, across ? 1 : 0, job, across ? undefined : first);
  let blocks = read(prepared, job, recognizer);
  if (job.preprocessing.orientation && (across || confidence(blocks) < SURE)) {
    const quarters = findWayUp(prepared, across, recognizer);
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
    if (second.again > 0) steps.push(`${second.again} doubtful ${second.again === 1 ? 'line' : 'lines'} read again`);
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

/** Reads a piece of the page each way up, and takes the way in which it makes sense; upright unless another is clearly better. */
function findWayUp({ image, frame, survey: found }: Prepared, across: boolean, recognizer: Recognizer): QuarterTurns {
  const sample = sampleOf(image, found, frame);
  if (!sample) return frame.quarters;
  const score = (quarters: QuarterTurns): number => confidence(recognizer.read(turn(sample, quarters), SINGLE_BLOCK));
  // The sample is of the page as it was turned already.
  const ways: readonly QuarterTurns[] = across ? [2] : [2, 1, 3];
  let best: QuarterTurns = 0;
  let most = score(0) + LEAD;
  for (const way of ways) {
    const value = score(way);
    if (value <= most) continue;
    most = value;
    best = way;
    if (value >= SURE) break;
  }
  return ((frame.quarters + best) % 4) as QuarterTurns;
}
