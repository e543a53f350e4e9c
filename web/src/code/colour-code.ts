// colourCode: printed code in lines of pieces: what kind of word each is, and which node its constant stands for.
import type { PrintedMesh } from '@parley/codegen';
import { tokenize } from 'sugar-high/lang/typescript';

export type PieceKind = 'plain' | 'keyword' | 'string' | 'comment';

export interface CodePiece {
  readonly text: string;
  readonly kind: PieceKind;
  /** The node whose constant this is. */
  readonly nodeId?: string;
  /** Whether the constant is declared here. */
  readonly isDeclaration?: boolean;
}

export interface CodeLine {
  readonly pieces: readonly CodePiece[];
  /** Equal for lines that look the same. */
  readonly key: string;
}

/** The library's numbers for what is not plain. */
const kinds: Readonly<Record<number, PieceKind>> = { 1: 'keyword', 2: 'string', 8: 'comment' };

/** Lines in order; their pieces together are the code to the letter, without the line ends. */
export function colourCode({ code, names }: Pick<PrintedMesh, 'code' | 'names'>): CodeLine[] {
  const constants = [...names]
    .flatMap(([nodeId, { names: places }]) =>
      places.map(({ start, end }, index) => ({ start, end, nodeId, isDeclaration: index === 0 })),
    )
    .sort((a, b) => a.start - b.start);
  const lines: CodePiece[][] = [[]];
  const put = (text: string, piece: Omit<CodePiece, 'text'>) => {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part === '') continue;
      const line = lines.at(-1);
      const last = line?.at(-1);
      if (last && last.kind === piece.kind && last.nodeId === undefined && piece.nodeId === undefined) {
        line?.splice(-1, 1, { ...last, text: last.text + part });
      } else line?.push({ text: part, ...piece });
    }
  };
  let at = 0;
  let next = 0;
  for (const [type, text] of tokenize(code, {})) {
    const end = at + text.length;
    const kind = kinds[type] ?? 'plain';
    let from = at;
    for (let constant = constants[next]; constant && constant.start < end; constant = constants[next]) {
      const { start, end: stop, nodeId, isDeclaration } = constant;
      put(code.slice(from, start), { kind });
      put(code.slice(start, Math.min(stop, end)), { kind: 'plain', nodeId, isDeclaration });
      from = Math.min(stop, end);
      next += 1;
    }
    put(code.slice(from, end), { kind });
    at = end;
  }
  return lines.map((pieces) => ({ pieces, key: JSON.stringify(pieces) }));
}
