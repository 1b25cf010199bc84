import { useTranslation } from "react-i18next";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import type { Draft } from "./draft";

const PARTS = ["email", "name", "groups"] as const;

/** Under which names the provider says somebody's address, name and groups. */
export function AttributeNames({ draft, set }: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const { t } = useTranslation();
  const oidc = draft.kind === "oidc";
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-sm text-muted">{t(oidc ? "sso.claims" : "sso.attributes")}</legend>
      <div className="grid grid-cols-3 gap-2 max-sm:grid-cols-1">
        {PARTS.map((part) => (
          <FormRow key={part} label={t(`sso.said.${part}`)}>
            <Input
              maxLength={500}
              placeholder={oidc ? part : undefined}
              value={draft.from[part]}
              onChange={(event) => set({ from: { ...draft.from, [part]: event.target.value } })}
            />
          </FormRow>
        ))}
      </div>
      {!oidc && <p className="text-sm text-muted">{t("sso.attributesHint")}</p>}
    </fieldset>
  );
}
