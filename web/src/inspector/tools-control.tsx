// ToolsControl: which tools an agent may use. It shows every tool of the server with whether it can be used now, and
// those that were chosen and that the server does not know.
import { useLoaded } from '../run/use-loaded.ts';
import { loadTools, type ToolStatus } from '../state/tools.ts';
import { toolWords } from '../tools-page/tool-words.ts';
import type { FieldControlProps } from '../ui/field.tsx';

interface ToolsControlProps {
  readonly control: FieldControlProps;
  readonly label: string;
  /** Ids. */
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
}

export function ToolsControl({ control, label, value, onChange }: ToolsControlProps) {
  const { value: known, error } = useLoaded('tools', loadTools);
  const unknown = value
    .filter((id) => !(known ?? []).some((tool) => tool.id === id))
    .map((id): ToolStatus => ({ id, title: id, description: '', available: known === undefined }));
  const tools = [...(known ?? []), ...unknown];
  const isSettled = known !== undefined || error !== undefined;
  return (
    <div
      id={control.id}
      role="group"
      aria-label={label}
      aria-describedby={control['aria-describedby']}
      className="flex flex-col rounded-control border border-line empty:hidden"
    >
      {tools.map((tool) => (
        <ToolChoice
          key={tool.id}
          tool={tool}
          checked={value.includes(tool.id)}
          onCheckedChange={(checked) =>
            onChange(checked ? [...value, tool.id] : value.filter((other) => other !== tool.id))
          }
        />
      ))}
      {isSettled && tools.length === 0 && (
        <p className="px-2.5 py-1.5 text-[12px] text-ink-faint">This server offers no tools.</p>
      )}
    </div>
  );
}

interface ToolChoiceProps {
  readonly tool: ToolStatus;
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
}

function ToolChoice({ tool, checked, onCheckedChange }: ToolChoiceProps) {
  return (
    <label className="flex min-h-8 cursor-pointer items-start gap-2 px-2.5 py-1.5 text-[13px] hover:bg-hover">
      <input
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-accent"
        checked={checked}
        onChange={(event) => onCheckedChange(event.target.checked)}
      />
      <span className="min-w-0">
        <span className="block truncate">{tool.title}</span>
        {toolWords(tool) !== '' && (
          <span className="block text-[12px] leading-4 text-ink-faint">{toolWords(tool)}</span>
        )}
        {!tool.available && (
          <span className="block text-[12px] leading-4 text-warning">
            {tool.reason ?? 'This server does not offer this tool.'}
          </span>
        )}
      </span>
    </label>
  );
}
