// The writer of projects: Node only, because it reads our own source.
export { emitProject, type ProjectSource } from './emit-project.ts';
