import { Star } from "lucide-react";
import { useLayoutEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { starsOfKey } from "@/grid/stars";
import { cn } from "@/lib/cn";
import { RatingConfig } from "./config/RatingConfig";
import { parseNumber } from "./numbers";
import type { EditorProps, FieldType } from "./types";

function maxOf(field: Field): number {
  return typeof field.config.max === "number" ? field.config.max : 5;
}

const starsOf = (value: unknown) => (typeof value === "number" ? value : 0);

function Editor({ field, value, onCommit, opening, place, id }: EditorProps) {
  const { t } = useTranslation();
  const current = starsOf(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for a digit typed before the editor stood
  useLayoutEffect(() => {
    const stars = opening?.keys.map((key) => starsOfKey(key, maxOf(field))).findLast((each) => each !== undefined);
    if (stars !== undefined) onCommit(stars);
  }, []);
  return (
    <div
      id={id}
      role="radiogroup"
      aria-label={field.name}
      className={cn("flex items-center", place === "cell" ? "h-full bg-surface px-1.5" : "h-8")}
    >
      {Array.from({ length: maxOf(field) }, (_, index) => index + 1).map((star) => (
        <button
          key={star}
          type="button"
          role="radio"
          autoFocus={place === "cell" && star === Math.max(current, 1)}
          aria-checked={star === current}
          aria-label={t("fields.stars", { count: star })}
          onClick={() => onCommit(star === current ? null : star)}
          onKeyDown={(event) => {
            const stars = starsOfKey(event.key, maxOf(field));
            if (stars !== undefined) onCommit(stars);
          }}
          className="rounded-sm p-0.5"
        >
          <Star className={cn("size-4", star <= current ? "fill-warn text-warn" : "text-faint")} />
        </button>
      ))}
    </div>
  );
}

export const rating: FieldType = {
  type: "rating",
  kind: "number",
  icon: Star,
  width: 120,
  editable: true,
  defaultConfig: () => ({ max: 5, icon: "star" }),
  paint: (value, field) => ({ kind: "stars", value: starsOf(value), max: maxOf(field) }),
  text: (value) => (typeof value === "number" ? String(value) : ""),
  parse: (typed) => parseNumber(typed) ?? typed,
  Editor,
  Config: RatingConfig,
};
