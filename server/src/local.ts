// For programs on the same machine that work without HTTP and without the queue: the server's parts that need no database.
export type { DocumentStore } from './documents/document-store.ts';
export { readUpload } from './documents/read-upload.ts';
export { fillDocuments } from './examples/load-example.ts';
export { createLog, type Log } from './http/log.ts';
export { storeDocuments } from './projects/store-documents.ts';
export { unzipProject, zipProject } from './projects/zip-project.ts';
export { createModelLists, type ModelLists } from './providers/model-lists.ts';
export { createProviderCheck } from './providers/provider-check.ts';
export { createRunEventRedactor } from './runs/redact-run-events.ts';
export { environmentSecrets } from './vault/environment-secrets.ts';
