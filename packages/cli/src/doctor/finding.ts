// One thing that `parley doctor` looked at.

export interface Finding {
  /** `absent`: not there, and not needed to work. */
  readonly state: 'good' | 'absent' | 'broken';
  /** A few words; the same in every version. */
  readonly about: string;
  /** A plain sentence. */
  readonly found: string;
  /** What to do, where there is something to do. */
  readonly repair?: string;
}
