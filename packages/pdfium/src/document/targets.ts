import { isDict, nameOf, textOf, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';

/** Where a link or an outline entry leads. */
export interface Target {
  url?: string;
  unsafeUrl?: string;
  action?: string;
  destination?: PdfObject;
}

/** Schemes that do no harm when they are followed: those that pdf.js lets through. */
const SAFE_SCHEMES = ['http:', 'https:', 'mailto:', 'ftp:', 'tel:'];

/** Reads /Dest or /A of a link annotation or an outline entry (ISO 32000-2, 12.6). */
export async function readTarget(file: PdfFile, holder: PdfObject): Promise<Target> {
  const action = await file.get(holder, 'A');
  if (!isDict(action)) {
    const destination = await file.get(holder, 'Dest');
    return destination === null ? {} : { destination };
  }
  switch (nameOf(await file.get(action, 'S'))) {
    case 'URI': {
      const uri = await file.get(action, 'URI');
      const name = nameOf(uri);
      return withUrl(name === undefined ? utf8(textOf(uri)) : `/${name}`, true);
    }
    case 'GoTo': {
      const destination = await file.get(action, 'D');
      return destination === null ? {} : { destination };
    }
    case 'GoToR':
      return withUrl(withFragment(await fileName(file, action), await file.get(action, 'D')), false);
    case 'Launch':
      return withUrl(await fileName(file, action), false);
    case 'Named': {
      const command = nameOf(await file.get(action, 'N'));
      return command === undefined ? {} : { action: command };
    }
    default:
      return {};
  }
}

function withUrl(text: string | undefined, addScheme: boolean): Target {
  if (text === undefined) return {};
  const url = safeUrl(addScheme && text.startsWith('www.') ? `http://${text}` : text);
  return url === undefined ? { unsafeUrl: text } : { url };
}

/** The absolute URL; undefined for what is none, or one that may do harm. */
function safeUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && SAFE_SCHEMES.includes(url.protocol) ? url.href : undefined;
}

/** URLs are ASCII; producers write UTF-8 all the same. */
function utf8(text: string | undefined): string | undefined {
  if (text === undefined || !/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/.test(text)) return text;
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  const decoded = new TextDecoder().decode(bytes);
  return decoded.includes('\ufffd') ? text : decoded;
}

/** ISO 32000-2, 7.11: the file that an action names, as text or as a file specification. */
async function fileName(file: PdfFile, action: PdfObject): Promise<string | undefined> {
  const named = (await file.get(action, 'F')) ?? (await file.get(action, 'Win', 'F'));
  return textOf(named) ?? textOf((await file.get(named, 'UF')) ?? (await file.get(named, 'F')));
}

function withFragment(name: string | undefined, destination: PdfObject): string | undefined {
  const fragment = nameOf(destination) ?? textOf(destination);
  return name === undefined || fragment === undefined ? name : `${name.split('#')[0]!}#${fragment}`;
}
