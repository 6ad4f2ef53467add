import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { pseudoRandom } from '../drawing/degrade.ts';
import { toGrey, type GreyImage } from '../drawing/rasterize.ts';

/**
 * Something like a photograph of a landscape: hills one behind the other in the haze, trees with leaves, grain.
 * @param floor the darkest grey: a high one makes a pale background
 */
export function photograph(width: number, height: number, seed: number, floor = 0): GreyImage {
  const random = pseudoRandom(seed);
  const image = drawn(width, height, '#cfd8e0', (context) => {
    for (let hill = 0; hill < 6; hill++) {
      const shade = 200 - hill * 28;
      context.fillStyle = `rgb(${shade},${shade},${shade})`;
      context.beginPath();
      context.moveTo(0, height);
      for (let x = 0; x <= width; x += width / 40) {
        const y = height * (0.3 + hill * 0.11) + Math.sin(x / (60 + hill * 23) + seed + hill) * height * 0.06;
        context.lineTo(x, y + random() * 4);
      }
      context.lineTo(width, height);
      context.fill();
    }
    for (let leaf = 0; leaf < 4000; leaf++) {
      const shade = 40 + random() * 90;
      context.fillStyle = `rgba(${shade},${shade},${shade},0.5)`;
      const size = 3 + random() * 9;
      context.beginPath();
      context.ellipse(
        random() * width * 0.5,
        height * 0.35 + random() * height * 0.6,
        size,
        size * (0.4 + random() * 0.5),
        random() * 3,
        0,
        6.3,
      );
      context.fill();
    }
  });
  for (let i = 0; i < image.pixels.length; i++) {
    const value = image.pixels[i]! + (random() - 0.5) * 14;
    image.pixels[i] = floor + Math.max(0, Math.min(255, value)) * ((255 - floor) / 255);
  }
  return image;
}

export function barChart(): GreyImage {
  return drawn(900, 560, '#ffffff', (context) => {
    [180, 320, 240, 410, 290, 360].forEach((value, i) => {
      context.fillStyle = i % 2 === 0 ? '#335577' : '#88aacc';
      context.fillRect(80 + i * 130, 500 - value, 90, value);
    });
    context.fillStyle = '#000000';
    context.fillRect(60, 500, 800, 2);
    context.fillRect(60, 40, 2, 460);
  });
}

export function lineOfText(text: string): GreyImage {
  return drawn(1250, 125, '#ffffff', (context) => {
    context.fillStyle = '#101010';
    context.font = '56px sans-serif';
    context.fillText(text, 30, 80);
  });
}

/** A page with a label in its lower right corner, as letterheads have the address. */
export function withCorner(image: GreyImage): GreyImage {
  const pixels = image.pixels.slice();
  const label = drawn(image.width, image.height, '#ffffff', (context) => {
    context.fillStyle = '#101010';
    context.font = '30px sans-serif';
    // No wider than this: what `sans-serif` is differs from machine to machine, and where the label is is a truth of the sample.
    context.fillText('Mill Lane 4, Ludlow', image.width * 0.6, image.height * 0.925, image.width * 0.206);
  });
  for (let y = Math.round(image.height * 0.895); y < image.height * 0.945; y++) {
    const row = y * image.width;
    const [from, to] = [row + Math.round(image.width * 0.52), row + Math.round(image.width * 0.94)];
    pixels.set(label.pixels.subarray(from, to), from);
  }
  return { ...image, pixels };
}

export function plain(width: number, height: number): GreyImage {
  return { width, height, pixels: new Uint8Array(width * height).fill(255) };
}

function drawn(width: number, height: number, ground: string, draw: (context: SKRSContext2D) => void): GreyImage {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  draw(context);
  return toGrey(canvas);
}
