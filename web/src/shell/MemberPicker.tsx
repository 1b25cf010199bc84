import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listMembers, type Member } from "@/api/belonging";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { useLater } from "@/lib/useLater";
import { ComboList } from "@/ui/Combobox";
import { ComboClear, ComboField } from "@/ui/ComboField";

interface MemberPickerProps {
  workspaceId: string;
  label: string;
  /** What stands there while nobody is chosen. */
  placeholder: string;
  chosen: Member | null;
  offers: (member: Member) => boolean;
  onPick: (member: Member) => void;
  onClear?: () => void;
}

const TYPING_MS = 180;

/** One of the members of a workspace, found by typing a name or address. */
export function MemberPicker(props: MemberPickerProps) {
  const { workspaceId, label, placeholder, chosen, offers, onPick, onClear } = props;
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const wanted = useLater(search.trim(), TYPING_MS);
  const members = useQuery({
    queryKey: keys.members(workspaceId, wanted),
    queryFn: () => listMembers(workspaceId, wanted),
    placeholderData: keepPreviousData,
    enabled: open,
  });
  const found = (members.data?.items ?? []).filter(offers);
  const close = () => {
    setOpen(false);
    setSearch("");
  };
  return (
    <ComboField
      open={open}
      onOpenChange={(now) => (now ? setOpen(true) : close())}
      label={[label, chosen?.user.name].filter(Boolean).join(" ")}
      className="w-72"
      chosen={
        <span className={chosen ? "truncate" : "truncate text-muted"}>
          {chosen ? `${chosen.user.name} · ${chosen.user.email}` : placeholder}
        </span>
      }
    >
      <ComboList
        label={label}
        searched
        selected={chosen ? [chosen.user.id] : []}
        items={found.map(({ user }) => ({ id: user.id, name: user.name, detail: user.email }))}
        onSearchChange={setSearch}
        onPick={(id) => {
          const picked = found.find((each) => each.user.id === id);
          if (picked) onPick(picked);
          close();
        }}
        onCancel={close}
      />
      {chosen && onClear && (
        <ComboClear
          onClear={() => {
            onClear();
            close();
          }}
        />
      )}
      {members.error && <p className="px-3 py-2 text-sm text-bad">{asApiError(members.error).reason}</p>}
    </ComboField>
  );
}
