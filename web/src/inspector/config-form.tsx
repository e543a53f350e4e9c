// ConfigForm: the settings of one node, drawn from its type's schema. What is typed goes to the graph at once, and a
// burst of typing in one field is one undo step.
import type { Diagnostic, GraphNode, NodeType } from '@parley/spec';
import { ChevronRight } from 'lucide-react';
import type { z } from 'zod';
import { applyFix, useNodeDiagnostics } from '../state/check-store.ts';
import { dispatch, getGraph, graphStore } from '../state/graph-store.ts';
import { DiagnosticList } from '../ui/diagnostic-list.tsx';
import type { FieldControlProps } from '../ui/field.tsx';
import { Field, TextArea, TextInput } from '../ui/field.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';
import type { StoredDocument } from './documents-control.tsx';
import { DocumentsControl, readDocuments } from './documents-control.tsx';
import { FamilyControl, ModelControl } from './family-control.tsx';
import type { FieldSpec } from './field-specs.ts';
import { fieldSpecs } from './field-specs.ts';
import { ListControl } from './list-control.tsx';
import { NumberControl } from './number-control.tsx';
import { PairsControl } from './pairs-control.tsx';
import { ToolsControl } from './tools-control.tsx';

interface ConfigFormProps {
  readonly node: GraphNode;
  readonly nodeType: NodeType;
}

export function ConfigForm({ node, nodeType }: ConfigFormProps) {
  const diagnostics = useNodeDiagnostics(node.id);
  const fields = fieldSpecs(nodeType);
  const names = new Set(fields.map((field) => field.name));
  const ofNode = diagnostics.filter(({ at }) => !names.has(String(at.path?.[0])));
  const faultsOf = (field: FieldSpec) => diagnostics.filter(({ at }) => at.path?.[0] === field.name);
  // What was changed or is wrong is never hidden.
  const speaksUp = fields.some(
    (field) =>
      field.more && (faultsOf(field).length > 0 || (node.config[field.name] ?? field.default) !== field.default),
  );
  const draw = (field: FieldSpec) => (
    <ConfigField
      key={field.name}
      node={node}
      field={field}
      family={familyOf(node, fields, field)}
      diagnostics={faultsOf(field)}
    />
  );
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
      {ofNode.length > 0 && (
        <div className="rounded-control border border-line bg-raised p-2.5">
          <DiagnosticList diagnostics={ofNode} onFix={applyFix} />
        </div>
      )}
      {fields.filter((field) => !field.more).map(draw)}
      {fields.some((field) => field.more) && (
        <details key={node.id} open={speaksUp} className="group">
          <summary className="inline-flex min-h-8 cursor-pointer items-center gap-1 text-[13px] text-ink-soft hover:text-ink">
            <ChevronRight size={15} aria-hidden className="transition-transform duration-150 group-open:rotate-90" />
            More settings
          </summary>
          <div className="flex flex-col gap-4 pt-2">{fields.filter((field) => field.more).map(draw)}</div>
        </details>
      )}
    </form>
  );
}

interface ConfigFieldProps {
  readonly node: GraphNode;
  readonly field: FieldSpec;
  /** The family chosen before it in this node, for a field that chooses a model. */
  readonly family: string;
  readonly diagnostics: readonly Diagnostic[];
}

function ConfigField({ node, field, family, diagnostics }: ConfigFieldProps) {
  const value = node.config[field.name] ?? field.default;
  const change = (next: z.infer<ReturnType<typeof z.json>>, isTyped = false) => {
    const burst = isTyped ? `${node.id}/${field.name}` : undefined;
    dispatch({ type: 'set-config', id: node.id, config: { [field.name]: next } }, `Change ${field.title}`, burst);
  };
  const changeDocuments = (update: (documents: StoredDocument[]) => StoredDocument[]) => {
    const now = getGraph().nodes.find(({ id }) => id === node.id)?.config[field.name];
    change(update(readDocuments(now)));
  };
  const draw = (control: FieldControlProps) => {
    switch (field.control) {
      case 'multiline':
        return <TextArea {...control} value={textOf(value)} onChange={(event) => change(event.target.value, true)} />;
      case 'markdown':
        return (
          <>
            <TextArea {...control} value={textOf(value)} onChange={(event) => change(event.target.value, true)} />
            {textOf(value).trim() !== '' && (
              <Markdown text={textOf(value)} className="rounded-control border border-line p-2.5 text-[13px]" />
            )}
          </>
        );
      case 'family':
        return (
          <FamilyControl control={control} value={textOf(value)} optional={field.default === ''} onChange={change} />
        );
      case 'model':
        return (
          <ModelControl
            control={control}
            value={textOf(value)}
            family={family}
            onChange={(next) => change(next, true)}
          />
        );
      case 'documents':
        return <DocumentsControl control={control} value={value} limit={field.limit} onChange={changeDocuments} />;
      case 'list':
        return <ListControl control={control} value={textsOf(value)} limit={field.limit} onChange={change} />;
      case 'tools':
        return <ToolsControl control={control} label={field.title} value={textsOf(value)} onChange={change} />;
      case 'pairs':
        return <PairsControl control={control} label={field.title} node={node} />;
      case 'number':
        return (
          <NumberControl
            control={control}
            value={typeof value === 'number' ? value : undefined}
            minimum={field.minimum}
            maximum={field.maximum}
            onChange={(next) => change(next, true)}
          />
        );
      case 'switch':
        return <Switch id={control.id} checked={value === true} onCheckedChange={(next) => change(next)} />;
      case 'select':
        return (
          <Select {...control} value={textOf(value)} onValueChange={(next) => change(next)} options={field.options} />
        );
      case 'line':
        return <TextInput {...control} value={textOf(value)} onChange={(event) => change(event.target.value, true)} />;
      case 'unknown':
        return (
          <pre className="overflow-x-auto rounded-control bg-hover p-2 text-[12px]">
            {JSON.stringify(value, undefined, 2)}
          </pre>
        );
    }
  };
  return (
    <div data-field={field.name} onBlur={graphStore.endBurst}>
      <Field
        label={field.title}
        description={field.description}
        invalid={diagnostics.some(({ severity }) => severity === 'error')}
        faults={diagnostics.length > 0 && <DiagnosticList diagnostics={diagnostics} onFix={applyFix} />}
      >
        {draw}
      </Field>
    </div>
  );
}

/** That of the last family field before this one: a node may have an explorer and a judge. */
function familyOf(node: GraphNode, fields: readonly FieldSpec[], { name }: FieldSpec): string {
  const place = fields.findIndex((other) => other.name === name);
  const field = fields.slice(0, place).findLast(({ control }) => control === 'family');
  return field ? textOf(node.config[field.name] ?? field.default) : '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
