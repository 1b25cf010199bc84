import { createContext, use } from "react";
import type { PlacedFault } from "./placing";

export const Faults = createContext<readonly PlacedFault[]>([]);

/** What is wrong with one input of a card, as one text; null when nothing is. */
export function useFault(card: string, input: string): string | null {
  const messages = use(Faults)
    .filter((fault) => fault.card === card && fault.input === input)
    .map((fault) => fault.message);
  return messages.length > 0 ? messages.join(" ") : null;
}

/** How many faults a card has, and those that none of its inputs shows. */
export function useCardFaults(card: string): { count: number; loose: PlacedFault[] } {
  const here = use(Faults).filter((fault) => fault.card === card);
  return {
    count: here.length,
    loose: here.filter((fault) => fault.input === null),
  };
}
