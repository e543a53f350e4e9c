// The nouns every other package speaks in. Imports only zod; runs in the browser and on the server.
export * from './answer.ts';
export * from './app-error.ts';
export * from './apply-edit.ts';
export * from './diagnostic.ts';
export * from './document.ts';
export * from './edit.ts';
export * from './family.ts';
export * from './graph.ts';
export * from './http.ts';
export * from './input-request.ts';
export * from './node-type.ts';
export * from './plan.ts';
export * from './port.ts';
export * from './reduce-run.ts';
export * from './run-event.ts';
export * from './run-state.ts';
export * from './value.ts';
