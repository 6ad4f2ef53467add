export {
  closePools,
  executorModule as default,
  processExecutor,
  threadExecutor,
  warmPool,
  type PoolOptions,
} from './executors.ts';
export type { PoolExecutor } from './pool-executor.ts';
