import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./messages/en.json";

export const LANGUAGES = { en: "English", el: "Ελληνικά", de: "Deutsch", fr: "Français" } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = "dataos.language";

const loaders: Record<Exclude<Language, "en">, () => Promise<{ default: object }>> = {
  el: () => import("./messages/el.json"),
  de: () => import("./messages/de.json"),
  fr: () => import("./messages/fr.json"),
};

function isLanguage(value: string): value is Language {
  return value in LANGUAGES;
}

function preferred(): Language {
  const candidates = [localStorage.getItem(KEY) ?? "", ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return candidates.find(isLanguage) ?? "en";
}

export async function changeLanguage(language: Language): Promise<void> {
  if (language !== "en") i18next.addResourceBundle(language, "translation", (await loaders[language]()).default);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(KEY, language);
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  const language = preferred();
  if (language !== "en") await changeLanguage(language);
}
