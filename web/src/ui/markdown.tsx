// Markdown: text written by people or models, drawn without trusting it: no HTML, no scripts, no remote images.
import ReactMarkdown from 'react-markdown';
import type { Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { classNames } from './class-names.ts';

const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  ),
  // An image would make the browser call wherever the text says.
  img: ({ alt }) => <span>{alt}</span>,
};
const remarkPlugins = [remarkGfm];
const rehypePlugins = [rehypeSanitize];

interface MarkdownProps {
  readonly text: string;
  readonly className?: string;
}

export function Markdown({ text, className }: MarkdownProps) {
  return (
    <div className={classNames('prose break-words', className)}>
      <ReactMarkdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
