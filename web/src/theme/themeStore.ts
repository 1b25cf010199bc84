import { create } from "zustand";

export type Theme = "dark" | "light";

interface ThemeState {
  theme: Theme;
  toggle: () => void;
}

const KEY = "dataos.theme";

/** The attribute on <html> is the truth (public/theme.js sets it before the first paint); this store mirrors it. */
export const useTheme = create<ThemeState>((set, get) => ({
  theme: document.documentElement.dataset.theme === "light" ? "light" : "dark",
  toggle: () => {
    const theme = get().theme === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Storage can be blocked; the choice then lasts for this page only.
    }
    set({ theme });
  },
}));
