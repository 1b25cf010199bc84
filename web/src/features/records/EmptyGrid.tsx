import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/States";

interface EmptyGridProps {
  filtered: boolean;
  onClear: () => void;
  onAdd?: () => void;
}

/** Lies over a grid without rows; the grid's own header and last row stay reachable. */
export function EmptyGrid({ filtered, onClear, onAdd }: EmptyGridProps) {
  const { t } = useTranslation();
  const action = filtered ? (
    <Button onClick={onClear}>{t("grid.clearFilter")}</Button>
  ) : (
    onAdd && (
      <Button look="primary" onClick={onAdd}>
        {t("grid.addRecord")}
      </Button>
    )
  );
  return (
    <EmptyState
      className="pointer-events-none absolute inset-x-0 top-24 *:pointer-events-auto"
      text={t(filtered ? "grid.noMatch" : "grid.noRecords")}
      action={action}
    />
  );
}
