import { cn } from "@/lib/cn";
import { optionColor } from "@/theme/optionColors";
import { useTheme } from "@/theme/themeStore";

/** The coloured tile of a base: its first letter on its colour. */
export function BaseMark({ name, color, small }: { name: string; color?: string | null; small?: boolean }) {
  const theme = useTheme((state) => state.theme);
  const paint = optionColor(color ?? "blue", theme);
  return (
    <span
      aria-hidden
      data-initials={[...name][0]?.toUpperCase()}
      className={cn(
        "flex shrink-0 items-center justify-center font-semibold before:content-[attr(data-initials)]",
        small ? "size-5 rounded-sm text-xs" : "size-8 rounded-md text-base",
      )}
      style={{ background: paint.background, color: paint.text }}
    />
  );
}
