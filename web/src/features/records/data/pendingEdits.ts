import { create } from "zustand";

interface PendingEdits {
  pending: number;
  failed: boolean;
}

/** How many writes are under way: pages are not read again meanwhile, and the status strip says so. */
export const usePendingEdits = create<PendingEdits>(() => ({ pending: 0, failed: false }));

export async function trackEdit<T>(work: () => Promise<T>): Promise<T> {
  usePendingEdits.setState(({ pending }) => ({ pending: pending + 1, failed: false }));
  try {
    return await work();
  } catch (error) {
    usePendingEdits.setState({ failed: true });
    throw error;
  } finally {
    usePendingEdits.setState(({ pending }) => ({ pending: pending - 1 }));
  }
}
