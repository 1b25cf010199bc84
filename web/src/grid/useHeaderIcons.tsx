import type { SpriteMap } from "@glideapps/glide-data-grid";
import { type ReactNode, useCallback, useState } from "react";
import type { RecordGridProps } from "./types";

/**
 * Glide wants header icons as SVG text. The icons are React components, so they are rendered once, hidden, and read
 * from the page.
 */
export function useHeaderIcons(icons: RecordGridProps["headerIcons"]): { sprites: SpriteMap; source: ReactNode } {
  const [sprites, setSprites] = useState<SpriteMap>({});
  const read = useCallback((holder: HTMLDivElement | null) => {
    if (!holder) return;
    const found: Record<string, SpriteMap[string]> = {};
    for (const svg of holder.querySelectorAll<SVGSVGElement>("svg[data-name]")) {
      const text = svg.outerHTML;
      found[svg.dataset.name ?? ""] = ({ fgColor }) => text.replaceAll("currentColor", fgColor);
    }
    setSprites(found);
  }, []);
  const source = (
    <div ref={read} hidden>
      {Object.entries(icons).map(([name, Icon]) => (
        <Icon key={name} data-name={name} xmlns="http://www.w3.org/2000/svg" width={20} height={20} strokeWidth={1.5} />
      ))}
    </div>
  );
  return { sprites, source };
}
