export { testBackend, type TestBackendOptions } from './test-backend.ts';
export type { BackendCase, CaseExpectations, CaseSource, PageExpectations } from './backend-case.ts';
export type { Describe, It } from './runner.ts';
export { testExecutor, type TestExecutorOptions } from './test-executor.ts';
export type { ExecutorSupports } from './executor-supports.ts';
