// WeakVoiceNote: says which voice of a plain vote has been right clearly less often than the others. Nothing while none has.
import type { Verdict } from '@parley/spec';
import { weakVoiceWords } from '../history-page/history-words.ts';
import { useHistory } from '../state/history.ts';
import { type WeakVoice, weakVoicesOf } from './weak-voices.ts';

export function WeakVoiceNote({ weak }: { readonly weak: readonly WeakVoice[] }) {
  return weak.map(({ nodeId, title, right }) => (
    <p key={nodeId} className="rounded-control bg-warning-soft px-3 py-2 text-[13px] leading-5">
      {weakVoiceWords(`“${title}”`, right)}
    </p>
  ));
}

/** The same for the voices behind a verdict, by what is known of them now. */
export function VerdictWeakVoices({ verdict: { voices, decidedBy = 'majority' } }: { readonly verdict: Verdict }) {
  const history = useHistory();
  if (decidedBy !== 'majority') return null;
  const panel = voices.filter(({ kind }) => kind === 'model');
  const members = panel.map(({ nodeId, title, family, model }) => ({ nodeId, title, model: `${family}/${model}` }));
  return <WeakVoiceNote weak={weakVoicesOf(members, history)} />;
}
