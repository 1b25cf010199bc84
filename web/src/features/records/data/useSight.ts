import { useCallback, useEffect, useRef, useState } from "react";

export interface Sight {
  first: number;
  last: number;
}

/** Rows that are dragged past are not asked for; those where it stops are, after so long. */
const STILL_MS = 120;
/** So far beyond the rows in sight it still is a scroll and not a jump. */
const STEP = 60;

/** Whether a scroll has led from one to the other, and not a jump. */
export function isStep(from: Sight, to: Sight): boolean {
  return to.first <= from.last + STEP && to.last >= from.first - STEP;
}

/** The rows on the screen: at once as they are scrolled, and after a jump once it has come to a stop. */
export function useSight(): [Sight, (first: number, last: number) => void] {
  const [sight, setSight] = useState<Sight>({ first: 0, last: 40 });
  const settled = useRef(sight);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => () => clearTimeout(timer.current), []);

  const onVisibleRows = useCallback((first: number, last: number) => {
    const settle = () => {
      if (settled.current.first === first && settled.current.last === last) return;
      settled.current = { first, last };
      setSight(settled.current);
    };
    clearTimeout(timer.current);
    if (isStep(settled.current, { first, last })) settle();
    else timer.current = setTimeout(settle, STILL_MS);
  }, []);

  return [sight, onVisibleRows];
}
