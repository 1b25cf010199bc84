import { Switch as Radix } from "radix-ui";

interface SwitchProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  disabled?: boolean;
}

export function Switch({ checked, onChange, label, disabled }: SwitchProps) {
  return (
    <Radix.Root
      checked={checked}
      // Inside a form, Radix sends a second click that is no mouse event; the grid below, which hears it, cannot read it.
      onClick={(event) => event.stopPropagation()}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-label={label}
      className="relative h-4 w-7 shrink-0 cursor-pointer rounded-full bg-faint/50 transition-colors data-[state=checked]:bg-accent-strong disabled:opacity-45"
    >
      <Radix.Thumb className="block size-3 translate-x-0.5 rounded-full bg-white transition-transform duration-120 data-[state=checked]:translate-x-3.5" />
    </Radix.Root>
  );
}
