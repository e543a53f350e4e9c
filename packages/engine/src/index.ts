export * from './engine-host.ts';
export * from './run-plan.ts';
