// FamilyRow: one family: its mark, whether it can speak now, and why not.
import type { FamilyStatus } from '@parley/spec';
import { FamilyMark } from '../family/family-mark.tsx';
import { StepShape } from '../run/step-shape.tsx';

interface FamilyRowProps {
  readonly family: FamilyStatus;
}

export function FamilyRow({ family }: FamilyRowProps) {
  const models = family.models.map((model) => model.title).join(', ');
  return (
    <li className="flex gap-2.5">
      <span className="flex h-5 items-center">
        <FamilyMark family={family.id} size={16} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-semibold">{family.title}</span>
          <span className="flex items-center gap-1 text-[12px] text-ink-soft">
            <StepShape shape={family.available ? 'done' : 'missing'} />
            {family.available
              ? 'can speak now'
              : family.missing === 'key'
                ? 'needs a key to speak'
                : 'cannot speak now'}
          </span>
        </p>
        <p className="text-[13px] break-words text-ink-soft">
          {family.available || family.missing === 'key' ? family.description : (family.reason ?? family.description)}
        </p>
        {family.kind === 'model' && models !== '' && (
          <p className="text-[12px] break-words text-ink-faint">Models: {models}</p>
        )}
      </div>
    </li>
  );
}
