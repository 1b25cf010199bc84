import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listMembers } from "@/api/belonging";
import { keys } from "@/api/keys";
import { useLater } from "@/lib/useLater";
import { ComboList } from "@/ui/Combobox";
import { ComboClear, ComboField } from "@/ui/ComboField";

interface PersonFilterProps {
  workspaceId: string;
  /** Empty for everybody. */
  personId: string;
  name?: string;
  onPick: (personId: string) => void;
}

const TYPING_MS = 180;

/** Whose acts are shown. */
export function PersonFilter({ workspaceId, personId, name, onPick }: PersonFilterProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const wanted = useLater(search.trim(), TYPING_MS);
  const members = useQuery({
    queryKey: keys.members(workspaceId, wanted),
    queryFn: () => listMembers(workspaceId, wanted),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const people = (members.data?.items ?? []).map((each) => each.user);
  const shown = personId ? (name ?? people.find((each) => each.id === personId)?.name ?? personId) : null;
  const close = () => {
    setOpen(false);
    setSearch("");
  };
  return (
    <ComboField
      open={open}
      onOpenChange={(now) => (now ? setOpen(true) : close())}
      label={[t("audit.person"), shown ?? t("audit.everybody")].join(" ")}
      className="w-72"
      chosen={
        <>
          <span className="min-w-0 flex-1 truncate">{shown ?? t("audit.everybody")}</span>
          <ChevronDown className="size-3.5 shrink-0 text-muted" aria-hidden />
        </>
      }
    >
      <ComboList
        label={t("audit.person")}
        searched
        selected={personId ? [personId] : []}
        items={people.map((each) => ({ id: each.id, name: each.name, detail: each.email }))}
        onSearchChange={setSearch}
        onPick={(id) => {
          onPick(id);
          close();
        }}
        onCancel={close}
      />
      {personId && (
        <ComboClear
          onClear={() => {
            onPick("");
            close();
          }}
        />
      )}
    </ComboField>
  );
}
