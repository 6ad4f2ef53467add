import { z } from 'zod';
import type { Annotation, FormField, Link } from '../model.ts';
import { bboxSchema, color, count } from './basics.ts';
import { exactly, type SchemaOf } from './exactly.ts';

export const linkSchema: SchemaOf<Link> = exactly<Link>()(
  z.object({
    bbox: bboxSchema,
    quads: z.array(bboxSchema).exactOptional(),
    url: z.string().exactOptional(),
    unsafeUrl: z.string().exactOptional(),
    page: count.exactOptional(),
    destination: z.string().exactOptional(),
    action: z.string().exactOptional(),
  }),
);

export const annotationSchema: SchemaOf<Annotation> = exactly<Annotation>()(
  z.object({
    type: z.string(),
    bbox: bboxSchema,
    quads: z.array(bboxSchema).exactOptional(),
    id: z.string().exactOptional(),
    contents: z.string().exactOptional(),
    author: z.string().exactOptional(),
    created: z.string().exactOptional(),
    modified: z.string().exactOptional(),
    color: color.exactOptional(),
    inReplyTo: z.string().exactOptional(),
    attachment: z.string().exactOptional(),
    hidden: z.boolean().exactOptional(),
  }),
);

export const formFieldSchema: SchemaOf<FormField> = exactly<FormField>()(
  z.object({
    name: z.string(),
    type: z.enum(['text', 'checkbox', 'radio', 'choice', 'button', 'signature']),
    bbox: bboxSchema,
    value: z.union([z.string(), z.boolean(), z.array(z.string()), z.null()], {
      error: 'text, true or false, a list of texts, or null',
    }),
    options: z.array(z.object({ label: z.string(), value: z.string() })).exactOptional(),
    exportValue: z.string().exactOptional(),
    readOnly: z.boolean().exactOptional(),
    required: z.boolean().exactOptional(),
    multiline: z.boolean().exactOptional(),
    multiSelect: z.boolean().exactOptional(),
    hidden: z.boolean().exactOptional(),
    label: z.string().exactOptional(),
    page: count.exactOptional(),
  }),
);
