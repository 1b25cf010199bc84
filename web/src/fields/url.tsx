import { ExternalLink, Link2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { TextInput } from "./editors/TextInput";
import { plainText } from "./plain";
import { text } from "./text";
import type { EditorProps, FieldType } from "./types";

interface LinkedInputProps extends EditorProps {
  inputMode: "url" | "email" | "tel";
  hrefOf: (value: unknown) => string | undefined;
}

const keep = (typed: string) => typed;

/** A text input with an open button beside it in forms; in the grid the painted link opens with Ctrl+click. */
export function LinkedInput({ hrefOf, ...props }: LinkedInputProps) {
  const { t } = useTranslation();
  const href = hrefOf(props.value);
  const input = <TextInput {...props} format={plainText} parse={keep} />;
  if (props.place === "cell") return input;
  return (
    <div className="flex items-center gap-1">
      {input}
      {href && (
        <a
          href={href}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={t("fields.openLink")}
          className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text"
        >
          <ExternalLink className="size-4" />
        </a>
      )}
    </div>
  );
}

/** Only http(s) addresses become links, so a stored `javascript:` never runs. */
export function webHref(value: unknown): string | undefined {
  const typed = plainText(value).trim();
  if (!typed) return undefined;
  const href = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  return /^https?:\/\//i.test(href) && URL.canParse(href) ? href : undefined;
}

function Editor(props: EditorProps) {
  return <LinkedInput {...props} inputMode="url" hrefOf={webHref} />;
}

export const url: FieldType = {
  ...text,
  type: "url",
  icon: Link2,
  width: 200,
  paint: (value) => ({ kind: "text", text: plainText(value), link: webHref(value) }),
  Editor,
};
