// StreamingText: words while they arrive, as plain text: parsing markdown again for each token would cost too much.
import { withoutMarks } from '../run/plain-text.ts';

interface StreamingTextProps {
  readonly text: string;
}

export function StreamingText({ text }: StreamingTextProps) {
  return <p className="break-words whitespace-pre-wrap">{withoutMarks(text)}</p>;
}
