// What the server and the ops use of this package. The scripted provider is not here: tests take it from `@parley/models/scripted`.
export * from './catalogue.ts';
export { checkProvider } from './check-provider.ts';
export { contextWindow } from './context-window.ts';
export * from './create-model-gateway.ts';
export * from './create-token-meter.ts';
export * from './default-providers.ts';
export * from './family-of-model.ts';
export * from './gateway.ts';
export { messageText } from './message-text.ts';
export { modelFacts, type ModelFacts } from './model-facts.ts';
export { type GateBook, emptyBook, type GatePolicy, writeBook } from './gate-book.ts';
export * from './provider.ts';
export { createMemoryKeeper, createProviderGate, type GateKeeper, type ProviderGate } from './provider-gate.ts';
export { type Embedder, createEmbedder, sharedEmbedder } from './providers/readers/embedder.ts';
export { scoreQuery, scoreRelevance } from './providers/readers/lexical-scores.ts';
export { splitSentences } from './providers/readers/sentences.ts';
export { readModelList } from './providers/read-model-list.ts';
export * from './secret-redactor.ts';
