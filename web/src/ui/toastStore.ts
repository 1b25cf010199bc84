import { create } from "zustand";

export interface Toast {
  id: number;
  text: string;
  detail?: string;
  tone: "plain" | "bad";
  /** The path of the page that it speaks of; it goes with that page. Null for what is true anywhere. */
  page: string | null;
  action?: { label: string; run: () => void };
  /** A message of a topic takes the place of the one before it. */
  topic?: string;
}

interface ToastState {
  toasts: Toast[];
  dismiss: (id: number) => void;
  /** The person is on another page now. */
  leave: (path: string) => void;
}

let nextId = 1;

export const useToasts = create<ToastState>((set) => ({
  toasts: [],
  dismiss: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
  leave: (path) =>
    set((state) => ({ toasts: state.toasts.filter((toast) => toast.page === null || toast.page === path) })),
}));

const MOST = 3;

/** Shows a message. A failure stays until it is dismissed or its page is left, one with an action a while longer. */
export function toast(text: string, options: Partial<Omit<Toast, "id" | "text">> = {}): void {
  const id = nextId++;
  const entry: Toast = { id, text, tone: "plain", page: window.location.pathname, ...options };
  // The same failure again is one message, and no more than a few fit: old ones that may go, go first.
  const same = (each: Toast) =>
    (each.text === text && each.detail === entry.detail) || (each.topic !== undefined && each.topic === entry.topic);
  const others = useToasts.getState().toasts.filter((each) => !same(each));
  const spare = others.find((each) => each.tone === "plain") ?? others[0];
  const kept = others.length < MOST ? others : others.filter((each) => each !== spare);
  useToasts.setState({ toasts: [...kept, entry] });
  if (entry.tone === "bad") return;
  setTimeout(() => useToasts.getState().dismiss(id), entry.action ? 9_000 : 4_000);
}
