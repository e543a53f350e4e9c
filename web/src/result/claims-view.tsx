// ClaimsView: what an answer states, one thing each, with the words it rests on and whether they stand where it says.
import type { StatedClaim } from '@parley/spec';
import { PassageSource, PassageText } from './passage-quote.tsx';

interface ClaimsViewProps {
  readonly claims: readonly StatedClaim[];
}

export function ClaimsView({ claims }: ClaimsViewProps) {
  if (claims.length === 0) return null;
  return (
    <section aria-label="What it claims" className="flex flex-col gap-2">
      <h4 className="text-[13px] font-semibold">What it claims</h4>
      <ol className="flex list-decimal flex-col gap-3 pl-5">
        {claims.map((claim, index) => (
          // Two claims may read the same.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="break-words marker:text-ink-faint">
            <p>{claim.text}</p>
            <Grounds claim={claim} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Grounds({ claim: { quote, source, passage } }: { readonly claim: StatedClaim }) {
  if (passage) {
    return (
      <figure className="mt-1 border-l-2 border-line-strong pl-3 text-[13px]">
        <PassageText passage={passage} />
        <figcaption>
          <PassageSource passage={passage} />
        </figcaption>
      </figure>
    );
  }
  if (quote === undefined) return <p className="text-[12px] text-ink-faint">It quotes nothing for this.</p>;
  return (
    <figure className="mt-1 border-l-2 border-dashed border-warning pl-3 text-[13px]">
      <blockquote className="break-words whitespace-pre-line text-ink-soft">“{quote}”</blockquote>
      <figcaption className="text-[12px] leading-4 text-warning">
        These words stand in none of its documents
        {source !== undefined && <>; it names {source} as their source</>}.
      </figcaption>
    </figure>
  );
}
