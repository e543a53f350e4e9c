// Which voices lower a plain vote, by the workspace's own grades. Pure.
import { findWeakVoices } from '@parley/deliberation';
import type { CountedShare, WorkspaceHistory } from '@parley/spec';

interface Member {
  readonly nodeId: string;
  readonly title: string;
  /** `family/model`. */
  readonly model: string;
}

export interface WeakVoice {
  readonly nodeId: string;
  readonly title: string;
  readonly right: CountedShare;
}

const unknown: CountedShare = { count: 0, of: 0, low: 0, high: 1 };

/** The weak voices of a panel that decides by most votes; none without a history (see `findWeakVoices`). */
export function weakVoicesOf(panel: readonly Member[], history: WorkspaceHistory | undefined): WeakVoice[] {
  const records = new Map(history?.models.map(({ family, model, right }) => [`${family}/${model}`, right]));
  const voices = panel.map(({ nodeId, title, model }) => ({ nodeId, title, right: records.get(model) ?? unknown }));
  const weak = findWeakVoices(voices.map(({ right: { of, low, high } }) => ({ items: of, low, high })));
  return voices.filter((_, place) => weak.includes(place));
}
