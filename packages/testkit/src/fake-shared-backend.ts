export { fakeSharedBackend, fakeSharedBackend as default } from './fake-backends.ts';
