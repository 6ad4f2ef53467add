import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { documentSchema } from './document.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { pageSchema } from './page.ts';
import { extractionResultSchema } from './result.ts';

interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  required?: string[];
  additionalProperties?: unknown;
}

describe('jsonSchemaOf', () => {
  const schema = jsonSchemaOf(documentSchema) as JsonSchema;

  it('is a JSON Schema of draft 2020-12 with the types of the model by name', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $ref: '#/$defs/Document',
      $defs: { Document: { type: 'object', required: ['source', 'pages', 'metadata'] } },
    });
    expect(Object.keys(schema.$defs ?? {})).toEqual(
      expect.arrayContaining(['Document', 'Page', 'TextBlock', 'TextWord', 'BBox', 'Table', 'Link', 'OutlineItem']),
    );
    expect(schema.$defs?.['TextBlock']?.properties?.['bbox']).toMatchObject({ $ref: '#/$defs/BBox' });
    // It contains itself.
    expect(schema.$defs?.['OutlineItem']?.properties?.['children']?.items).toMatchObject({
      $ref: '#/$defs/OutlineItem',
    });
  });

  it('requires what is required, and takes members that it does not know', () => {
    expect(schema.$defs?.['TextBlock']?.required).toEqual(['text', 'bbox', 'rotation', 'origin']);
    expect(JSON.stringify(schema)).not.toContain('additionalProperties":false');
  });

  it('has no reference that leads nowhere, for any of the schemas', () => {
    for (const source of [documentSchema, pageSchema, extractionResultSchema]) {
      const json = jsonSchemaOf(source) as JsonSchema;
      const names = [...JSON.stringify(json).matchAll(/"#\/\$defs\/(\w+)"/g)].map(([, name]) => name);
      expect(names.length).toBeGreaterThan(5);
      expect(Object.keys(json.$defs ?? {})).toEqual(expect.arrayContaining(names));
    }
  });

  it('leaves the names out of the JSON Schemas of the app', () => {
    expect(JSON.stringify(z.toJSONSchema(pageSchema))).not.toContain('TextBlock');
  });
});
