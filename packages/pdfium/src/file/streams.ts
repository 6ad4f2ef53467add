import { inflate } from '#platform';
import { isDict, nameOf, type PdfDict, type PdfObject } from '@unifex/pdf-common/syntax';

/**
 * Unpacks the data of a stream that is packed with nothing, or with FlateDecode and a predictor (ISO 32000-2, 7.4.4): what producers pack
 * cross-reference streams, object streams and metadata with.
 * @throws Error for another filter
 */
export async function unpack(packed: Uint8Array, dict: PdfDict): Promise<Uint8Array> {
  const filter = only(dict.get('Filter') ?? dict.get('F'));
  if (filter === undefined) return packed;
  const name = nameOf(filter);
  if (name !== 'FlateDecode' && name !== 'Fl') throw new Error(`The filter ${name ?? '(several)'} is not known here.`);
  const bytes = await inflate(packed);
  const parameters = only(dict.get('DecodeParms') ?? dict.get('DP'));
  return isDict(parameters) ? unpredict(bytes, parameters) : bytes;
}

function only(value: PdfObject | undefined): PdfObject | undefined {
  if (!Array.isArray(value)) return value ?? undefined;
  return value.length > 1 ? null : (value[0] ?? undefined);
}

/** Undoes a PNG predictor (W3C PNG, 9.2). @throws Error for a TIFF predictor */
function unpredict(bytes: Uint8Array, parameters: PdfDict): Uint8Array {
  const number = (key: string, otherwise: number): number => {
    const value = parameters.get(key);
    return typeof value === 'number' ? value : otherwise;
  };
  const predictor = number('Predictor', 1);
  if (predictor === 1) return bytes;
  if (predictor < 10) throw new Error('The TIFF predictor is not known here.');
  const bits = number('Colors', 1) * number('BitsPerComponent', 8);
  const step = Math.max(1, bits >> 3);
  const row = (bits * number('Columns', 1) + 7) >> 3;
  const rows = Math.ceil(bytes.length / (row + 1));
  const result = new Uint8Array(rows * row);
  for (let r = 0; r < rows; r++) {
    const kind = bytes[r * (row + 1)]!;
    const out = r * row;
    for (let i = 0; i < row; i++) {
      const raw = bytes[r * (row + 1) + 1 + i] ?? 0;
      const left = i >= step ? result[out + i - step]! : 0;
      const up = r > 0 ? result[out + i - row]! : 0;
      const corner = r > 0 && i >= step ? result[out + i - row - step]! : 0;
      result[out + i] = raw + predicted(kind, left, up, corner);
    }
  }
  return result;
}

function predicted(kind: number, left: number, up: number, corner: number): number {
  switch (kind) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const estimate = left + up - corner;
      const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      return 0;
  }
}
