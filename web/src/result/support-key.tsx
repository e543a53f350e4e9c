// SupportKey: what the edges beside a report's parts mean.

const entries = [
  { edge: 'border-solid border-ink', words: 'several lineages' },
  { edge: 'border-dashed border-line-strong', words: 'one lineage' },
  { edge: 'border-dotted border-warning', words: 'no support named' },
];

export function SupportKey() {
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-[12px] leading-4 text-ink-faint">
      <span>What each part rests on:</span>
      {entries.map(({ edge, words }) => (
        <span key={words} className={`border-l-2 pl-1.5 ${edge}`}>
          {words}
        </span>
      ))}
    </p>
  );
}
