import { useEffect, useState } from "react";

/** The value once it has stood still for a moment, for what is too dear to ask at every keystroke. */
export function useLater<T>(value: T, waitMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs);
    return () => clearTimeout(timer);
  }, [value, waitMs]);
  return settled;
}
