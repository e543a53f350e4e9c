// The printer of meshes. Pure, and without parts of Node: the web app shows its code as it is drawn.
export { type CanvasFile, canvasFileSchema } from './canvas-file.ts';
export type { NodeRanges, SourceRange } from './code-writer.ts';
export { type DocumentFile, mediaTypeOf } from './document-files.ts';
export { type PrintedMesh, type PrintedNode, printMesh } from './print-mesh.ts';
