import { Check } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";

interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label?: string;
  id?: string;
  disabled?: boolean;
}

export function Checkbox({ checked, onChange, label, id, disabled }: CheckboxProps) {
  return (
    // In a form, Radix clicks a hidden input too, by an event without a place that the grid takes for a touch.
    // biome-ignore lint/a11y/noStaticElementInteractions: the box inside is the control
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <span
      className="contents"
      onClick={(event) => {
        if (!(event.nativeEvent instanceof MouseEvent)) event.stopPropagation();
      }}
    >
      <Radix.Root
        id={id}
        checked={checked}
        disabled={disabled}
        aria-label={label}
        onCheckedChange={(next) => onChange(next === true)}
        className="flex size-4 shrink-0 cursor-pointer items-center justify-center rounded-sm border border-faint bg-surface text-white data-[state=checked]:border-accent-strong data-[state=checked]:bg-accent-strong disabled:opacity-50"
      >
        <Radix.Indicator>
          <Check className="size-3" strokeWidth={3} />
        </Radix.Indicator>
      </Radix.Root>
    </span>
  );
}
