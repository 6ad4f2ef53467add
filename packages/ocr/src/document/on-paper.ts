import type { GrayImage } from '../image/pixels.ts';

/**
 * Pixels with how opaque each is, as grey ones on a ground of one colour: white, or black where what is drawn is mostly light, which
 * nobody would see on white.
 * @param data red, green, blue and opacity
 */
export function onPaper(data: Uint8Array, width: number, height: number): GrayImage {
  const gray = new Uint8Array(width * height);
  let sum = 0;
  let weight = 0;
  for (let i = 0, at = 0; i < gray.length; i++, at += 4) {
    // ITU-R BT.601
    gray[i] = Math.round(0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!);
    sum += gray[i]! * data[at + 3]!;
    weight += data[at + 3]!;
  }
  const paper = sum > weight * 128 && weight < gray.length * 128 ? 0 : 255;
  for (let i = 0; i < gray.length; i++) {
    const alpha = data[i * 4 + 3]!;
    if (alpha < 255) gray[i] = Math.round((gray[i]! * alpha + paper * (255 - alpha)) / 255);
  }
  return { data: gray, width, height };
}
