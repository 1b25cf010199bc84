import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";
import { useFault } from "./context";

interface FaultBoxProps {
  card: string;
  input: string;
  label: string;
  children: ReactNode;
}

/** Around an input that is no single control, such as a filter: its fault as an outline with the message underneath. */
export function FaultBox({ card, input, label, children }: FaultBoxProps) {
  const id = useId();
  const fault = useFault(card, input);
  return (
    <div
      role="group"
      aria-label={label}
      aria-describedby={fault ? id : undefined}
      data-fault={fault ? true : undefined}
      tabIndex={fault ? -1 : undefined}
      className={cn("min-w-0", fault && "rounded-md border border-bad p-2")}
    >
      {children}
      {fault && <FaultText id={id}>{fault}</FaultText>}
    </div>
  );
}

export function FaultText({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="mt-1 text-sm break-words text-bad">
      {children}
    </p>
  );
}
