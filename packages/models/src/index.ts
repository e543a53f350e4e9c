export * from './gateway.ts';
export * from './provider.ts';
