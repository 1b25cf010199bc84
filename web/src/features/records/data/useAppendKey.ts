import { useEffect } from "react";
import { isTyping } from "@/lib/keyboard";

/** Shift+Enter makes a record wherever the focus is on this screen, but in an input or over it. */
export function useAppendKey(append: (() => void) | undefined): void {
  useEffect(() => {
    if (!append) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !event.shiftKey || event.defaultPrevented || isTyping(event.target)) return;
      const { target } = event;
      if (target instanceof Element && target.closest("[role=dialog], [role=menu], aside")) return;
      event.preventDefault();
      append();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [append]);
}
