// CodePanel: the open mesh as the TypeScript of its export, while it is edited. A constant in it and its node select each other.
import { Check, Copy, Download } from 'lucide-react';
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../api/api.ts';
import { getCanvasHandle } from '../canvas/canvas-handle.ts';
import { applyFix } from '../state/check-store.ts';
import { useFamilies } from '../state/families.ts';
import { selectNode, useGraph } from '../state/graph-store.ts';
import { useView } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { DiagnosticList } from '../ui/diagnostic-list.tsx';
import { type CodeLine, type CodePiece, colourCode, type PieceKind } from './colour-code.ts';
import { downloadProject, type ProjectFile } from './download-project.ts';
import { printGraph } from './print-graph.ts';

export function CodePanel() {
  // Typing comes first: the code follows when there is time.
  const graph = useDeferredValue(useGraph());
  const families = useFamilies();
  const result = useMemo(() => printGraph(graph, families), [graph, families]);
  if (graph.nodes.length === 0) return <p className="p-4 text-ink-soft">An empty mesh has no code. Add a node.</p>;
  if ('diagnostics' in result) {
    return (
      <div className="flex flex-col gap-2 p-4">
        <p>There is no code while the mesh has errors. Put these right, and it appears here.</p>
        <DiagnosticList diagnostics={result.diagnostics} onFix={applyFix} />
      </div>
    );
  }
  return <Code printed={result.printed} />;
}

function Code({ printed }: { readonly printed: Parameters<typeof colourCode>[0] }) {
  const lines = useMemo(() => colourCode(printed), [printed]);
  const selected = useView((view) => (view.selection.nodes.length === 1 ? view.selection.nodes[0] : undefined));
  const frame = useRef<HTMLPreElement>(null);
  const [files, setFiles] = useState<readonly ProjectFile[]>();
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    if (selected === undefined) return;
    frame.current
      ?.querySelector(`[data-declares="${CSS.escape(selected)}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected]);
  const download = () => {
    setIsBusy(true);
    downloadProject()
      .then(setFiles, (error: unknown) => toast.error(messageOf(error)))
      .finally(() => setIsBusy(false));
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <span className="font-mono text-[12px] text-ink-soft">mesh.ts</span>
        <span className="flex-1" />
        <CopyButton text={printed.code} />
        <Button icon={Download} disabled={isBusy} onClick={download}>
          Download project
        </Button>
      </div>
      {files && <Files files={files} />}
      <pre
        ref={frame}
        aria-label="Code of the mesh"
        // A region that scrolls can be reached and scrolled by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto px-3 py-2 font-mono text-[12px] leading-5 -outline-offset-2"
      >
        <code>
          {lines.map((line, index) => (
            // A line is where it stands.
            // oxlint-disable-next-line react/no-array-index-key
            <Line key={index} line={line} selected={holds(line, selected) ? selected : undefined} />
          ))}
        </code>
      </pre>
    </div>
  );
}

function holds({ pieces }: CodeLine, nodeId: string | undefined): boolean {
  return nodeId !== undefined && pieces.some((piece) => piece.nodeId === nodeId);
}

function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState<string>();
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      () => toast.error('The browser did not let this page write to the clipboard. Select the code and copy it.'),
    );
  };
  return (
    <Button icon={copied === text ? Check : Copy} onClick={copy}>
      {copied === text ? 'Copied' : 'Copy'}
    </Button>
  );
}

function Files({ files }: { readonly files: readonly ProjectFile[] }) {
  const own = files.filter(({ path }) => !path.startsWith('parley/'));
  return (
    <details className="max-h-40 shrink-0 overflow-y-auto border-b border-line px-3 py-1.5 text-[12px]" open>
      <summary className="cursor-pointer">
        {files.length} files were downloaded. In their folder: npm install, then npm start -- "your question"
      </summary>
      <ul aria-label="Files of the project" className="mt-1 flex flex-wrap gap-x-4 font-mono leading-5">
        {own.map(({ path }) => (
          <li key={path}>{path}</li>
        ))}
        {files.length > own.length && <li>parley/ ({files.length - own.length} files: the runtime as source)</li>}
      </ul>
    </details>
  );
}

interface LineProps {
  readonly line: CodeLine;
  /** The selected node, where its constant stands in this line. */
  readonly selected: string | undefined;
}

const Line = memo(
  function Line({ line, selected }: LineProps) {
    return (
      <>
        {line.pieces.map((piece, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <Piece key={index} piece={piece} isSelected={selected !== undefined && piece.nodeId === selected} />
        ))}
        {'\n'}
      </>
    );
  },
  (before, now) => before.line.key === now.line.key && before.selected === now.selected,
);

const colours: Record<PieceKind, string> = {
  plain: '',
  keyword: 'text-accent',
  string: 'text-family-teal',
  comment: 'text-ink-faint italic',
};

function Piece({
  piece: { text, kind, nodeId, isDeclaration = false },
  isSelected,
}: {
  readonly piece: CodePiece;
  readonly isSelected: boolean;
}) {
  if (nodeId === undefined) return kind === 'plain' ? text : <span className={colours[kind]}>{text}</span>;
  return (
    <button
      type="button"
      data-declares={isDeclaration ? nodeId : undefined}
      aria-pressed={isSelected}
      // One stop a node is enough for whoever goes by keys.
      tabIndex={isDeclaration ? 0 : -1}
      title="Select this node"
      className={classNames(
        'cursor-pointer rounded-[3px] underline decoration-line-strong decoration-dotted underline-offset-4 select-text hover:bg-hover',
        isSelected && 'bg-accent-soft text-accent',
        isDeclaration && 'font-semibold',
      )}
      onClick={() => {
        selectNode(nodeId);
        getCanvasHandle()?.reveal(nodeId);
      }}
    >
      {text}
    </button>
  );
}
