import { optionColor } from "@/theme/optionColors";
import { useTheme } from "@/theme/themeStore";

export function OptionChip({ name, color }: { name: string; color?: string | null }) {
  const theme = useTheme((state) => state.theme);
  const paint = optionColor(color, theme);
  return (
    <span
      className="inline-block max-w-full truncate rounded-sm px-1.5 text-sm leading-5"
      style={{ background: paint.background, color: paint.text }}
    >
      {name}
    </span>
  );
}
