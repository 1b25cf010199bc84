import { useCallback, useEffect, useRef } from "react";

/** As long as somebody types without a pause it is one change. */
const PAUSE_MS = 400;

/** Tells of what was typed once there is a pause, or the input is left: `flush` is for its blur. */
export function useTyped<T>(onChange: (value: T) => void) {
  const told = useRef(onChange);
  useEffect(() => {
    told.current = onChange;
  });
  const waiting = useRef<{ value: T; timer: number } | null>(null);
  const flush = useCallback(() => {
    const last = waiting.current;
    if (!last) return;
    clearTimeout(last.timer);
    waiting.current = null;
    told.current(last.value);
  }, []);
  const type = useCallback(
    (value: T) => {
      if (waiting.current) clearTimeout(waiting.current.timer);
      waiting.current = { value, timer: window.setTimeout(flush, PAUSE_MS) };
    },
    [flush],
  );
  // A panel may be closed in the middle of a word.
  useEffect(() => flush, [flush]);
  return { type, flush };
}
