// MissingVoices: who was asked and did not speak, and why.
import type { MissingVoice } from '@parley/spec';

interface MissingVoicesProps {
  readonly missing: readonly MissingVoice[];
}

export function MissingVoices({ missing }: MissingVoicesProps) {
  if (missing.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1" aria-label="Missing voices">
      {missing.map((voice) => (
        <li
          key={voice.nodeId}
          className="rounded-control border border-dashed border-warning px-2.5 py-1.5 text-[13px] break-words"
        >
          <strong className="font-semibold">{voice.title} is missing.</strong> {voice.reason}
        </li>
      ))}
    </ul>
  );
}
