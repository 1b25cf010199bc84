import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { INSPECTOR, useShell } from "@/shell/shellStore";

interface SidePanelProps {
  label: string;
  testId?: string;
  onClose: () => void;
  children: ReactNode;
}

/** The inspector: a column on the right that can be resized by dragging or arrow keys; the whole screen on a phone. */
export function SidePanel({ label, testId, onClose, children }: SidePanelProps) {
  const { t } = useTranslation();
  const { inspectorWidth, setInspectorWidth } = useShell();
  const dragging = useRef<{ x: number; width: number } | null>(null);
  return (
    <aside
      aria-label={label}
      data-testid={testId}
      className="relative flex w-(--panel-width) max-w-[60vw] shrink-0 flex-col border-l border-line bg-surface max-md:fixed max-md:inset-0 max-md:z-20 max-md:w-full max-md:max-w-none max-md:border-0 motion-safe:animate-slide"
      style={{ "--panel-width": `${inspectorWidth}px` } as React.CSSProperties}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={t("shell.resizePanel")}
        aria-valuenow={inspectorWidth}
        aria-valuemin={INSPECTOR.min}
        aria-valuemax={INSPECTOR.max}
        tabIndex={0}
        className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none hover:bg-accent/30 max-md:hidden"
        onKeyDown={(event) => {
          if (event.key === "ArrowLeft") setInspectorWidth(inspectorWidth + 20);
          if (event.key === "ArrowRight") setInspectorWidth(inspectorWidth - 20);
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          dragging.current = { x: event.clientX, width: inspectorWidth };
        }}
        onPointerMove={(event) => {
          if (dragging.current) setInspectorWidth(dragging.current.width + dragging.current.x - event.clientX);
        }}
        onPointerUp={() => {
          dragging.current = null;
        }}
      />
      {children}
    </aside>
  );
}
