// The vendors' wires without the vendors: for tests and benchmarks of other packages.
export * from './transcript-server.ts';
export * from './vendor-transcripts.ts';
