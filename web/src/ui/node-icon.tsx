// NodeIcon: a node type's icon by its lucide name. Names outside this list are drawn as a plain box; add yours here.
import type { LucideIcon } from 'lucide-react';
import {
  Binary,
  BookOpen,
  Box,
  Brain,
  ChartScatter,
  Combine,
  Eye,
  FileQuestionMark,
  FileText,
  Filter,
  Flag,
  GitBranch,
  GitMerge,
  Globe,
  Grid3x3,
  Hammer,
  Hand,
  Layers,
  Lightbulb,
  ListChecks,
  MessageCircle,
  MessagesSquare,
  Pencil,
  Quote,
  Repeat,
  Scale,
  Search,
  Shuffle,
  Sigma,
  Split,
  StickyNote,
  Users,
  Vote,
  Wrench,
} from 'lucide-react';

const icons: Readonly<Record<string, LucideIcon>> = {
  binary: Binary,
  'book-open': BookOpen,
  brain: Brain,
  'chart-scatter': ChartScatter,
  combine: Combine,
  eye: Eye,
  'file-question-mark': FileQuestionMark,
  'file-text': FileText,
  filter: Filter,
  flag: Flag,
  'git-branch': GitBranch,
  'git-merge': GitMerge,
  globe: Globe,
  'grid-3x3': Grid3x3,
  hammer: Hammer,
  hand: Hand,
  layers: Layers,
  lightbulb: Lightbulb,
  'list-checks': ListChecks,
  'message-circle': MessageCircle,
  'messages-square': MessagesSquare,
  pencil: Pencil,
  quote: Quote,
  repeat: Repeat,
  scale: Scale,
  search: Search,
  shuffle: Shuffle,
  sigma: Sigma,
  split: Split,
  'sticky-note': StickyNote,
  users: Users,
  vote: Vote,
  wrench: Wrench,
};

interface NodeIconProps {
  readonly name: string | undefined;
  readonly size?: number;
}

export function NodeIcon({ name = '', size = 16 }: NodeIconProps) {
  const Icon = (Object.hasOwn(icons, name) ? icons[name] : undefined) ?? Box;
  return <Icon size={size} aria-hidden className="shrink-0" />;
}
