export { closePools, executorModule as default, processExecutor, threadExecutor, warmPool } from './executors.ts';
export type { PoolExecutor } from './pool-executor.ts';
