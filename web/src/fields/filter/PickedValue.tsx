import { useTranslation } from "react-i18next";
import { type ComboItem, ComboList } from "@/ui/Combobox";
import { ComboField } from "@/ui/ComboField";

interface PickedValueProps {
  label: string;
  ids: string[];
  nameOf: (id: string) => string;
  items: ComboItem[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSearchChange: (search: string) => void;
  onPick: (id: string) => void;
}

/** Some things by their names, from a list that is searched by its owner. */
export function PickedValue(props: PickedValueProps) {
  const { ids, onOpenChange } = props;
  const { t } = useTranslation();
  const names = ids.map(props.nameOf);
  return (
    <ComboField
      open={props.open}
      onOpenChange={onOpenChange}
      label={[t("filters.value"), ...names].join(" ")}
      className="w-64"
      chosen={ids.length > 0 ? <span className="truncate">{names.join(", ")}</span> : null}
    >
      <ComboList
        label={props.label}
        selected={ids}
        items={props.items}
        onSearchChange={props.onSearchChange}
        onPick={props.onPick}
        onCancel={() => onOpenChange(false)}
      />
    </ComboField>
  );
}
