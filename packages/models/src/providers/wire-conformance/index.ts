// The vendors' wires without the vendors: for tests and benchmarks of other packages.
export * from './transcript-server.ts';
export * from './vendor-transcripts.ts';
export { createBareAnthropic } from '../anthropic/bare-anthropic.ts';
export { createBareGoogle } from '../google/bare-google.ts';
export { createBareChat, createBareResponses } from '../openai/bare-openai.ts';
export type { BareStream } from './bare-call.ts';
