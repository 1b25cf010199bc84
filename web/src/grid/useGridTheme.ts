import type { Theme } from "@glideapps/glide-data-grid";
import { useMemo } from "react";
import { readTokens } from "@/theme/readTokens";
import { useTheme } from "@/theme/themeStore";

/** Glide's theme from our tokens; recomputed when the person switches. */
export function useGridTheme(): Partial<Theme> {
  const theme = useTheme((state) => state.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens are read from the page, the theme says when
  return useMemo(() => {
    const tokens = readTokens();
    return {
      accentColor: tokens.accent,
      accentFg: "#ffffff",
      accentLight: `${tokens.accent}22`,
      textDark: tokens.text,
      textMedium: tokens.muted,
      textLight: tokens.faint,
      textBubble: tokens.text,
      bgIconHeader: tokens.surface,
      fgIconHeader: tokens.muted,
      textHeader: tokens.muted,
      textHeaderSelected: tokens.text,
      bgCell: tokens.surface,
      bgCellMedium: tokens.hover,
      bgHeader: tokens.bg,
      bgHeaderHasFocus: tokens.hover,
      bgHeaderHovered: tokens.hover,
      borderColor: tokens.line,
      horizontalBorderColor: tokens.line,
      headerBottomBorderColor: tokens.line,
      linkColor: tokens.accent,
      cellHorizontalPadding: 8,
      cellVerticalPadding: 5,
      headerFontStyle: "500 12px",
      headerIconSize: 16,
      baseFontStyle: "13px",
      markerFontStyle: "11px",
      fontFamily: '"Inter Variable", system-ui, sans-serif',
      editorFontSize: "13px",
      lineHeight: 1.45,
      checkboxMaxSize: 15,
      roundingRadius: 4,
      resizeIndicatorColor: tokens.accent,
    };
  }, [theme]);
}
