import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const box =
  "w-full rounded-md border border-line bg-surface px-2.5 text-text transition-colors hover:border-faint/60 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent disabled:opacity-50 aria-invalid:border-bad";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return <input type={type} className={cn(box, "h-8", className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={cn(box, "min-h-16 resize-y py-1.5", className)} {...rest} />;
}
