import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "./toastStore";

/** Copies a text and says so; also where a browser refuses, as it does on pages that came without TLS. */
export function useCopy(): (text: string) => Promise<void> {
  const { t } = useTranslation();
  return useCallback(
    async (text) => {
      try {
        await navigator.clipboard.writeText(text);
        toast(t("common.copied"));
      } catch {
        toast(t("common.notCopied"), { tone: "bad" });
      }
    },
    [t],
  );
}
