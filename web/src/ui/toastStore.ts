import { create } from "zustand";

export interface Toast {
  id: number;
  text: string;
  detail?: string;
  tone: "plain" | "bad";
  action?: { label: string; run: () => void };
}

interface ToastState {
  toasts: Toast[];
  dismiss: (id: number) => void;
}

let nextId = 1;

export const useToasts = create<ToastState>((set) => ({
  toasts: [],
  dismiss: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}));

/** Shows a message bottom left; failures and messages with an action stay longer. At most four are visible. */
export function toast(text: string, options: Partial<Omit<Toast, "id" | "text">> = {}): void {
  const id = nextId++;
  const entry: Toast = { id, text, tone: "plain", ...options };
  useToasts.setState((state) => ({ toasts: [...state.toasts.slice(-3), entry] }));
  const seconds = entry.tone === "bad" || entry.action ? 9 : 4;
  setTimeout(() => useToasts.getState().dismiss(id), seconds * 1000);
}
