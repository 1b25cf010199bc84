import { Copy, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { changeLink, closeLink, type LinkChange, type SharedLink } from "@/api/sharing";
import type { Field, Table } from "@/api/types";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { Switch } from "@/ui/Switch";
import { toast } from "@/ui/toastStore";
import { useCopy } from "@/ui/useCopy";
import { FormSettings } from "./FormSettings";

interface LinkCardProps {
  link: SharedLink;
  table: Table;
  /** What the view shows, in its order. */
  shown: readonly Field[];
  onChanged: () => Promise<unknown>;
}

export function LinkCard({ link, table, shown, onChanged }: LinkCardProps) {
  const { t } = useTranslation();
  const copy = useCopy();
  const [slug, setSlug] = useState(link.slug);
  const [password, setPassword] = useState("");
  const lastDay = dayOf(link.expiresTime);
  const [expires, setExpires] = useState(lastDay);
  const [embed, setEmbed] = useState(link.embed.join(" "));
  const address = `${window.location.origin}${link.path}`;

  async function run(work: () => Promise<unknown>) {
    try {
      await work();
      await onChanged();
    } catch (error) {
      toast(t("sharing.failed"), { tone: "bad", detail: asApiError(error).reason });
    }
  }

  const change = (body: LinkChange) => run(() => changeLink(link.id, body));

  function save(event: FormEvent) {
    event.preventDefault();
    void change({
      ...(slug !== link.slug && { slug: slug || null }),
      ...(password && { password }),
      // A time of day that was set elsewhere stays until another day is chosen.
      ...(expires !== lastDay && { expiresTime: expires ? endOf(expires) : null }),
      embed: embed.split(/\s+/).filter(Boolean),
    }).then(() => setPassword(""));
  }

  return (
    <section className="flex flex-col gap-3 rounded-lg border border-line p-3" data-testid="shared-link">
      <div className="flex items-center gap-2">
        <span className="text-muted text-sm">{t(link.kind === "form" ? "sharing.form" : "sharing.view")}</span>
        <a href={link.path} target="_blank" rel="noreferrer" className="min-w-0 flex-1 truncate text-accent underline">
          {address}
        </a>
        <Button look="ghost" size="icon" aria-label={t("sharing.copy")} onClick={() => void copy(address)}>
          <Copy />
        </Button>
        <Button
          look="ghost"
          size="icon"
          aria-label={t("sharing.close")}
          onClick={() => void run(() => closeLink(link.id))}
        >
          <Trash2 />
        </Button>
      </div>
      <form onSubmit={save} className="grid gap-3 sm:grid-cols-2">
        <FormRow label={t("sharing.slug")}>
          <Input value={slug} maxLength={60} onChange={(event) => setSlug(event.target.value)} />
        </FormRow>
        <FormRow label={t("auth.password")} hint={link.hasPassword ? t("sharing.hasPassword") : undefined}>
          <Input
            type="password"
            autoComplete="new-password"
            value={password}
            maxLength={200}
            onChange={(event) => setPassword(event.target.value)}
          />
        </FormRow>
        <FormRow label={t("sharing.expires")}>
          <Input type="date" value={expires} onChange={(event) => setExpires(event.target.value)} />
        </FormRow>
        <FormRow label={t("sharing.embed")} hint={t("sharing.embedHint")}>
          <Input
            value={embed}
            placeholder="https://www.example.org"
            onChange={(event) => setEmbed(event.target.value)}
          />
        </FormRow>
        <div className="flex flex-wrap gap-2 sm:col-span-2">
          <Button type="submit">{t("common.save")}</Button>
          {link.hasPassword && (
            <Button look="ghost" onClick={() => void change({ password: null })}>
              {t("sharing.noPassword")}
            </Button>
          )}
          {link.embed.length > 0 && (
            <Button look="ghost" onClick={() => void copy(`<iframe src="${address}/embed"></iframe>`)}>
              {t("sharing.embedCode")}
            </Button>
          )}
        </div>
      </form>
      {link.form && (
        <>
          <p className="text-sm text-muted">{t("sharing.submissions", { count: link.submissions })}</p>
          <FormSettings form={link.form} table={table} shown={shown} onSave={(form) => change({ form })} />
        </>
      )}
      {link.kind === "view" && (
        <div className="flex flex-col gap-2">
          <Option label={t("sharing.download")} on={link.download} set={(download) => void change({ download })} />
          <Option
            label={t("sharing.linkedTitles")}
            on={link.linkedTitles}
            set={(linkedTitles) => void change({ linkedTitles })}
          />
          <Option label={t("sharing.allowCopy")} on={link.allowCopy} set={(allowCopy) => void change({ allowCopy })} />
        </div>
      )}
    </section>
  );
}

/** The day of a moment here, as a date field writes it. */
function dayOf(moment: string | null | undefined): string {
  if (!moment) return "";
  const here = new Date(moment);
  return new Date(here.getTime() - here.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function endOf(day: string): string {
  return new Date(`${day}T23:59:59`).toISOString();
}

function Option({ label, on, set }: { label: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <div className="flex items-center gap-2">
      <Switch checked={on} onChange={set} label={label} />
      <span>{label}</span>
    </div>
  );
}
