import { Check, Rows3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { GridConfig } from "@/api/types";
import { Button } from "@/ui/Button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/ui/Menu";

const HEIGHTS: readonly GridConfig["rowHeight"][] = ["short", "medium", "tall", "extra"];

interface RowHeightMenuProps {
  value: GridConfig["rowHeight"];
  onChange: (height: GridConfig["rowHeight"]) => void;
}

export function RowHeightMenu({ value, onChange }: RowHeightMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button look={value === "short" ? "ghost" : "tinted"} size="sm">
          <Rows3 />
          <span className="@max-3xl:sr-only">{t("views.rowHeight")}</span>
        </Button>
      </MenuTrigger>
      <MenuContent>
        {HEIGHTS.map((height) => (
          <MenuItem
            key={height}
            icon={height === value ? <Check /> : <span className="size-4" />}
            onSelect={() => onChange(height)}
          >
            {t(`views.heights.${height}`)}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
