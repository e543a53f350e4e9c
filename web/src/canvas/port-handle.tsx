// PortHandle: one port of a card: its label and the handle a wire is dragged from or to.
import type { InputPort, OutputPort } from '@parley/spec';
import { portTypeTitles } from '@parley/spec';
import { Handle, Position } from '@xyflow/react';
import { classNames } from '../ui/class-names.ts';
import { useHandleState } from './connecting.ts';

type PortHandleProps = {
  readonly nodeId: string;
  readonly nodeTitle: string;
} & ({ readonly side: 'target'; readonly port: InputPort } | { readonly side: 'source'; readonly port: OutputPort });

export function PortHandle(props: PortHandleProps) {
  const { nodeId, nodeTitle, side, port } = props;
  const state = useHandleState(nodeId, side, port.id);
  const carries =
    props.side === 'target'
      ? `takes ${props.port.accepts.map((type) => portTypeTitles[type]).join(' or ')}`
      : `gives ${portTypeTitles[props.port.type]}`;
  return (
    <div
      className={classNames(
        'relative flex h-6 items-center text-[11px] leading-4 text-ink-faint transition-opacity duration-150',
        side === 'target' ? 'justify-start pl-3' : 'justify-end pr-3',
        state === 'refused' && 'opacity-35',
        state === 'fits' && 'text-ink',
      )}
    >
      <Handle
        id={port.id}
        type={side}
        position={side === 'target' ? Position.Left : Position.Right}
        // A name needs a role; what a handle does is done by the inspector's "Wire" buttons for keyboards.
        role="img"
        aria-label={`${port.title} of ${nodeTitle}: ${carries}`}
        title={`${port.title}: ${carries}`}
        data-state={state}
        className="port"
      />
      <span className="truncate">{port.title}</span>
    </div>
  );
}
