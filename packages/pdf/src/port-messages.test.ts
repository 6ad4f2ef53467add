import { describe, expect, it } from 'vitest';
import { toPortMessage } from './port-messages.ts';

describe('toPortMessage', () => {
  it('keeps the operators of a chunk from what the parser does to its arrays afterwards', () => {
    const chunk = { fnArray: [1, 2], argsArray: [['a'], null], lastChunk: false, length: 2 };
    const sent = toPortMessage({ stream: 3, streamId: 1, chunk }) as { streamId: number; chunk: typeof chunk };
    chunk.fnArray.length = 0;
    chunk.argsArray.length = 0;
    expect(sent).toEqual({
      stream: 3,
      streamId: 1,
      chunk: { fnArray: [1, 2], argsArray: [['a'], null], lastChunk: false, length: 2 },
    });
  });

  it('passes everything else on by reference', () => {
    for (const message of [
      { action: 'Ready', data: null },
      { callback: 1, callbackId: 7, data: { numPages: 3 } },
      { stream: 3, streamId: 1, chunk: { items: [] } },
      { stream: 4, streamId: 1 },
      { action: 'commonobj', data: ['g_d0_f1', 'Font', { error: 'broken' }] },
      { action: 'commonobj', data: ['img_1', 'CopyLocalImage', { imageRef: '7R' }] },
    ]) {
      const before = structuredClone(message);
      expect(toPortMessage(message)).toBe(message);
      expect(message).toEqual(before);
    }
  });

  it('asks for no image data, and attaches fonts that no page will show', () => {
    const request = { action: 'GetDocRequest', data: { evaluatorOptions: { maxImageSize: -1 } } };
    expect(toPortMessage(request)).toEqual({
      action: 'GetDocRequest',
      data: { evaluatorOptions: { maxImageSize: -1, withoutImageData: true } },
    });
    const font = {
      action: 'commonobj',
      data: ['g_d0_f1', 'Font', { buffer: new ArrayBuffer(0), extra: { ascent: 0.7 } }],
    };
    expect(toPortMessage(font)).toMatchObject({
      data: ['g_d0_f1', 'Font', { extra: { ascent: 0.7, attached: true } }],
    });
  });
});
