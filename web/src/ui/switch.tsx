// Switch: on or off.
import { Switch as Radix } from 'radix-ui';

interface SwitchProps {
  readonly id?: string;
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly 'aria-describedby'?: string | undefined;
}

export function Switch({ checked, onCheckedChange, ...rest }: SwitchProps) {
  return (
    <span className="flex min-h-8 items-center">
      <Radix.Root
        {...rest}
        checked={checked}
        onCheckedChange={onCheckedChange}
        className="relative h-5 w-9 rounded-full bg-line-strong transition-colors duration-150 after:absolute after:-inset-1.5 data-[state=checked]:bg-primary"
      >
        <Radix.Thumb className="block size-4 translate-x-0.5 rounded-full bg-raised transition-transform duration-150 data-[state=checked]:translate-x-4.5" />
      </Radix.Root>
    </span>
  );
}
