import { Eye } from "lucide-react";
import { useTranslation } from "react-i18next";
import { stopViewing, viewedPerson } from "@/api/viewAs";
import { Button } from "@/ui/Button";

/** Says on every page that it is somebody else's sight. */
export function ViewAsBanner() {
  const { t } = useTranslation();
  const person = viewedPerson();
  if (!person) return null;
  return (
    <div
      role="status"
      data-testid="view-as"
      className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-accent-soft px-3 py-1 text-text"
    >
      <Eye className="size-4 shrink-0 text-accent" aria-hidden />
      <p className="min-w-0 flex-1" title={person.email}>
        {t("access.viewAs.banner", { name: person.name })}
      </p>
      <Button size="sm" className="max-md:h-10" onClick={stopViewing}>
        {t("access.viewAs.exit")}
      </Button>
    </div>
  );
}
