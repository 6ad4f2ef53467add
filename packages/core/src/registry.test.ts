import { describe, expect, it } from 'vitest';
import type { Backend } from './backend.ts';
import type { Executor } from './executor.ts';
import { createRegistry, isExecutor, registry } from './registry.ts';
import { fakeBackend, fakeExecutor } from './test-backend.ts';

async function* nothing(): AsyncGenerator<never> {}

describe('createRegistry', () => {
  it('is empty, and knows nothing of the others', () => {
    const own = createRegistry();
    own.register(fakeBackend());
    expect(own.types()).toEqual(['fake']);
    expect(createRegistry().types()).toEqual([]);
    expect(registry.get('fake')).toBeUndefined();
  });

  it('keeps the order of registration, and the later of two backends of a type', () => {
    const own = createRegistry();
    const [first, second] = [fakeBackend({ type: 'a' }), fakeBackend({ type: 'a' })];
    own.register(first);
    own.register(fakeBackend({ type: 'b' }));
    own.register(second);
    expect(own.types()).toEqual(['a', 'b']);
    expect(own.get('a')).toBe(second);
    expect(own.get('c')).toBeUndefined();
  });

  it('keeps executors, apart from backends', () => {
    const own = createRegistry();
    const executor = fakeExecutor(nothing, 'mine');
    own.registerExecutor(executor);
    expect(own.executorTypes()).toEqual(['mine']);
    expect(own.getExecutor('mine')).toBe(executor);
    expect(own.types()).toEqual([]);
  });

  it('refuses what is no backend, and the reserved name', () => {
    const own = createRegistry();
    expect(() => own.register({ type: 'x' } as Backend)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    expect(() => own.register(fakeBackend({ type: 'auto' }))).toThrow(
      'The option `type` is "auto", and it must be another name: "auto" chooses among backends.',
    );
    expect(own.types()).toEqual([]);
  });

  it.each([[null], ['thread'], [{ type: 'x' }], [{ type: '', run: nothing }], [{ run: nothing }]])(
    'refuses %j for an executor',
    (value: unknown) => {
      expect(() => createRegistry().registerExecutor(value as Executor)).toThrow(
        'it must be an executor (an object with type and run)',
      );
      expect(isExecutor(value)).toBe(false);
    },
  );
});
