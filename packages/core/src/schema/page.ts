import { z } from 'zod';
import type { FilledRect, Page, PageImage, Ruling, Table, TableCell } from '../model.ts';
import { bboxSchema, color, count, degrees, length, pointSchema, unitSchema } from './basics.ts';
import { exactly, type SchemaOf } from './exactly.ts';
import { annotationSchema, formFieldSchema, linkSchema } from './interactive.ts';
import { pageProvenanceSchema } from './provenance.ts';
import { coverageSchema, textBlockSchema } from './text.ts';

export const tableCellSchema: SchemaOf<TableCell> = exactly<TableCell>()(
  z.object({
    text: z.string(),
    row: count,
    col: count,
    rowSpan: count.min(1),
    colSpan: count.min(1),
    bbox: bboxSchema.exactOptional(),
  }),
);

export const tableSchema: SchemaOf<Table> = exactly<Table>()(
  z.object({
    page: count,
    bbox: bboxSchema.exactOptional(),
    rowCount: count,
    colCount: count,
    cells: z.array(tableCellSchema),
  }),
);

export const pageImageSchema: SchemaOf<PageImage> = exactly<PageImage>()(
  z.object({
    bbox: bboxSchema,
    rotation: degrees,
    pixelWidth: length.exactOptional(),
    pixelHeight: length.exactOptional(),
    mask: z.boolean().exactOptional(),
  }),
);

export const rulingSchema: SchemaOf<Ruling> = exactly<Ruling>()(
  z.object({ start: pointSchema, end: pointSchema, thickness: length, color: color.exactOptional() }),
);

export const filledRectSchema: SchemaOf<FilledRect> = exactly<FilledRect>()(
  z.object({ bbox: bboxSchema, color: color.exactOptional() }),
);

export const pageSchema: SchemaOf<Page> = exactly<Page>()(
  z.object({
    index: count,
    label: z.string().exactOptional(),
    width: length,
    height: length,
    unit: unitSchema,
    sizeInPoints: z.object({ width: length, height: length }),
    dpi: z.number().positive().exactOptional(),
    rotation: z.literal([0, 90, 180, 270]),
    texts: z.array(textBlockSchema),
    tables: z.array(tableSchema),
    images: z.array(pageImageSchema).exactOptional(),
    rulings: z.array(rulingSchema).exactOptional(),
    fills: z.array(filledRectSchema).exactOptional(),
    shapes: count.exactOptional(),
    links: z.array(linkSchema).exactOptional(),
    annotations: z.array(annotationSchema).exactOptional(),
    formFields: z.array(formFieldSchema).exactOptional(),
    coverage: coverageSchema.exactOptional(),
    provenance: pageProvenanceSchema.exactOptional(),
    warnings: z.array(z.string()).exactOptional(),
  }),
);
