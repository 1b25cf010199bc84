import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { MadeToken, NewToken } from "@/api/types";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Checkbox";
import type { ComboItem } from "@/ui/Combobox";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { BasesField } from "./BasesField";
import { Secret } from "./Secret";

type Scope = NewToken["scopes"][number];
const SCOPES: readonly Scope[] = ["data:read", "data:write", "schema", "automations", "admin"];
const LIVES = ["30", "90", "365", "never"] as const;
type Life = (typeof LIVES)[number];

function end(life: Life): string | null {
  return life === "never" ? null : new Date(Date.now() + Number(life) * 86_400_000).toISOString();
}

interface TokenFormProps {
  /** What a token may be limited to. */
  bases: readonly ComboItem[];
  create: (body: NewToken) => Promise<MadeToken>;
  onMade: () => void;
}

export function TokenForm({ bases, create, onMade }: TokenFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["data:read"]);
  const [life, setLife] = useState<Life>("90");
  const [only, setOnly] = useState<readonly string[]>([]);
  const make = useMutation({
    mutationFn: () =>
      create({
        name: name.trim(),
        scopes: [...scopes],
        bases: only.length > 0 ? [...only] : null,
        expiresTime: end(life),
      }),
    onSuccess: () => {
      setName("");
      onMade();
    },
  });
  if (make.data) return <Secret token={make.data.token} onDone={make.reset} />;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <div className="flex flex-wrap gap-3">
        <div className="min-w-48 flex-1">
          <FormRow label={t("account.tokenName")} error={make.error && asApiError(make.error).reason}>
            <Input
              data-testid="token-name"
              required
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </FormRow>
        </div>
        <FormRow label={t("account.lasts")}>
          <Select
            value={life}
            onChange={setLife}
            choices={LIVES.map((value) => ({ value, label: t(`account.lives.${value}`) }))}
          />
        </FormRow>
      </div>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium text-muted">{t("account.scopes")}</legend>
        {SCOPES.map((scope) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is the control
          <label key={scope} className="flex items-center gap-2">
            <Checkbox
              label={scope}
              checked={scopes.includes(scope)}
              onChange={(on) => setScopes(SCOPES.filter((each) => (each === scope ? on : scopes.includes(each))))}
            />
            <code className="font-mono text-sm">{scope}</code>
          </label>
        ))}
      </fieldset>
      <FormRow label={t("account.tokenBases")} hint={t("account.basesHint")}>
        <BasesField items={bases} value={only} onChange={setOnly} />
      </FormRow>
      <Button type="submit" className="self-start" disabled={make.isPending || scopes.length === 0}>
        {t("account.createToken")}
      </Button>
    </form>
  );
}
