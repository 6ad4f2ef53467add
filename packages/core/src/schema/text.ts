import { z } from 'zod';
import type {
  Coverage,
  FontInfo,
  HiddenReason,
  OmittedText,
  TextBlock,
  TextChar,
  TextDirection,
  TextOrigin,
  TextWord,
} from '../model.ts';
import { bboxSchema, color, count, degrees, fraction, length } from './basics.ts';
import { exactly, type SchemaOf } from './exactly.ts';

const HIDDEN_REASONS = ['invisible', 'clipped', 'off-page', 'hidden-layer'] as const;

export const textOriginSchema: SchemaOf<TextOrigin> = exactly<TextOrigin>()(z.enum(['native', 'ocr', 'cloud', 'llm']));

export const hiddenReasonSchema: SchemaOf<HiddenReason> = exactly<HiddenReason>()(z.enum(HIDDEN_REASONS));

export const textDirectionSchema: SchemaOf<TextDirection> = exactly<TextDirection>()(z.enum(['ltr', 'rtl', 'ttb']));

export const fontInfoSchema: SchemaOf<FontInfo> = exactly<FontInfo>()(
  z.object({
    name: z.string(),
    size: length,
    weight: length,
    bold: z.boolean(),
    italic: z.boolean(),
    monospace: z.boolean().exactOptional(),
    serif: z.boolean().exactOptional(),
  }),
);

export const textCharSchema: SchemaOf<TextChar> = exactly<TextChar>()(z.object({ text: z.string(), bbox: bboxSchema }));

export const textWordSchema: SchemaOf<TextWord> = exactly<TextWord>()(
  z.object({
    text: z.string(),
    bbox: bboxSchema,
    confidence: fraction.exactOptional(),
    chars: z.array(textCharSchema).exactOptional(),
  }),
);

export const textBlockSchema: SchemaOf<TextBlock> = exactly<TextBlock>()(
  z.object({
    text: z.string(),
    bbox: bboxSchema,
    rotation: degrees,
    origin: textOriginSchema,
    direction: textDirectionSchema.exactOptional(),
    confidence: fraction.exactOptional(),
    font: fontInfoSchema.exactOptional(),
    color: color.exactOptional(),
    hidden: hiddenReasonSchema.exactOptional(),
    line: count.exactOptional(),
    paragraph: count.exactOptional(),
    words: z.array(textWordSchema).exactOptional(),
  }),
);

export const omittedTextSchema: SchemaOf<OmittedText> = exactly<OmittedText>()(
  z.object({
    reason: z.enum([...HIDDEN_REASONS, 'duplicate', 'unmapped', 'replaced']),
    glyphs: count,
    sample: z.string(),
  }),
);

export const coverageSchema: SchemaOf<Coverage> = exactly<Coverage>()(
  z.object({ glyphs: count, inTexts: count, omitted: z.array(omittedTextSchema) }),
);
