export type XmpProperties = Record<string, string | string[]>;

interface XmlElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** One tag, comment, declaration or CDATA section. What is not closed runs to the end, so that no text is read twice. */
const MARKUP =
  /<!--[^]*?(?:-->|$)|<!\[CDATA\[([^]*?)(?:\]\]>|$)|<\?[^]*?(?:\?>|$)|<![^>]*(?:>|$)|<(\/?)([^\s<>/]+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(\/?)>/g;
const ATTRIBUTE = /(?<=\s)([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const ARRAYS = ['rdf:Bag', 'rdf:Seq', 'rdf:Alt'];
/** Deeper than any XMP schema nests; a packet that goes deeper is an attack or an accident. */
const MAX_DEPTH = 50;

/**
 * The properties of an XMP packet (ISO 16684-1) by the name that the packet gives them: `dc:title`, `xmpMM:DerivedFrom/stRef:documentID`.
 * Lists are arrays; of alternatives in several languages (rdf:Alt) the default one comes, or the first. What is no XML gives nothing.
 */
export function parseXmp(packet: string): XmpProperties {
  const result: XmpProperties = {};
  const rdf = find(parseXml(packet), 'rdf:RDF', 0);
  for (const description of rdf?.children ?? []) readProperties(description, '', result);
  return result;
}

function readProperties(element: XmlElement, prefix: string, result: XmpProperties): void {
  for (const [name, value] of Object.entries(element.attributes)) {
    if (!/^(xmlns|rdf|xml)(:|$)/.test(name) && value !== '') result[prefix + name] = value;
  }
  for (const child of element.children) readProperty(child, prefix + child.name, result);
}

function readProperty(element: XmlElement, name: string, result: XmpProperties): void {
  const [only] = element.children;
  if (!only) {
    const value = element.text.trim() || element.attributes['rdf:resource'];
    if (value) result[name] = value;
    else readProperties(element, `${name}/`, result);
  } else if (ARRAYS.includes(only.name)) {
    const items = only.children;
    if (
      items.some(
        (item) => item.children.length > 0 || Object.keys(item.attributes).some((key) => /^(?!rdf:|xml)/.test(key)),
      )
    ) {
      items.forEach((item, index) => {
        readProperty(item, `${name}[${index}]`, result);
      });
      return;
    }
    const texts = items.map((item) => item.text.trim());
    if (texts.length === 0) return;
    if (only.name !== 'rdf:Alt') result[name] = texts;
    else
      result[name] =
        texts[
          Math.max(
            0,
            items.findIndex((item) => item.attributes['xml:lang'] === 'x-default'),
          )
        ]!;
  } else {
    // A structure, written as a nested description or with its fields as children.
    readProperties(only.name === 'rdf:Description' ? only : element, `${name}/`, result);
  }
}

function find(element: XmlElement, name: string, depth: number): XmlElement | undefined {
  if (element.name === name) return element;
  for (const child of element.children) {
    const found = depth < MAX_DEPTH ? find(child, name, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** As much of XML as XMP uses: no document type, so no entities but the five built-in ones. Unclosed elements end with their parent. */
function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let end = 0;
  for (const match of text.matchAll(MARKUP)) {
    const [whole, cdata, closing, name, attributes = '', empty] = match;
    const parent = open.at(-1)!;
    parent.text += decode(text.slice(end, match.index)) + (cdata ?? '');
    end = match.index + whole.length;
    if (name === undefined) continue;
    if (closing) {
      const level = open.findLastIndex((element) => element.name === name);
      if (level > 0) open.length = level;
      continue;
    }
    const element: XmlElement = { name, attributes: readAttributes(attributes), children: [], text: '' };
    parent.children.push(element);
    if (!empty && open.length < MAX_DEPTH) open.push(element);
  }
  return root;
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) attributes[name!] = decode(double ?? single ?? '');
  return attributes;
}

function decode(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
