import { create } from "zustand";

interface ShellState {
  collapsed: boolean;
  drawerOpen: boolean;
  inspectorWidth: number;
  toggleCollapsed: () => void;
  setDrawerOpen: (open: boolean) => void;
  setInspectorWidth: (width: number) => void;
}

const KEY = "dataos.shell";
export const INSPECTOR = { initial: 380, min: 300, max: 720 };

function stored(): Pick<ShellState, "collapsed" | "inspectorWidth"> {
  const fallback = { collapsed: false, inspectorWidth: INSPECTOR.initial };
  try {
    return { ...fallback, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return fallback;
  }
}

export const useShell = create<ShellState>((set, get) => ({
  ...stored(),
  drawerOpen: false,
  toggleCollapsed: () => set({ collapsed: !get().collapsed }),
  setDrawerOpen: (drawerOpen) => set({ drawerOpen }),
  setInspectorWidth: (width) => set({ inspectorWidth: Math.min(INSPECTOR.max, Math.max(INSPECTOR.min, width)) }),
}));

useShell.subscribe(({ collapsed, inspectorWidth }) => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ collapsed, inspectorWidth }));
  } catch {
    // Storage can be blocked; the shell then starts with its defaults.
  }
});
