import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldDraft } from "@/api/tables";
import { FieldForm } from "@/fields/FieldForm";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/Popover";

/** The header of the column that is not there yet. */
export function AddFieldButton({ onCreate }: { onCreate: (draft: FieldDraft) => Promise<unknown> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        data-testid="add-field"
        aria-label={t("fields.add")}
        title={t("fields.add")}
        className="flex h-[34px] w-12 items-center justify-center border-r border-b border-line bg-bg text-muted hover:bg-hover hover:text-text"
      >
        <Plus className="size-4" />
      </PopoverTrigger>
      <PopoverContent align="end">
        <FieldForm onSubmit={onCreate} onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}
