// MeshName: the name of the mesh where it can be edited. An empty field is on its way to a name and changes nothing.
import type { ComponentProps } from 'react';
import { useState } from 'react';
import { renameMesh } from '../commands/edit-mesh.ts';
import { graphStore, useGraph } from '../state/graph-store.ts';
import { TextInput } from '../ui/field.tsx';

export function MeshName(props: Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'onBlur'>) {
  const { name } = useGraph();
  const [typed, setTyped] = useState<string>();
  return (
    <TextInput
      maxLength={200}
      {...props}
      value={typed ?? name}
      onChange={(event) => {
        setTyped(event.target.value);
        renameMesh(event.target.value);
      }}
      onBlur={() => {
        setTyped(undefined);
        graphStore.endBurst();
      }}
    />
  );
}
