// The ops that Plans and exported programs both call. No server, no database, no node types.
export * from './op.ts';
export * from './op-arguments.ts';
export { ops } from './ops.ts';
