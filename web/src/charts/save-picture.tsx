// SavePicture: takes a picture out of the product, with its words, as SVG or PNG.
import { Download } from 'lucide-react';
import type { RefObject } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { saveFile } from '../ui/save-file.ts';
import { drawPng, writeSvg } from './picture-file.ts';

interface SavePictureProps {
  /** An element that holds the picture's one SVG. */
  readonly holder: RefObject<HTMLElement | null>;
  readonly title: string;
  readonly note: string;
}

export function SavePicture({ holder, title, note }: SavePictureProps) {
  const save = async (ending: 'svg' | 'png'): Promise<void> => {
    const picture = holder.current?.querySelector('svg');
    if (!picture) return;
    const svg = writeSvg(picture, { title, note });
    saveFile(ending === 'png' ? await drawPng(svg) : new Blob([svg], { type: 'image/svg+xml' }), title, ending);
  };
  const attempt = (ending: 'svg' | 'png') => {
    save(ending).catch((error: unknown) => toast.error(messageOf(error)));
  };
  return (
    <>
      <Button variant="quiet" icon={Download} aria-label={`Save “${title}” as SVG`} onClick={() => attempt('svg')}>
        SVG
      </Button>
      <Button variant="quiet" icon={Download} aria-label={`Save “${title}” as PNG`} onClick={() => attempt('png')}>
        PNG
      </Button>
    </>
  );
}
