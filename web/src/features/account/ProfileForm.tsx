import { useState } from "react";
import { useTranslation } from "react-i18next";
import { updateProfile } from "@/api/account";
import type { Me } from "@/api/types";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { useSend } from "./useSend";

export function ProfileForm({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [name, setName] = useState(me.name);
  const save = useSend(() => updateProfile(name.trim()), t("account.saved"));
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="min-w-0 flex-1">
        <FormRow label={t("auth.name")} error={save.reason}>
          <Input autoComplete="name" required value={name} onChange={(event) => setName(event.target.value)} />
        </FormRow>
      </div>
      <Button type="submit" disabled={save.isPending || name.trim() === me.name}>
        {t("common.save")}
      </Button>
    </form>
  );
}
