export * from './engine-host.ts';
export * from './mesh.ts';
export { MeshError } from './mesh-error.ts';
export { openLoop } from './mesh-loop.ts';
export { type MeshOps, type MeshParts, openMesh } from './open-mesh.ts';
export * from './run-plan.ts';
