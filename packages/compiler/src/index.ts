// From a Graph to a Plan: shape, checks and compilation. Runs in the browser and on the server; knows no node type by name.
export { checkGraph } from './check-graph.ts';
export { compileGraph } from './compile-graph.ts';
export { type Connection, explainConnection } from './explain-connection.ts';
export type { Environment } from './graph-view.ts';
export { parseGraph } from './parse-graph.ts';
