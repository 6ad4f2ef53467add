export { fakeBackend, fakeBackend as default, fakeTask } from './fake-backends.ts';
export { fakeSource, type FakeDocument, type FakeOpening, type FakePage } from './fake/document.ts';
export { readJournal, type JournalEntry, type JournalEvent } from './fake/journal.ts';
export type { FakeOptions } from './fake/options.ts';
export { fakePageContent } from './fake/page.ts';
