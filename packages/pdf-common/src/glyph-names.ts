/** Names of the Adobe Glyph List (aglfn.txt) of one character each that are no letter: what ligatures and variants are made of besides letters. */
const SIGNS =
  'space=0020 exclam=0021 quotedbl=0022 numbersign=0023 dollar=0024 percent=0025 ampersand=0026 quotesingle=0027 parenleft=0028 ' +
  'parenright=0029 asterisk=002a plus=002b comma=002c hyphen=002d period=002e slash=002f zero=0030 one=0031 two=0032 three=0033 ' +
  'four=0034 five=0035 six=0036 seven=0037 eight=0038 nine=0039 colon=003a semicolon=003b less=003c equal=003d greater=003e ' +
  'question=003f at=0040 bracketleft=005b backslash=005c bracketright=005d asciicircum=005e underscore=005f grave=0060 ' +
  'braceleft=007b bar=007c braceright=007d asciitilde=007e germandbls=00df ae=00e6 oslash=00f8 dotlessi=0131 oe=0153 longs=017f ' +
  'copyright=00a9 quoteright=2019 quoteleft=2018 endash=2013 emdash=2014 bullet=2022 ff=fb00 fi=fb01 fl=fb02 ffi=fb03 ffl=fb04';

/** Names that the mathematical fonts of TeX have (encodings of CMMI, CMSY, CMEX, MSAM and MSBM) and the Adobe Glyph List has not; those in sizes without their size. */
const MATHEMATICS =
  'angbracketleft=27e8 angbracketright=27e9 arrowhookleft=21aa arrowhookright=21a9 arrowlefttophalf=21bc arrowleftbothalf=21bd ' +
  'arrownortheast=2197 arrownorthwest=2196 arrowrighttophalf=21c0 arrowrightbothalf=21c1 arrowsoutheast=2198 arrowsouthwest=2199 ' +
  'bardbl=2016 ceilingleft=2308 ceilingright=2309 floorleft=230a floorright=230b circledot=2299 circlemultiply=2297 ' +
  'circleplus=2295 contintegral=222e coproduct=2210 integral=222b intersection=22c2 logicaland=2227 logicalor=2228 prime=2032 ' +
  'product=220f radical=221a radicalbt=221a radicaltp=221a radicalvertex=221a summation=2211 union=22c3 unionmulti=228e ' +
  'unionsq=2294 vextenddouble=2225 vextendsingle=2223 mapsto=21a6 negationslash=0338 lessmuch=226a greatermuch=226b ' +
  'precedesequal=2aaf followsequal=2ab0 follows=227b similarequal=2243 equivasymptotic=224d owner=220b triangle=25b3 ' +
  'triangleinv=25bd triangleleft=25c1 triangleright=25b7 latticetop=22a4 turnstileleft=22a2 turnstileright=22a3 arrowbothv=2195 ' +
  'arrowdblbothv=21d5 wreathproduct=2240 intersectionsq=2293 subsetsqequal=2291 supersetsqequal=2292 diamondmath=22c4 ' +
  'minusplus=2213 circlecopyrt=25ef epsilon1=03f5 rho1=03f1 pi1=03d6 harpoonleftup=21bc harpoonleftdown=21bd harpoonrightup=21c0 ' +
  'harpoonrightdown=21c1 flat=266d natural=266e sharp=266f slurbelow=2323 slurabove=2322 lscript=2113 dotlessj=0237 ' +
  'vector=20d7 square=25a1 squaresolid=25a0 notexistential=2204 subsetnoteql=228a supersetnoteql=228b defines=225c ' +
  'tildewide=0303 tildewider=0303 tildewidest=0303 hatwide=0302 hatwider=0302 hatwidest=0302';

/** Sizes of one sign in TeX's fonts: `parenleftBigg`, `summationdisplay`. */
const SIZE = /(?:bigg?|Bigg?|display|text)$/;
const HEX = '[0-9A-F]';
const UNICODES = new RegExp(`^uni((?:${HEX}{4})+)$`);
const UNICODE = new RegExp(`^u(${HEX}{4,6})$`);

let table: Map<string, string> | undefined;

/**
 * The text that the name of a glyph stands for, by the rules of the Adobe Glyph List specification: `f_i` is f and i, `A.sc` an A,
 * `uni20AC` a euro sign.
 *
 * @returns undefined for a name that says nothing: `G32` (see `spellNumberedNames`), `.notdef`, or one of the list's that stands for itself and that every engine knows
 */
export function textOfGlyphName(name: string): string | undefined {
  const [base = ''] = name.split('.', 1);
  if (base === '') return undefined;
  const parts = base.split('_').map(textOfPart);
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

function textOfPart(part: string): string | undefined {
  if (/^[A-Za-z]$/.test(part)) return part;
  const units = UNICODES.exec(part)?.[1];
  if (units !== undefined) return fromCodes(units.match(/.{4}/g) ?? []);
  const code = UNICODE.exec(part)?.[1];
  if (code !== undefined) return fromCodes([code]);
  table ??= new Map(
    `${SIGNS} ${MATHEMATICS}`.split(' ').map((entry) => {
      const [name = '', hex = ''] = entry.split('=');
      return [name, fromCodes([hex]) ?? ''];
    }),
  );
  return table.get(part) ?? table.get(part.replace(SIZE, ''));
}

/** @returns undefined where one of them is no character */
function fromCodes(hex: readonly string[]): string | undefined {
  const codes = hex.map((digits) => Number.parseInt(digits, 16));
  if (codes.some((code) => code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))) return undefined;
  return String.fromCodePoint(...codes);
}
