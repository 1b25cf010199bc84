import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors duration-100 disabled:pointer-events-none disabled:opacity-45 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        primary: "bg-accent-strong text-white hover:brightness-110",
        plain: "border border-line bg-surface text-text hover:bg-hover",
        ghost: "text-muted hover:bg-hover hover:text-text",
        danger: "border border-line text-bad hover:bg-bad/10",
        tinted: "bg-accent-soft text-accent hover:brightness-105",
      },
      size: { md: "h-8 px-3", sm: "h-7 px-2 text-sm", icon: "size-7", "icon-sm": "size-6 rounded-sm" },
    },
    defaultVariants: { look: "plain", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> & VariantProps<typeof button>;

export function Button({ look, size, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={cn(button({ look, size }), className)} {...rest} />;
}
