/** An image of one byte a pixel, 0 black to 255 white, row by row from the top left. */
export interface GrayImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Pixels as a decoder or a renderer gives them. Channels: grey; or red, green, blue, alpha (not multiplied in). */
export interface RawImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 4;
}

/** Luma of ITU-R BT.601 (section 2.5.1), in 1/65536; what is transparent shows white paper. */
export function toGray(image: RawImage): GrayImage {
  const { data, width, height, channels } = image;
  if (channels === 1) return { data, width, height };
  const gray = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < gray.length; i++, at += 4) {
    const luma = (19595 * data[at]! + 38470 * data[at + 1]! + 7471 * data[at + 2]! + 32768) >>> 16;
    const alpha = data[at + 3]!;
    gray[i] = alpha === 255 ? luma : 255 - Math.round(((255 - luma) * alpha) / 255);
  }
  return { data: gray, width, height };
}

export function invert({ data, width, height }: GrayImage): GrayImage {
  return { data: data.map((value) => 255 - value), width, height };
}
