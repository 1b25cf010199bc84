import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export interface Choice<T extends string> {
  value: T;
  label: string;
  icon?: ReactNode;
}

interface SelectProps<T extends string> {
  value: T | "";
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
  label?: string;
  id?: string;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
}

export function Select<T extends string>({
  value,
  choices,
  onChange,
  label,
  placeholder,
  className,
  ...rest
}: SelectProps<T>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)} disabled={rest.disabled}>
      <Radix.Trigger
        id={rest.id}
        aria-invalid={rest["aria-invalid"]}
        aria-describedby={rest["aria-describedby"]}
        aria-label={label}
        className={cn(
          "flex h-8 w-full items-center gap-1.5 rounded-md border border-line bg-surface px-2.5 text-left hover:border-faint/60 data-placeholder:text-faint disabled:opacity-50 aria-invalid:border-bad [&>span]:min-w-0 [&>span]:flex-1 [&>span]:truncate",
          className,
        )}
      >
        <Radix.Value placeholder={placeholder} />
        <ChevronDown className="size-3.5 shrink-0 text-muted" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-xl border border-line bg-raised text-text shadow-[var(--shadow)] motion-safe:animate-appear"
        >
          <Radix.Viewport className="max-h-80 p-1">
            {choices.map((choice) => (
              <Radix.Item
                key={choice.value}
                value={choice.value}
                className="flex h-8 cursor-pointer items-center gap-2 rounded-md pr-2 pl-2 outline-none select-none data-highlighted:bg-hover [&_svg]:size-4"
              >
                {choice.icon && <span className="text-muted">{choice.icon}</span>}
                <Radix.ItemText>{choice.label}</Radix.ItemText>
                <Radix.ItemIndicator className="ml-auto text-accent">
                  <Check />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
