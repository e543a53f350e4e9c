// parseSourceExports: what a file of TypeScript exports, and from where it hands things on.
import { parseSync } from 'oxc-parser';

export interface SourceExports {
  /** Names that are declared in the file. */
  readonly declared: ReadonlySet<string>;
  /** Names that it hands on from another file. */
  readonly handedOn: ReadonlyMap<string, { readonly from: string; readonly name: string }>;
  /** Files of which it hands on everything. */
  readonly allOf: readonly string[];
}

/** Reads the exports of this source. */
export function parseSourceExports(file: string, source: string): SourceExports {
  const declared = new Set<string>();
  const handedOn = new Map<string, { from: string; name: string }>();
  const allOf: string[] = [];
  for (const { entries } of parseSync(file, source).module.staticExports) {
    for (const { moduleRequest, importName, exportName } of entries) {
      const name = exportName.name;
      if (!moduleRequest) {
        if (name !== null) declared.add(name);
      } else if (name === null) allOf.push(moduleRequest.value);
      else handedOn.set(name, { from: moduleRequest.value, name: importName.name ?? name });
    }
  }
  return { declared, handedOn, allOf };
}
