import { cn } from "@/lib/cn";
import { OPTION_COLORS, optionColor } from "@/theme/optionColors";
import { useTheme } from "@/theme/themeStore";

/** Initials on a colour that follows from the name; drawn by CSS, so that they are not read out beside the name. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  const theme = useTheme((state) => state.theme);
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  const paint = optionColor(OPTION_COLORS[1 + (sum % (OPTION_COLORS.length - 1))], theme);
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part[0]?.toUpperCase() ?? "")
    .join("");
  return (
    <span
      aria-hidden
      data-initials={initials}
      className={cn(
        "inline-flex size-6 shrink-0 items-center justify-center rounded-full text-[10px] font-semibold before:content-[attr(data-initials)]",
        className,
      )}
      style={{ background: paint.background, color: paint.text }}
    />
  );
}
